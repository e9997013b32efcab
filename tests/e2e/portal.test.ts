import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Backend, startBackend } from "./driver/backend.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { selfSigned } from "./driver/certificates.ts";
import { choose, portal } from "./driver/portal.ts";
import { tessera } from "./driver/tessera.ts";

const ok = { 200: { description: "Done", content: { "application/json": { schema: { type: "object" } } } } };

/** A document as teams have them: a method that no gateway serves, two operations that match the same calls, a reference that leads nowhere, a name used twice. */
function dirtyDocument(backend: string): string {
  const document = {
    openapi: "3.0.3",
    info: { title: "Inventory of hosts", version: "1.2.0" },
    servers: [{ url: backend }],
    paths: {
      "/hosts": {
        get: { operationId: "listHosts", summary: "List the hosts", parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }], responses: ok },
        trace: { operationId: "traceHosts", responses: ok },
      },
      "/hosts/{id}": { get: { operationId: "getHost", summary: "One host", parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], responses: ok } },
      "/hosts/{name}": { get: { operationId: "findHost", summary: "One host by name", responses: ok } },
      "/racks": { get: { operationId: "listHosts", summary: "List the racks", parameters: [{ $ref: "#/components/parameters/Missing" }], responses: ok } },
    },
  };
  return JSON.stringify(document, null, 2);
}

/** Line and column of the only occurrence of `part`, as an editor counts them. */
function placeOf(text: string, part: string): { line: number; column: number } {
  const lines = text.slice(0, text.indexOf(part)).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

describe("the portal", () => {
  let platform: Platform;
  let call: ApiClient;
  let prod: Backend;
  let staging: Backend;
  let monitoring: Backend;
  let owner: Person;

  beforeAll(async () => {
    [platform, prod, staging, monitoring] = await Promise.all([startPlatform(), startBackend("host-in-prod", "key-of-prod"), startBackend("host-in-staging", "key-of-staging"), startBackend("monitoring")]);
    call = await setUp(platform);
    owner = await openBrowser(platform.url);
    await tessera(owner.page).logIn("admin", administratorPassword);
  });
  afterAll(async () => {
    await owner?.close();
    await platform?.stop();
    await Promise.all([prod?.stop(), staging?.stop(), monitoring?.stop()]);
  });

  it("checks a file before it imports it: each finding with its place, the operation that cannot be imported by name", async () => {
    const { page } = owner;
    const text = dirtyDocument(prod.url);
    await portal(page).check("inventory", "Inventory of hosts", { name: "inventory.json", text });
    await page.getByText("4 operations will be imported").waitFor();
    await page.getByText("1 skipped").waitFor();
    const findings = page.getByRole("listitem");
    await findings.filter({ hasText: "/paths/~1racks/get/parameters/0" }).waitFor();
    await findings.filter({ hasText: "/paths/~1racks/get/operationId" }).waitFor();
    await findings.filter({ hasText: "callers use '/hosts/{name}/~name', and '/hosts/{name}' is called" }).filter({ hasText: "GET /hosts/{name}/~name · /paths/~1hosts~1{name}/get" }).waitFor();
    const { line, column } = placeOf(text, '"trace"');
    await findings.filter({ hasText: `TRACE /hosts · /paths/~1hosts/trace · line ${line}:${column}` }).waitFor();
    await page.getByRole("button", { name: /^(expanded |collapsed )?Skipped/ }).click();
    await findings.filter({ hasText: "TRACE/hosts" }).filter({ hasText: "does not serve the method TRACE" }).waitFor();
  });

  it("registers what is left, with the backend and its credential for a first stage", async () => {
    const { page } = owner;
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("4 operations in the draft").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    const form = page.locator("form");
    await portal(page).chooseApiKey(form, "X-Api-Key", "key-of-prod");
    expect(await form.getByLabel("Backend address").inputValue()).toBe(prod.url);
    await form.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Edit the stage prod" }).waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("Backend set on: prod.").waitFor();
    const { items } = await call(routes.connectors.operations, { params: { connector: "inventory" } });
    expect(items.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(["GET /hosts", "GET /hosts/{id}", "GET /hosts/{name}/~name", "GET /racks"]);
  });

  it("gives a second stage its own backend and credential, which is not shown again", async () => {
    const { page } = owner;
    const portalOf = portal(page);
    await portalOf.open("inventory", "stages");
    await page.getByRole("button", { name: "Add a stage" }).click();
    const form = portalOf.dialog(/Add a stage/);
    await form.getByLabel("Name of the stage").fill("staging");
    await form.getByLabel("Backend address").fill(staging.url);
    await portalOf.chooseApiKey(form, "X-Api-Key", "key-of-staging");
    await form.getByRole("button", { name: "Save" }).click();
    await portalOf.stageCard("staging").getByText("API key").waitFor();
    await page.getByRole("button", { name: "Edit staging" }).click();
    const again = portalOf.dialog(/Edit staging/);
    await again.getByRole("button", { name: "Change the credential" }).waitFor();
    expect(await again.locator("input").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).not.toContain("key-of-staging");
    await again.getByRole("button", { name: "Cancel" }).click();
  });

  it("publishes to both stages and says where they are served", async () => {
    const { page } = owner;
    await portal(page).publish("inventory", "prod");
    await portal(page).publish("inventory", "staging");
    await page.goto("/portal/connectors/inventory");
    await page.getByText("Ready to be called").waitFor();
    await page.getByText(`${platform.gatewayUrl}/default/inventory/staging`).waitFor();
  });

  it("tries an operation on each stage: what was sent, what came back", async () => {
    const { page } = owner;
    await portal(page).open("inventory", "call/listHosts");
    await page.getByLabel("limit").fill("3");
    await until("an answer of prod", async () => (await portal(page).send()) === 200);
    await page.locator(".monaco-editor", { hasText: "host-in-prod" }).waitFor();
    expect(prod.calls.at(-1)).toMatchObject({ method: "GET", url: "/hosts?limit=3", headers: { "x-api-key": "key-of-prod" } });
    await page.getByRole("tab", { name: "cURL" }).click();
    await page.getByText(`${platform.gatewayUrl}/default/inventory/prod/hosts?limit=3`).first().waitFor();

    await choose(page.getByLabel("Stage", { exact: true }), /^staging/);
    await until("an answer of staging", async () => (await portal(page).send()) === 200);
    await page.getByRole("tab", { name: "Content" }).click();
    await page.locator(".monaco-editor", { hasText: "host-in-staging" }).waitFor();
    expect(staging.calls.at(-1)?.headers["x-api-key"]).toBe("key-of-staging");
  });

  it("binds a plugin by the form of its attributes, and the gateway obeys: 429", async () => {
    const { page } = owner;
    const portalOf = portal(page);
    await portalOf.open("inventory", "stages");
    await portalOf.stageCard("prod").getByRole("button", { name: "Add a plugin" }).click();
    await page.getByRole("menuitem", { name: /limit-count/ }).click();
    const form = portalOf.dialog(/Request count limit/);
    await form.getByRole("button", { name: "Save" }).click();
    await form.locator(".ant-form-item-explain-error").first().waitFor();
    const numbers = form.getByRole("spinbutton");
    await numbers.nth(0).fill("1");
    await numbers.nth(1).fill("600");
    await form.getByRole("button", { name: "Save" }).click();
    await portalOf.stageCard("prod").getByText("limit-count").waitFor();

    await portalOf.open("inventory", "call/listHosts");
    await until("a refusal of the second call", async () => (await portalOf.send()) === 429, 20_000);
    await page.getByRole("tab", { name: /^Headers/ }).click();
    await page.getByText("ratelimit-remaining").waitFor();

    await portalOf.open("inventory", "stages");
    await portalOf.stageCard("prod").getByRole("switch", { name: "Enabled: Request count limit" }).click();
    await portalOf.stageCard("prod").getByRole("switch", { name: "Enabled: Request count limit", checked: false }).waitFor();
    await portalOf.open("inventory", "call/listHosts");
    await until("an answer without the limit", async () => (await portalOf.send()) === 200, 20_000);
    await portalOf.open("inventory", "stages");
    await portalOf.stageCard("prod").getByRole("button", { name: "Remove Request count limit" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Remove" }).click();
    await portalOf.stageCard("prod").getByText("No plugins are bound").waitFor();
  });

  it("shows what a release breaks before it is published, and publishes it under a version that says so", async () => {
    const { page } = owner;
    const portalOf = portal(page);
    await call(routes.apps.create, { body: { name: "racks", title: { en: "Rack viewer" } } });
    const { revision, records } = await call(routes.apps.draft, { params: { app: "racks" } });
    const head = records["app"] ?? {};
    const added = {
      "query/hosts": { id: "hosts", name: "hosts", kind: "operation", connector: "source", operation: "listHosts", inputs: { "query.limit": { kind: "static", value: 3 } }, trigger: "load" },
      "node/home/shown": { id: "shown", name: "shown", type: "text", parent: null, slot: "default", order: "a", props: { text: { kind: "binding", template: "{{ queries.hosts.data }}" } }, events: {} },
    };
    await call(routes.apps.change, { params: { app: "racks" }, body: { baseRevision: revision, changeId: crypto.randomUUID(), diff: { updated: { app: [head, { ...head, connectors: { source: { connector: "inventory", stage: "prod" } } }] }, added } } });
    const { operation, revision: at } = await call(routes.connectors.operation, { params: { connector: "inventory", operation: "listHosts" } });
    await call(routes.connectors.saveOperation, { params: { connector: "inventory", operation: "listHosts" }, body: { operation: { ...operation, parameters: [] }, revision: at } });

    await portalOf.open("inventory", "stages");
    await page.getByRole("button", { name: "Publish to prod" }).click();
    const form = portalOf.dialog(/Publish to prod/);
    await form.getByRole("group", { name: "Breaking" }).getByText("listHosts, input query.limit: the input is removed").waitFor();
    await form.getByRole("group", { name: "Apps that break" }).getByText(/Rack viewer \(draft\).*page Home.*query hosts/).waitFor();
    await form.getByRole("button", { name: "Publish", exact: true }).click();
    await form.getByText("Confirm first", { exact: false }).waitFor();
    await form.getByRole("button", { name: "Use 2.0.0" }).click();
    await form.getByRole("checkbox").waitFor({ state: "detached" });
    await form.getByRole("button", { name: "Publish", exact: true }).click();
    await portalOf.stageCard("prod").getByText("Serving 2.0.0").waitFor();
    await call(routes.apps.remove, { params: { app: "racks" } });

    await page.getByRole("button", { name: "Publish to staging" }).click();
    const again = portalOf.dialog(/Publish to staging/);
    await again.getByRole("group", { name: "Breaking" }).waitFor();
    await again.getByRole("button", { name: "Publish", exact: true }).click();
    await portalOf.stageCard("staging").getByText("Serving 2.0.0").waitFor();
  });

  it("grants a caller of another space, who is let in and after the revocation refused", async () => {
    const { page } = owner;
    const portalOf = portal(page);
    await call(routes.spaces.create, { body: { name: "payments", title: "Payments" } });
    const elsewhere = await platform.logIn("admin", administratorPassword);
    await elsewhere(routes.auth.switchSpace, { body: { space: "payments" } });
    const { token, view } = await elsewhere(routes.tokens.create, { body: { name: "cashier", role: "viewer" } });
    const status = async () => (await fetch(`${platform.gatewayUrl}/default/inventory/prod/hosts`, { headers: { authorization: `Bearer ${token}` } })).status;
    await until("a refusal before the grant", async () => (await status()) === 403);

    await portalOf.open("inventory", "grants");
    await page.getByText("No grants yet").waitFor();
    await page.getByRole("button", { name: "Add a grant" }).first().click();
    const form = portalOf.dialog(/Add a grant/);
    await form.getByText("Token", { exact: true }).click();
    await form.getByLabel("Id of the token").fill(view.id);
    await form.getByText("Chosen operations").click();
    await choose(form.getByLabel("Choose operations"), /^GET \/hosts$/);
    await page.keyboard.press("Escape");
    await form.getByRole("button", { name: "Grant", exact: true }).click();
    const row = page.getByRole("row").filter({ hasText: view.id });
    await row.getByText("Active").waitFor();
    await row.getByText("1 operation").waitFor();
    await until("a call that is let in", async () => (await status()) === 200, 5_000);

    await row.getByRole("button", { name: /Revoke/ }).click();
    await page.getByText("Every gateway refuses its calls within one second.").waitFor();
    await page.getByRole("tooltip").getByRole("button", { name: "Revoke" }).click();
    await row.getByText("Revoked").waitFor();
    await until("a refusal after the revocation", async () => (await status()) === 403, 5_000);
  });

  it("says how to log in to a ready-made system before it is installed, and whether it answers afterwards", async () => {
    const { page } = owner;
    await page.goto("/portal/catalog");
    await page.getByRole("button", { name: "Install InfluxDB" }).click();
    const form = portal(page).dialog(/Install InfluxDB/);
    const recipes = form.getByRole("region", { name: "How to log in to the system" }).getByRole("listitem");
    expect(await recipes.locator("strong").allTextContents()).toEqual(["User and password", "API key · header Authorization", "None needed"]);
    await recipes.nth(1).getByText("the value is the word Token, a space and an API token", { exact: false }).waitFor();
    await form.getByRole("button", { name: "Use User and password" }).click();
    await form.getByLabel("User name").waitFor();
    await form.getByRole("button", { name: "Use API key · header Authorization" }).click();
    await form.getByLabel("Key", { exact: true }).fill("Token of-nobody");
    expect(await form.getByLabel("Name", { exact: true }).first().inputValue()).toBe("Authorization");
    await form.getByLabel("Backend address").fill(prod.url);
    await form.getByRole("button", { name: "Install", exact: true }).click();
    await page.getByRole("heading", { name: "InfluxDB", level: 1 }).waitFor();

    const asked = prod.calls.length;
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByRole("img", { name: "prod fails the check" }).waitFor();
    await page.getByText("The system answers but refuses the credential (status 401)", { exact: false }).waitFor();
    expect(prod.calls.slice(asked)).toMatchObject([{ method: "GET", url: "/query?q=SHOW%20DATABASES", headers: { authorization: "Token of-nobody" } }]);
    const [stage] = (await call(routes.connectors.get, { params: { connector: "influxdb" } })).stages;
    await call(routes.connectors.saveStage, { params: { connector: "influxdb", stage: "prod" }, body: { backend: { url: monitoring.url }, credential: { kind: "none" }, revision: stage?.revision ?? 0 } });
    await until("a check that passes", async () => {
      await page.getByRole("button", { name: "Check", exact: true }).click();
      const passed = page.getByRole("img", { name: "prod passes the check" });
      await passed.or(page.getByRole("img", { name: "prod fails the check" })).waitFor();
      return passed.isVisible();
    });
    await page.getByText("The system answers and takes the credential (status 200)", { exact: false }).waitFor();
    await page.goto("/portal/connectors/inventory");
    await page.getByText(`${platform.gatewayUrl}/default/inventory/prod`).waitFor();
    expect(await page.getByRole("button", { name: "Check", exact: true }).count()).toBe(0);
  });

  it("shows to the users of an app what its grant was worth", async () => {
    const { page } = owner;
    const person = tessera(page);
    await person.installConnector("Alertmanager", monitoring.url);
    await person.installConnector("Prometheus", monitoring.url);
    await person.installApp(/Install the alert center/);
    await person.app().getByText("All quiet: nothing fires.").first().waitFor();

    await portal(page).open("alertmanager", "grants");
    const row = page.getByRole("row").filter({ hasText: "app:default/alert-center" });
    await row.getByText("when an app was installed").waitFor();
    await row.getByRole("button", { name: /Revoke/ }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Revoke" }).click();
    await row.getByText("Revoked").waitFor();
    await until("an app that says why it shows nothing", async () => {
      await page.goto("/apps/default/alert-center");
      const refused = person.app().getByText(/grant/i).first();
      await refused.or(person.app().getByText("All quiet: nothing fires.").first()).waitFor();
      return refused.isVisible();
    });
  });

  it("adds an operation by hand to a connector that began empty", async () => {
    const { page } = owner;
    const portalOf = portal(page);
    await page.goto("/portal/register");
    await page.getByLabel("Name", { exact: true }).fill("by-hand");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("group", { name: "Ways to add operations" }).waitFor();
    await portalOf.open("by-hand", "operations");
    await page.getByRole("button", { name: "Add an operation" }).click();
    const form = portalOf.dialog(/Add an operation/);
    await form.getByLabel("Path").fill("no-slash");
    await form.getByRole("button", { name: "Add an operation" }).click();
    await form.locator(".ant-form-item-explain-error").waitFor();
    await form.getByLabel("Path").fill("/hosts/{id}");
    await form.getByLabel("Summary").fill("One host");
    await form.getByRole("button", { name: "Add an operation" }).click();
    await page.waitForURL(/operations\/getHostsById$/);
    await page.getByText("Path parameters: id").waitFor();
  });

  it("takes a client certificate only with its own key, shows when it ends, and asks before it goes to another host", async () => {
    const { page } = owner;
    const portalOf = portal(page);
    const [own, other] = [selfSigned("tessera-client"), selfSigned("other")];
    await call(routes.connectors.create, { body: { name: "certified" } });
    await portalOf.open("certified", "stages");
    await page.getByRole("button", { name: "Add a stage" }).click();
    const form = portalOf.dialog(/Add a stage/);
    await form.getByLabel("Backend address").fill("https://jobs.example.com");
    await choose(form.getByLabel("Credential for the backend"), "Client certificate (mTLS)");
    await form.getByLabel("Client certificate (PEM)").fill(own.certificate);
    await form.getByLabel("Private key (PEM)").fill(other.privateKey);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText('The private key does not belong to the certificate of "CN=tessera-client"', { exact: false }).waitFor();
    await form.getByLabel("Private key (PEM)").fill(own.privateKey);
    await form.getByRole("button", { name: "Save" }).click();
    await portalOf.stageCard("prod").getByText(/Client certificate \(mTLS\).*CN=tessera-client.*expires/).waitFor();

    await page.getByRole("button", { name: "Edit prod" }).click();
    const again = portalOf.dialog(/Edit prod/);
    await again.getByLabel("Backend address").fill("https://new.example.com");
    await again.getByRole("button", { name: "Save" }).click();
    await again.getByText("holds a credential for https://jobs.example.com", { exact: false }).waitFor();
    await again.getByText("The stored credential belongs to https://jobs.example.com").waitFor();
    await again.getByLabel("Send the stored credential to https://new.example.com").check();
    await again.getByRole("button", { name: "Save" }).click();
    await portalOf.stageCard("prod").getByText("https://new.example.com").waitFor();
    expect(await page.content()).not.toContain("PRIVATE KEY");
  });

  it("leaves no error in the console", () => expect(owner.errors()).toEqual([]));
});

describe("the portal in Chinese", () => {
  let platform: Platform;
  let backend: Backend;
  let owner: Person;

  beforeAll(async () => {
    [platform, backend] = await Promise.all([startPlatform(), startBackend("主机")]);
    await setUp(platform);
    owner = await openBrowser(platform.url, { locale: "zh-CN" });
  });
  afterAll(async () => {
    await owner?.close();
    await platform?.stop();
    await backend?.stop();
  });

  it("speaks Chinese from the login to the answer of an operation, in the server's sentences too", async () => {
    const { page } = owner;
    await page.goto("/login");
    await page.getByLabel("用户名").fill("admin");
    await page.getByLabel("密码", { exact: true }).fill("not-the-password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: /[\u4e00-\u9fff]/ }).filter({ hasNotText: /password is/ }).waitFor();
    await page.getByLabel("密码", { exact: true }).fill(administratorPassword);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");

    await portal(page).check("inventory-of-hosts", "Inventory of hosts", { name: "inventory.json", text: dirtyDocument(backend.url) });
    await page.getByText("将导入 4 个接口").waitFor();
    await page.getByText("未导入 TRACE /hosts：网关不支持方法 TRACE").waitFor();
    const finding = page.getByRole("listitem").filter({ hasText: "/paths/~1racks/get/parameters/0" });
    await finding.filter({ hasText: /[\u4e00-\u9fff]/ }).waitFor();
    await page.getByRole("button", { name: "确认导入" }).click();
    await page.getByText("草稿中的接口：4 个").waitFor();
    for (const next of ["需要令牌和授权", "每个环境有自己的后端、凭据和变量。", "已设置后端的环境：prod。"]) {
      await page.getByRole("button", { name: "下一步" }).click();
      await page.getByText(next).first().waitFor();
    }
    await page.getByRole("button", { name: "发布到 prod" }).click();
    await page.getByRole("dialog", { name: "发布到 prod" }).getByRole("button", { name: "发布", exact: true }).click();
    await page.getByText("Inventory of hosts 已可调用").waitFor();
    await page.goto("/portal/connectors/inventory-of-hosts/call/listHosts");
    await page.getByRole("button", { name: "发送" }).click();
    await page.getByLabel(/^状态 200/).waitFor();
    await page.goto("/portal/connectors/nowhere");
    await page.getByRole("heading", { name: "页面不存在" }).waitFor();
  });

  it("asks the server in the language of the screen, whatever the browser prefers", async () => {
    const { page } = owner;
    await page.getByRole("button", { name: "语言" }).click();
    const asked = page.waitForRequest((request) => request.url().includes("/api/v1/") && request.headers()["accept-language"] === "en");
    await page.getByRole("menuitem", { name: "English" }).click();
    await asked;
    await page.getByRole("heading", { name: "No such page" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });

  it("leaves no error in the console", () => expect(owner.errors()).toEqual([]));
});
