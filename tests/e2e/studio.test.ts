import { type ApiClient, type PageNode, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { studio } from "./driver/studio.ts";
import { tessera } from "./driver/tessera.ts";

describe("the studio", () => {
  let platform: Platform;
  let call: ApiClient;
  let ann: Person;
  let bo: Person;

  const records = async () => (await call(routes.apps.draft, { params: { app: "machine" } })).records;
  const nodes = async () => Object.entries(await records()).flatMap(([key, record]) => (key.startsWith("node/") ? [record as PageNode] : []));
  const hasNodes = (...types: string[]) => until(`the components ${types.join(", ")}`, async () => JSON.stringify((await nodes()).map(({ type }) => type).sort()) === JSON.stringify(types.sort()), 10_000);

  beforeAll(async () => {
    platform = await startPlatform();
    call = await setUp(platform);
    await call(routes.catalog.install, { params: { entry: "host" }, body: {} });
    await call(routes.users.create, { body: { username: "bo", displayName: "Bo", password: administratorPassword } });
    await call(routes.spaces.setMember, { params: { username: "bo" }, body: { role: "developer" } });
    [ann, bo] = await Promise.all([openBrowser(platform.url), openBrowser(platform.url)]);
    await tessera(ann.page).logIn("admin", administratorPassword);
    await tessera(bo.page).logIn("bo", administratorPassword);
  });
  afterAll(async () => {
    await Promise.all([ann?.close(), bo?.close()]);
    await platform?.stop();
  });

  it("assembles a page by drag and drop and shows real data of this machine", async () => {
    const editor = studio(ann.page);
    await editor.create("Machine");
    await editor.addQuery(/\/processes/);
    await editor.runQuery();
    await ann.page.getByText('"total"').first().waitFor();
    await editor.panel("Insert");
    await editor.drag("table").to(200, 80);
    await editor.saved();
    await hasNodes("table");
    const dataField = ann.page.locator("aside .ant-select").first();
    await dataField.click();
    await ann.page.locator(".ant-select-item-option-active", { hasText: "listProcesses" }).waitFor();
    await ann.page.keyboard.press("Enter");
    await ann.page.getByRole("button", { name: /Use its list items|items/ }).first().click();
    await editor.canvas().getByRole("cell", { name: "process_api" }).or(editor.canvas().getByRole("cell").nth(3)).first().waitFor();
    const table = await until("the binding", async () => (await nodes()).find((node) => JSON.stringify(node.props.data ?? "").includes("data.items")));
    expect(table.props.data).toMatchObject({ kind: "binding" });
  });

  it("undoes and redoes everything, queries included", async () => {
    const editor = studio(ann.page);
    const undo = ann.page.getByRole("button", { name: "Undo" });
    for (let step = 0; step < 20 && (await undo.isEnabled()); step += 1) await undo.click();
    await editor.saved();
    await until("an empty draft", async () => !Object.keys(await records()).some((key) => /^(node|query|layout)\//.test(key)));
    const redo = ann.page.getByRole("button", { name: "Redo" });
    for (let step = 0; step < 20 && (await redo.isEnabled()); step += 1) await redo.click();
    await editor.saved();
    await hasNodes("table");
    expect(Object.keys(await records()).some((key) => key.startsWith("query/"))).toBe(true);
  });

  it("copies, pastes and deletes by keyboard", async () => {
    const editor = studio(ann.page);
    await editor.select("table");
    await ann.page.keyboard.press("Control+c");
    await ann.page.keyboard.press("Control+v");
    await hasNodes("table", "table");
    await ann.page.keyboard.press("Delete");
    await hasNodes("table");
    await ann.page.keyboard.press("Control+z");
    await hasNodes("table", "table");
    await ann.page.keyboard.press("Control+Shift+z");
    await hasNodes("table");
  });

  it("lets two people edit one page at once: both edits stay, and undo takes back one's own", async () => {
    await studio(bo.page).open("machine");
    await bo.page.locator('[data-component="button"]').focus();
    await bo.page.keyboard.press("Enter");
    await hasNodes("button", "table");
    await studio(ann.page).panel("Tree");
    await ann.page.locator(".ant-tree-title", { hasText: "button" }).first().waitFor();
    await ann.page.keyboard.press("Control+z");
    await studio(ann.page).saved();
    await until("Bo's button alone or with Ann's table", async () => (await nodes()).some(({ type }) => type === "button"));
    await ann.page.keyboard.press("Control+Shift+z");
    await hasNodes("button", "table");
  });

  it("publishes at once, and goes back at once", async () => {
    const editor = studio(ann.page);
    await editor.publish("1.0.0");
    await bo.page.goto("/apps/default/machine");
    await tessera(bo.page).app().getByRole("columnheader").first().waitFor();
    expect((await call(routes.apps.get, { params: { app: "machine" } })).published).toBe("1.0.0");
    await editor.select("button");
    await ann.page.keyboard.press("Delete");
    await hasNodes("table");
    await editor.publish("1.0.1");
    await editor.rollBack("1.0.1");
    await until("the first version", async () => (await call(routes.apps.get, { params: { app: "machine" } })).published === "1.0.0");
  });

  it("leaves no error in any console", () => {
    expect(ann.errors()).toEqual([]);
    expect(bo.errors()).toEqual([]);
  });
});
