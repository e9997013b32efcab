import { expect, it } from "vitest";
import { openGallery } from "./gallery.ts";

const stage = openGallery();
const hosts = [
  { id: 1, host: "web-10", zone: "hz-1", url: "https://example.com/web" },
  { id: 2, host: "web-9", zone: "hz-2", url: "https://example.com/web" },
  { id: 3, host: "db-1", zone: "hz-1", url: "javascript:alert(1)" },
];
const columns = [{ key: "host" }, { key: "zone", filterable: true }, { key: "url", format: "link" }];
const firstCells = () => stage.page().locator("tr.tessera-row td:first-child").allTextContents();

it("searches, sorts and filters, and says what it shows", async () => {
  const page = await stage.show("table", { data: hosts, columns });
  await page.getByRole("textbox", { name: "Search" }).fill("web");
  await expect.poll(firstCells).toEqual(["web-10", "web-9"]);
  expect(await page.getByText("2 of 3 rows").isVisible()).toBe(true);

  await page.getByRole("columnheader", { name: "host" }).click();
  await expect.poll(firstCells).toEqual(["web-9", "web-10"]);
  expect(await stage.exposed("one")).toMatchObject({ search: "web", sort: { column: "host", order: "ascend" }, page: 1 });

  await page.getByRole("textbox", { name: "Search" }).fill("nothing like it");
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect.poll(firstCells).toEqual(["db-1", "web-9", "web-10"]);

  await page.getByRole("columnheader", { name: "zone" }).locator(".ant-table-filter-trigger").click();
  await page.getByRole("menuitem", { name: "hz-1" }).click();
  await page.getByRole("button", { name: "OK" }).click();
  await expect.poll(firstCells).toEqual(["db-1", "web-10"]);
});

it("is worked with the keyboard alone: arrows move between rows, Enter and Space press", async () => {
  const page = await stage.show("table", { data: hosts, columns });
  await page.locator("tr.tessera-row").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => stage.exposed("one")).toMatchObject({ selectedRow: { host: "web-9" } });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  await expect.poll(async () => (await stage.events("rowClick")).map(({ locals }) => locals?.["row"])).toEqual([hosts[1], hosts[2]]);
  expect(await page.locator("tr[aria-current=true]").count()).toBe(1);
});

it("keeps the selection by row key when the data is refreshed, and drops rows that are gone", async () => {
  const page = await stage.show("table", { data: hosts, columns, selection: "multiple" });
  await page.getByLabel("Select row 1").check();
  await page.getByLabel("Select row 2").check();
  await page.getByText("db-1").click();
  await expect.poll(() => stage.exposed("one")).toMatchObject({ selectedRows: [hosts[0], hosts[1]], selectedRow: hosts[2] });
  expect((await stage.events("selectionChange")).at(-1)?.locals).toEqual({ rows: [hosts[0], hosts[1]] });

  await stage.show("table", { data: [{ ...hosts[1], host: "renamed" }, hosts[2]], columns, selection: "multiple" });
  await expect.poll(() => stage.exposed("one")).toMatchObject({ selectedRows: [{ id: 2, host: "renamed" }], selectedRow: hosts[2] });
});

it("starts row actions, after the question where there is one, without pressing the row", async () => {
  const page = await stage.show("table", { data: hosts, columns, rowActions: [{ key: "open" }, { key: "stop", label: { en: "Stop" }, confirm: "Stop it?" }] });
  await page.getByRole("button", { name: "open" }).first().click();
  await page.getByRole("button", { name: "Stop" }).nth(1).click();
  await page.getByText("Stop it?").waitFor();
  expect(await stage.events("rowAction")).toHaveLength(1);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect.poll(async () => (await stage.events("rowAction")).map(({ locals }) => locals)).toEqual([{ row: hosts[0], action: "open" }, { row: hosts[1], action: "stop" }]);
  expect(await stage.events("rowClick")).toEqual([]);
});

it("puts row actions into a menu where there is no room for buttons", async () => {
  const page = await stage.show("table", { data: hosts, columns, rowActions: [{ key: "open" }, { key: "stop" }] });
  await page.getByRole("button", { name: "open" }).first().waitFor();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect.poll(() => page.getByRole("button", { name: "open" }).count()).toBe(0);
  await page.getByRole("button", { name: "More actions" }).first().click();
  await page.getByRole("menuitem", { name: "stop" }).click();
  await expect.poll(async () => (await stage.events("rowAction")).map(({ locals }) => locals)).toEqual([{ row: hosts[0], action: "stop" }]);
  await page.setViewportSize({ width: 1280, height: 800 });
});

it("tells of links, and makes none of a script address", async () => {
  const page = await stage.show("table", { data: hosts, columns });
  expect(await page.getByRole("link").count()).toBe(2);
  await page.getByRole("link").first().click();
  await expect.poll(() => stage.events("linkClick")).toMatchObject([{ locals: { row: hosts[0], url: "https://example.com/web" } }]);
});

it("turns pages, and goes back to the start on a reset", async () => {
  const many = Array.from({ length: 25 }, (_item, index) => ({ id: index, host: `h${index}` }));
  const page = await stage.show("table", { data: many, pageSize: 10 });
  await page.getByTitle("3", { exact: true }).click();
  await expect.poll(() => page.locator("tr.tessera-row").count()).toBe(5);
  expect(await stage.exposed("one")).toMatchObject({ page: 3 });
  await stage.show("table", { data: many, pageSize: 10 }, { resetCount: 1 });
  await expect.poll(() => stage.exposed("one")).toMatchObject({ page: 1 });
});

it("keeps only the rows in sight of ten thousand in the document, and finds and sorts among all", async () => {
  const page = await stage.scene("table-large");
  await page.getByText("host-0", { exact: true }).waitFor();
  expect(await page.locator(".tessera-row").count()).toBeLessThan(60);
  await page.getByRole("textbox", { name: "Search" }).fill("host-9999");
  await page.getByText("host-9999", { exact: true }).waitFor();
  expect(await page.getByText("1 of 10,000 rows").isVisible()).toBe(true);
  expect(stage.troubles).toEqual([]);
});
