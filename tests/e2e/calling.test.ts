import { type ApiClient, type OperationInput, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Backend, startBackend } from "./driver/backend.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { type SocketBackend, startSocketBackend } from "./driver/socket-backend.ts";

const ok = { 200: { description: "Done" } };

describe("the called side of a connector, in Chinese and by keyboard", () => {
  let platform: Platform;
  let call: ApiClient;
  let orders: Backend;
  let reports: Backend;
  let shell: SocketBackend;
  let owner: Person;
  let token: string;

  const save = (operation: OperationInput) => call(routes.connectors.saveOperation, { params: { connector: "orders", operation: operation.id }, body: { operation } });

  beforeAll(async () => {
    [platform, orders, reports, shell] = await Promise.all([startPlatform(), startBackend("orders"), startBackend("reports", "key-of-reports"), startSocketBackend("hello from the shell")]);
    call = await setUp(platform);
    await call(routes.connectors.create, { body: { name: "orders", title: { "zh-CN": "订单", en: "Orders" } } });
    await call(routes.connectors.saveStage, { params: { connector: "orders", stage: "prod" }, body: { backend: { url: orders.url } } });
    token = (await call(routes.tokens.create, { body: { name: "calls", role: "developer" } })).token;
    owner = await openBrowser(platform.url, { locale: "zh-CN" });
    await owner.page.goto("/login");
    await owner.page.getByLabel("用户名").fill("admin");
    await owner.page.getByLabel("密码", { exact: true }).fill(administratorPassword);
    await owner.page.keyboard.press("Enter");
    await owner.page.waitForURL((url) => url.pathname === "/");
  });
  afterAll(async () => {
    await owner?.close();
    await platform?.stop();
    await Promise.all([orders?.stop(), reports?.stop(), shell?.stop()]);
  });

  const edit = async () => {
    const { page } = owner;
    await page.goto("/portal/connectors/orders/stages");
    await page.getByRole("button", { name: "编辑 prod" }).press("Enter");
    return page.getByRole("dialog", { name: "编辑 prod" });
  };
  const viaGateway = (path: string) => fetch(`${platform.gatewayUrl}/default/orders/prod${path}`, { headers: { authorization: `Bearer ${token}` } });

  it("gives a stage variables, pasted as lines, and a further backend with its own credential", async () => {
    const { page } = owner;
    const dialog = await edit();
    await dialog.getByRole("button", { name: "添加变量" }).press("Enter");
    const name = dialog.getByLabel("变量名称");
    await until("the new row to have the focus", () => name.evaluate((input) => input === document.activeElement));
    await name.evaluate((input, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, "# prod\nREGION=cn-north\nexport VERSION=\"v2\"");
    expect(await dialog.getByLabel("变量名称").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).toEqual(["REGION", "VERSION"]);
    await dialog.getByRole("button", { name: "添加后端" }).press("Enter");
    const further = dialog.getByLabel("其他后端");
    await further.getByLabel("后端名称").fill("reports");
    await further.getByLabel("后端地址").fill(reports.url);
    await further.getByLabel("访问后端的凭据").click();
    await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)").getByText("API Key").click();
    await further.getByLabel("密钥", { exact: true }).fill("key-of-reports");
    await further.getByLabel("名称", { exact: true }).last().fill("X-Api-Key");
    await page.keyboard.press("ControlOrMeta+Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText("2 · REGION, VERSION").waitFor();
    await page.getByText("1 · reports").waitFor();
    const { stages } = await call(routes.connectors.get, { params: { connector: "orders" } });
    expect(stages[0]).toMatchObject({ variables: { REGION: "cn-north", VERSION: "v2" }, backends: [{ name: "reports", credential: { kind: "api-key" } }] });
  });

  it("uses them in calls, and opens a WebSocket from a browser page", async () => {
    await save({ id: "list", method: "GET", path: "/hosts", responses: ok, backend: { path: "/hosts/${vars.VERSION}", request: { query: [{ action: "set", name: "region", value: "${vars.REGION}" }], headers: [], body: [] } } });
    await save({ id: "report", method: "GET", path: "/reports", responses: ok, backend: { name: "reports", path: "/hosts" } });
    const { stages } = await call(routes.connectors.get, { params: { connector: "orders" } });
    await call(routes.connectors.saveStage, { params: { connector: "orders", stage: "prod" }, body: { backends: [{ name: "reports", url: reports.url }, { name: "shell", url: shell.url }], revision: stages[0]?.revision ?? 0 } });
    await save({ id: "shell", method: "GET", path: "/shell", transport: "websocket", responses: {}, backend: { name: "shell" } });
    await call(routes.connectors.publish, { params: { connector: "orders", stage: "prod" }, body: {} });
    await until("the gateway", async () => (await viaGateway("/hosts?limit=1")).status === 200);
    expect(await (await viaGateway("/reports")).json()).toEqual({ items: [{ id: 1, name: "reports" }] });
    expect(orders.calls.at(-1)?.url).toBe("/hosts/v2?limit=1&region=cn-north");
    const page = await owner.page.context().newPage();
    const heard = await page.evaluate(
      ({ address, protocols }) =>
        new Promise<{ protocol: string; text: string }>((resolve, reject) => {
          const socket = new WebSocket(address, protocols);
          socket.addEventListener("message", (event) => resolve({ protocol: socket.protocol, text: String(event.data) }));
          socket.addEventListener("close", ({ code }) => reject(new Error(`closed with ${code}`)));
        }),
      { address: `${platform.gatewayUrl.replace("http", "ws")}/default/orders/prod/shell`, protocols: ["tessera", `tessera.bearer.${token}`] },
    );
    expect(heard).toEqual({ protocol: "tessera", text: "hello from the shell" });
    expect(JSON.stringify(shell.handshakes)).not.toContain(token);
    await page.close();
  });

  it("keeps a stage from losing what it serves, and says what needs it", async () => {
    const dialog = await edit();
    // Both keys in one go, as a hurried hand or a busy machine delivers them.
    await dialog.getByRole("button", { name: "删除变量 REGION" }).evaluate((button: HTMLElement) => {
      button.click();
      button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    });
    await dialog.getByText(/环境“prod”正在服务版本 1\.0\.0，修改后它将无法工作.*\$\{vars\.REGION\}/).waitFor();
    await dialog.getByRole("button", { name: "删除变量 VERSION" }).press("Enter");
    await until("the focus to stay in the dialog", () => dialog.getByRole("button", { name: "添加变量" }).evaluate((button) => button === document.activeElement));
    await dialog.getByRole("button", { name: /^取\s*消$/ }).click();
  });

  it("never sends a stored credential to another host unasked", async () => {
    const dialog = await edit();
    const further = dialog.getByLabel("其他后端");
    await further.getByRole("button", { name: "更换凭据" }).waitFor();
    expect(await further.locator("input").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).not.toContain("key-of-reports");
    await further.getByLabel("后端地址").first().fill("http://other.example.com");
    await further.getByText(`保存的凭据属于 ${reports.url}`).waitFor();
    await owner.page.keyboard.press("ControlOrMeta+Enter");
    await dialog.getByText(/请为新地址重新填写凭据/).waitFor();
    await further.getByLabel("将保存的凭据用于 http://other.example.com").check();
    await owner.page.keyboard.press("ControlOrMeta+Enter");
    await dialog.waitFor({ state: "detached" });
    const { stages } = await call(routes.connectors.get, { params: { connector: "orders" } });
    expect(stages[0]?.backends[0]).toMatchObject({ url: "http://other.example.com", credential: { kind: "api-key" } });
    expect(owner.errors()).toEqual([]);
  });
});
