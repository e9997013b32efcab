import { type ApiClient, operationSchema, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Backend, startBackend } from "./driver/backend.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { choose, portal } from "./driver/portal.ts";
import { tessera } from "./driver/tessera.ts";

describe("authoring an API", () => {
  let platform: Platform;
  let call: ApiClient;
  let backend: Backend;
  let li: Person;
  let ann: Person;

  const operation = (connector: string, id: string) => call(routes.connectors.operation, { params: { connector, operation: id } });

  beforeAll(async () => {
    [platform, backend] = await Promise.all([startPlatform(), startBackend("host-of-li")]);
    call = await setUp(platform);
    [li, ann] = await Promise.all([openBrowser(platform.url, { locale: "zh-CN" }), openBrowser(platform.url)]);
    await tessera(ann.page).logIn("admin", administratorPassword);
    await li.page.goto("/login");
    await li.page.getByLabel("用户名").fill("admin");
    await li.page.getByLabel("密码", { exact: true }).fill(administratorPassword);
    await li.page.keyboard.press("Enter");
    await li.page.waitForURL((url) => url.pathname === "/");
  });
  afterAll(async () => {
    await Promise.all([li?.close(), ann?.close()]);
    await platform?.stop();
    await backend?.stop();
  });

  it("registers by hand with the keyboard alone, step by step, up to a published connector (zh-CN)", async () => {
    const { page } = li;
    const { keyboard } = page;
    await page.goto("/portal/register");
    await page.getByLabel("显示名称（中文）").and(page.locator(":focus")).waitFor();
    await keyboard.type("主机平台");
    await keyboard.press("Tab");
    await keyboard.type("Host platform");
    expect(await page.getByLabel("名称", { exact: true }).inputValue()).toBe("host-platform");
    await keyboard.press("Control+Enter");

    await page.getByRole("button", { name: /^导入文档/ }).and(page.locator(":focus")).waitFor();
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    const path = page.getByRole("textbox", { name: /^路径/ });
    for (let step = 0; step < 6 && !(await path.evaluate((input) => input === document.activeElement)); step += 1) await keyboard.press("Tab");
    for (const [typed, said] of [["hosts", "列出主机"], ["hosts/{id}", "主机详情"]]) {
      await keyboard.press("End");
      await keyboard.type(typed ?? "");
      await keyboard.press("Tab");
      await keyboard.type(said ?? "");
      await keyboard.press("Enter");
      await page.getByRole("link", { name: `/${typed}`, exact: true }).waitFor();
      await path.and(page.locator(":focus")).waitFor();
    }
    await keyboard.press("Control+Enter");

    await page.getByRole("radio", { name: "需要令牌和授权", checked: true }).waitFor();
    await keyboard.press("Control+Enter");
    await page.getByLabel("后端地址").and(page.locator(":focus")).waitFor();
    await keyboard.type(backend.url);
    await keyboard.press("Control+Enter");

    await page.getByRole("button", { name: "发布到 prod" }).waitFor();
    await keyboard.press("Control+Enter");
    const dialog = page.getByRole("dialog", { name: /发布到 prod/ });
    await dialog.waitFor();
    await dialog.locator("input:focus, textarea:focus, button:focus, [tabindex]:focus").first().waitFor();
    await keyboard.press("Control+Enter");
    await page.getByText("主机平台 已可调用").waitFor();
    const { items } = await call(routes.connectors.operations, { params: { connector: "host-platform" } });
    expect(items.map(({ id, path: of }) => [id, of])).toEqual([["getHosts", "/hosts"], ["getHostsById", "/hosts/{id}"]]);
    expect((await call(routes.connectors.get, { params: { connector: "host-platform" } })).stages).toMatchObject([{ name: "prod", release: "1.0.0" }]);
  });

  it("registers by pasted cURL commands, whose secrets are left out, and goes on after a reload", async () => {
    const { page } = ann;
    await page.goto("/portal/register");
    await page.getByLabel("Shown as (English)").fill("Rack service");
    await page.reload();
    expect(await page.getByLabel("Shown as (English)").inputValue()).toBe("Rack service");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /^By example/ }).click();
    await page.getByLabel("cURL commands").fill(`curl '${backend.url}/racks/7/hosts?full=true' -H 'X-Api-Key: s3cr3t-key-of-ann'\ncurl -X POST ${backend.url}/racks -H 'content-type: application/json' -d '{"name":"r1","units":42}'`);
    await page.getByRole("button", { name: "Read the calls" }).click();
    await page.getByText("2 operations found").waitFor();
    await page.getByText("The calls held 1 credential", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Add 2 operations" }).click();
    await page.getByText("2 operations in the draft").waitFor();
    expect(JSON.stringify(await call(routes.connectors.export, { params: { connector: "rack-service" } }))).not.toContain("s3cr3t");

    await page.reload();
    await page.getByText("2 operations in the draft").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("radio", { name: "Need a token", exact: true }).check();
    const form = page.locator("form");
    await portal(page).chooseApiKey(form, "X-Api-Key", "the-key");
    await form.getByLabel("Backend address").fill(backend.url);
    await page.keyboard.press("Control+Enter");
    await page.getByText(backend.url).first().waitFor();
    expect((await operation("rack-service", "postRacks")).operation).toMatchObject({ security: { authenticate: true, grant: false }, requestBody: { content: { "application/json": { schema: { properties: { units: { type: "integer" } } } } } } });
    expect((await call(routes.connectors.get, { params: { connector: "rack-service" } })).stages).toMatchObject([{ backend: { url: backend.url }, credential: { kind: "api-key" } }]);
  });

  it("edits an operation: undo, redo, a reload that loses nothing, and what is wrong at its field", async () => {
    const { page } = ann;
    await page.goto("/portal/connectors/rack-service/operations/postRacks");
    const path = page.getByLabel("Path", { exact: true });
    await path.fill("/racks/{rack}");
    await page.getByText("Path parameters: rack").waitFor();
    await page.keyboard.press("Control+z");
    expect(await path.inputValue()).toBe("/racks");
    await page.keyboard.press("Control+Shift+z");
    expect(await path.inputValue()).toBe("/racks/{rack}");
    await page.getByLabel("Summary (English)").fill("Make a rack");
    await page.getByLabel("Summary (Chinese)").fill("创建机柜");
    await page.getByLabel("Backend path").fill("/v2/racks/{gone}");
    await page.getByRole("alert").getByText("/backend/path").waitFor();
    await page.reload();
    await page.getByText("Changes that were not saved were restored.").waitFor();
    expect(await page.getByLabel("Summary (Chinese)").inputValue()).toBe("创建机柜");
    await page.getByLabel("Backend path").fill("/v2/racks/{rack}");
    await page.getByRole("alert").waitFor({ state: "detached" });
    await page.keyboard.press("Control+s");
    await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
    expect((await operation("rack-service", "postRacks")).operation).toMatchObject({ path: "/racks/{rack}", summary: "Make a rack", translations: { "zh-CN": { summary: "创建机柜" } }, backend: { path: "/v2/racks/{rack}" }, parameters: [{ name: "rack", in: "path" }] });
  });

  it("writes the docs beside it: fields of a schema as a tree and as JSON, an example that does not fit, an error answer", async () => {
    const { page } = ann;
    const before = (await call(routes.connectors.operations, { params: { connector: "rack-service" }, query: { search: "postRacks" } })).items[0]?.docsScore ?? 100;
    const body = page.locator("#section-body");
    const adding = body.getByRole("button", { name: "Add a field to value" });
    await adding.press("Enter");
    await body.getByRole("button", { name: "Remove the field field" }).press("Enter");
    // The keyboard goes on at what follows the field that went.
    expect(await adding.evaluate((button) => button === document.activeElement)).toBe(true);
    await adding.press("Enter");
    await body.getByLabel("Name of the field field", { exact: true }).fill("owner");
    await body.getByLabel("Description of owner").fill("Who answers for it");
    await body.getByLabel("owner is required").check();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await body.getByRole("button", { name: "Move owner up" }).press("Enter");
    expect(await focused()).toMatch(/^Move owner (up|down)$/);
    while (await body.getByRole("button", { name: "Move owner down" }).isEnabled()) await body.getByRole("button", { name: "Move owner down" }).press("Enter");
    expect(await focused()).toBe("Move owner up");
    await choose(body.getByLabel("Type of units"), "string");
    await page.getByText("/owner of the example is missing", { exact: false }).first().waitFor();
    await body.getByRole("button", { name: "Make one of the schema" }).click();
    await page.getByText("/owner of the example is missing", { exact: false }).first().waitFor({ state: "detached" });
    await body.getByText("JSON", { exact: true }).first().click();
    await body.locator(".monaco-editor", { hasText: "Who answers for it" }).waitFor();
    const responses = page.locator("#section-responses");
    await responses.getByRole("button", { name: "+ 404" }).click();
    await responses.getByLabel("Description of 404", { exact: true }).fill("No such rack");
    await page.getByRole("button", { name: "Save to the draft" }).click();
    await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
    const { operation: saved } = await operation("rack-service", "postRacks");
    expect(saved.requestBody?.content["application/json"]?.schema).toMatchObject({ properties: { units: { type: "string" }, owner: { type: "string", description: "Who answers for it" } }, required: expect.arrayContaining(["owner"]) });
    expect(saved.responses["404"]?.description).toBe("No such rack");
    expect((await call(routes.connectors.operations, { params: { connector: "rack-service" }, query: { search: "postRacks" } })).items[0]?.docsScore).toBeGreaterThan(before);
  });

  it("shows both versions to the second of two people, who takes each field from one of them", async () => {
    const { page } = ann;
    await page.getByLabel("Summary (English)").fill("Ann's summary");
    await page.getByRole("textbox", { name: "Description (English)" }).fill("Ann's description");
    const { operation: theirs, revision } = await operation("rack-service", "postRacks");
    await call(routes.connectors.saveOperation, { params: { connector: "rack-service", operation: "postRacks" }, body: { operation: { ...theirs, summary: "Their summary", tags: ["theirs"] }, revision } });
    await page.keyboard.press("Control+s");
    const dialog = page.getByRole("dialog", { name: "Somebody else changed this operation" });
    await dialog.getByText("both changed it").waitFor();
    await dialog.getByRole("radio", { name: "tags: theirs", checked: true }).waitFor();
    await dialog.getByRole("radio", { name: "summary: theirs" }).check();
    await dialog.getByRole("button", { name: "Save the result" }).click();
    await page.getByRole("status").getByText("Saved", { exact: true }).waitFor();
    expect((await operation("rack-service", "postRacks")).operation).toMatchObject({ summary: "Their summary", description: "Ann's description", tags: ["theirs"] });
  });

  it("narrows and changes many operations at once; the address holds what is shown", async () => {
    const { page } = ann;
    await call(routes.connectors.create, { body: { name: "many" } });
    for (let start = 0; start < 600; start += 300) {
      const operations = Array.from({ length: 300 }, (_unused, index) => operationSchema.parse({ id: `op${String(start + index).padStart(4, "0")}`, method: index % 2 === 0 ? "GET" : "POST", path: `/things/${start + index}`, summary: `Thing ${start + index}`, tags: ["thing"] }));
      await call(routes.authoring.addOperations, { params: { connector: "many" }, body: { operations } });
    }
    await portal(page).open("many", "operations");
    await page.getByText("600 items").waitFor();
    expect(await page.locator(".ant-table-row").count()).toBeLessThan(120);
    await page.getByLabel("Search id, path, summary, label").fill("thing 599");
    await page.getByRole("link", { name: "/things/599" }).waitFor();
    await page.getByRole("link", { name: "/things/598" }).waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("q")).toBe("thing 599");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await choose(page.getByLabel("Method", { exact: true }), /^POST/);
    await page.getByText("300 of 600 items").waitFor();
    await page.getByRole("checkbox", { name: /Select all/ }).check();
    await page.getByRole("button", { name: "Choose all 300" }).click();
    await page.getByText("300 operations chosen").waitFor();
    await page.getByRole("region", { name: "Chosen operations" }).getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit 300 operations" });
    await dialog.getByLabel("Add labels").click();
    await page.keyboard.type("written");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await until("300 labels", async () => (await call(routes.connectors.operations, { params: { connector: "many" }, query: { label: "written", limit: 1 } })).total === 300);
  });

  it("leaves no error in any console", () => {
    expect(li.errors()).toEqual([]);
    expect(ann.errors()).toEqual([]);
  });
});
