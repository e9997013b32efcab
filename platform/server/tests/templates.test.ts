import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppsPlatform } from "./apps-platform.ts";
import { refusal } from "./driver/person.ts";

const files: Record<string, string> = {
  "scenario/alert-desk/template.json": JSON.stringify({ name: "alert-desk", kind: "scenario", title: { en: "Alert desk" }, description: {}, icon: "Alert", version: "1.2.0", connectors: [{ alias: "source", catalog: "alertmanager", title: { en: "Alerts" }, operations: ["getAlerts"] }] }),
  "scenario/alert-desk/README.md": "# Alert desk",
  "scenario/alert-desk/app.json": JSON.stringify({ schemaVersion: 1, title: { en: "Alert desk" }, home: "home", connectors: { source: { connector: "alertmanager", stage: "prod" } } }),
  "scenario/alert-desk/pages/home.json": JSON.stringify({ schemaVersion: 1, id: "home", title: { en: "Home" }, path: "home", order: "a0", nodes: [], layout: { desktop: {} } }),
  "scenario/alert-desk/queries/list.json": JSON.stringify({ id: "list", name: "list", kind: "operation", connector: "source", operation: "getAlerts", trigger: "load", inputs: {} }),
  "scenario/alert-desk/queries/list.js": "export default function (data) {\n  return data.length;\n}\n",
  "base/torn/template.json": "{",
};

describe("templates", () => {
  let house: AppsPlatform;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tessera-templates-"));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    house = await AppsPlatform.start({ folders: { templates: folder } });
  });
  afterAll(async () => {
    await house.stop();
    await rm(folder, { recursive: true });
  });

  const install = (body: { name?: string; connectors: Record<string, { connector: string; stage: string }> }) => house.builder.call(routes.templates.install, { params: { template: "alert-desk" }, body });
  const source = { connector: "alerts", stage: "prod" };

  it("are listed without those that cannot be read", async () => {
    const viewer = await house.platform.person("viewer");
    expect((await viewer.call(routes.templates.list)).items).toMatchObject([{ name: "alert-desk", kind: "scenario", version: "1.2.0", installedAs: [] }]);
    expect(await refusal(viewer.call(routes.templates.install, { params: { template: "alert-desk" }, body: { connectors: { source } } }))).toMatchObject({ status: 403 });
  });

  it("ask for a connector for each alias, and refuse one that lacks an operation", async () => {
    expect(await refusal(install({ connectors: {} }))).toMatchObject({ status: 422, code: "template.mapping", missing: ["source"] });
    expect(await refusal(install({ connectors: { source: { connector: "nowhere", stage: "prod" } } }))).toMatchObject({ status: 422, code: "app.invalid" });
    expect((await house.builder.call(routes.apps.list)).items).toEqual([]);
  });

  it("are installed, published and granted in one step, and run", async () => {
    expect(await install({ connectors: { source } })).toMatchObject({ name: "alert-desk", template: "alert-desk", published: "1.2.0", changed: false });
    const viewer = await house.platform.person("viewer");
    const run = () => viewer.call(routes.published.runQuery, { params: { app: "alert-desk", version: "1.2.0", query: "list" }, body: {} });
    expect(await run()).toMatchObject({ data: 1 });
    expect((await house.builder.call(routes.grants.list, { query: { caller: "app:default/alert-desk" } })).items).toMatchObject([{ source: "install", operations: ["getAlerts"] }]);
    expect(await refusal(install({ connectors: { source } }))).toMatchObject({ status: 409, code: "app.exists", suggestion: "alert-desk-2" });
    await install({ name: "alert-desk-2", connectors: { source } });
    expect((await viewer.call(routes.templates.list)).items[0]?.installedAs).toEqual(["alert-desk", "alert-desk-2"]);
    expect(await refusal(house.builder.call(routes.templates.install, { params: { template: "none" }, body: { connectors: {} } }))).toMatchObject({ status: 404, code: "template.not-found" });
  });
});
