import { createServer } from "node:http";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCli } from "../systems/cli.ts";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { findings, settled } from "./driver/accessibility.ts";
import { type Person, openBrowser } from "./driver/browser.ts";

const stage = { connector: "orders", stage: "prod" };

/** Answers everything, but what the next version calls only with failures. */
async function startOrders(): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => response.writeHead(request.url?.startsWith("/next") ? 500 : 200, { "content-type": "application/json" }).end(JSON.stringify({ path: request.url })));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("a version on its way to the callers, in a Chinese browser", () => {
  let platform: Platform;
  let orders: Awaited<ReturnType<typeof startOrders>>;
  let call: ApiClient;
  let owner: Person;
  let authorization: string;

  beforeAll(async () => {
    [platform, orders] = await Promise.all([startPlatform(), startOrders()]);
    call = await setUp(platform);
    const operation = (id: string) => ({ get: { operationId: id, summary: id, responses: { 200: { description: "Done" } } } });
    const document = { openapi: "3.1.0", info: { title: "Orders", version: "1.0.0" }, servers: [{ url: orders.url }], paths: { "/orders": operation("listOrders"), "/legacy": operation("listLegacy") } };
    await call(routes.connectors.import, { body: { name: "orders", document: { text: JSON.stringify(document) } } });
    await call(routes.connectors.publish, { params: stage, body: { version: "1.0.0" } });
    const { operation: known, revision } = await call(routes.connectors.operation, { params: { connector: "orders", operation: "listOrders" } });
    await call(routes.connectors.saveOperation, { params: { connector: "orders", operation: "listOrders" }, body: { operation: { ...known, backend: { ...known.backend, path: "/next/orders" } }, revision } });
    authorization = `Bearer ${(await call(routes.tokens.create, { body: { name: "till" } })).token}`;
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
    orders?.stop();
  });

  const ask = (headers: Record<string, string> = {}, path = "/orders") => fetch(`${platform.gatewayUrl}/default/orders/prod${path}`, { headers: { authorization, ...headers } });
  const versionOf = async (headers: Record<string, string> = {}) => (await ask(headers)).headers.get("x-tessera-version");

  it("is tried by a few calls, fails, and is taken back by itself with the reason on the screen", async () => {
    const { page } = owner;
    await page.goto("/portal/connectors/orders/stages");
    await page.getByRole("button", { name: "发布到 prod" }).click();
    const dialog = page.getByRole("dialog", { name: "发布到 prod" });
    await dialog.getByLabel("版本号").fill("1.1.0");
    await dialog.getByText("先灰度试用").click();
    const weight = dialog.getByRole("spinbutton", { name: "调用方比例" });
    await weight.fill("0");
    await dialog.getByLabel("请求头名称").fill("X-Canary");
    await dialog.getByLabel("取值，回车添加").fill("yes");
    await page.keyboard.press("Enter");
    await dialog.getByRole("spinbutton", { name: "至少调用" }).fill("20");
    await settled(page);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Control+Enter");

    const running = page.getByRole("region", { name: "正在灰度 1.1.0" });
    await running.waitFor();
    await until("both versions side by side", async () => (await versionOf({ "x-canary": "yes" })) === "1.1.0" && (await versionOf()) === "1.0.0");
    for (let asked = 0; asked < 10; asked += 1) await ask();
    await until("the other version on the screen", async () => /1\.0\.0其余调用1\d0 %/.test((await running.textContent()) ?? ""));
    await settled(page);
    expect(await findings(page)).toEqual([]);

    for (let asked = 0; asked < 20; asked += 1) expect((await ask({ "x-canary": "yes" })).status).toBe(500);
    await until("the gateway back on 1.0.0 for all", async () => (await versionOf({ "x-canary": "yes" })) === "1.0.0");
    await page.getByText("1.1.0 出现异常，已自动回滚").waitFor();
    await page.getByText(/次失败（100%），超过上限 5%/).waitFor();
    await running.waitFor({ state: "detached" });
    expect((await call(routes.audit.list, { query: { target: "stage:orders/prod" } })).items[0]).toMatchObject({ actor: { kind: "system" }, action: "rollouts.guard" });
  });

  it("served to all goes back with one key press", async () => {
    const { page } = owner;
    await call(routes.connectors.publish, { params: stage, body: { version: "1.1.0" } });
    await page.reload();
    const back = page.getByRole("button", { name: "回滚到 1.0.0" });
    await back.focus();
    await page.keyboard.press("Enter");
    await page.getByText("1.0.0 已发布到 prod").waitFor();
    await until("the gateway on 1.0.0", async () => (await versionOf()) === "1.0.0");
    // The way back is open, too.
    await page.getByRole("button", { name: "重新服务 1.1.0" }).waitFor();
  });

  it("keeps operations online only as long as somebody wants, and tells who still calls them", async () => {
    const { page } = owner;
    for (let asked = 0; asked < 3; asked += 1) expect((await ask({}, "/legacy")).status).toBe(200);
    await page.goto("/portal/connectors/orders/operations/listLegacy");
    await page.getByRole("row", { name: /till .* prod 3 0/ }).waitFor();

    const offline = page.getByRole("region", { name: "下线" });
    await offline.getByRole("button", { name: "下线…" }).click();
    const dialog = page.getByRole("dialog", { name: "下线 listLegacy" });
    await dialog.getByRole("button", { name: "下线" }).click();
    await dialog.getByText("请至少用一种语言说明").first().waitFor();
    await dialog.getByLabel("给调用方的说明 · 中文").fill("请改用 /orders。");
    await page.keyboard.press("Control+Enter");
    await offline.getByText(/已下线/).waitFor();
    const refused = await until("410", async () => {
      const answer = await ask({ "accept-language": "zh-CN" }, "/legacy");
      return answer.status === 410 && answer;
    });
    expect(((await (refused as Response).json()) as { detail: string }).detail).toMatch(/^接口“listLegacy”自 .* 起已下线：请改用 \/orders。$/);

    const limit = page.getByRole("region", { name: "限流" });
    await limit.getByRole("button", { name: "限流…" }).click();
    await page.getByRole("dialog", { name: "限制 listLegacy 的调用频率" }).getByRole("spinbutton", { name: "最多调用" }).fill("2");
    await page.keyboard.press("Control+Enter");
    await limit.getByText("每个调用方 1 min 内最多 2 次").waitFor();

    await settled(page);
    expect(await findings(page)).toEqual([]);
    await offline.getByRole("button", { name: "重新上线" }).click();
    await offline.getByText(/正常服务/).waitFor();
    await until("429 after the second call", async () => (await ask({}, "/legacy")).status === 429);

    await page.goto("/portal/connectors/orders/stages");
    await page.getByRole("row", { name: /listLegacy 限流 prod/ }).waitFor();
    expect(owner.errors()).toEqual([]);
  });

  it("goes the same way on the command line", async () => {
    const cli = createCli(join(platform.dataDir, "cli.json"));
    const run = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await cli(args);
      expect([code, stderr], args.join(" ")).toEqual([0, expect.not.stringContaining("Trace id")]);
      return stdout;
    };
    expect((await cli(["login", "--url", platform.url, "--username", "admin", "--password-stdin"], administratorPassword)).code).toBe(0);
    const onProd = ["orders", "--stage", "prod"];
    expect(await run("connector", "publish", ...onProd, "--version", "1.1.0", "--canary", "0", "--canary-header", "X-Canary=yes", "--guard")).toBe("orders 1.1.0 is tried on prod by 0 % of the callers and those named.\nEvery gateway that runs serves it (1).\n");
    expect([await versionOf({ "x-canary": "yes" }), await versionOf()]).toEqual(["1.1.0", "1.0.0"]);
    expect(await run("connector", "cancel-canary", ...onProd)).toContain("1.0.0 is served");
    expect(await versionOf({ "x-canary": "yes" })).toBe("1.0.0");
    await run("connector", "publish", ...onProd, "--version", "1.1.0", "--canary", "100");
    expect(await run("connector", "promote", ...onProd)).toContain("orders 1.1.0 is live on prod.");
    expect(JSON.parse(await run("connector", "rollback", ...onProd, "--json"))).toMatchObject({ stage: { release: "1.0.0", previousRelease: "1.1.0" }, gateways: [{ alive: true, isCurrent: true }] });
    expect((await cli(["connector", "promote", ...onProd])).code).toBe(1);

    const onLegacy = ["orders", "listLegacy"];
    expect(await run("connector", "limit", ...onLegacy, "--undo")).toBe("listLegacy is no longer limited.\n");
    expect(await run("connector", "deprecate", ...onLegacy, "--sunset", "2999-01-01", "--replacement", "listOrders")).toBe("listLegacy is deprecated.\n");
    const { headers } = await until("the new headers", async () => {
      const answer = await ask({}, "/legacy");
      return answer.headers.has("sunset") && answer;
    });
    expect([headers.get("sunset"), headers.get("link")]).toEqual(["Tue, 01 Jan 2999 00:00:00 GMT", '</default/orders/prod/orders>; rel="successor-version"']);
    await run("connector", "offline", ...onLegacy, "--message", "Use /orders.");
    await until("410", async () => (await ask({}, "/legacy")).status === 410);
    expect(await run("connector", "online", ...onLegacy)).toBe("listLegacy is served again.\n");
    expect(await run("connector", "callers", ...onLegacy)).toMatch(/^OPERATION .*\nlistLegacy +prod +till \(token:/);
    expect((await cli(["connector", "offline", ...onLegacy, "--message", "x", "--from", "tomorrow"])).code).toBe(2);
  });
});
