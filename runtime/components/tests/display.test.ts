import { expect, it } from "vitest";
import { openGallery } from "./gallery.ts";

const stage = openGallery();
const start = 1740823200;
const matrix = [{ metric: { host: "web" }, values: [[start, "1"], [start + 60, "5"]] }, { metric: { host: "db" }, values: [[start, "2"], [start + 60, "3"]] }];

it("draws a chart as SVG, with a description, and follows its data and its size", async () => {
  const page = await stage.show("line-chart", { title: "Who is loaded?", data: matrix, thresholds: [{ value: 4, label: "Limit" }] });
  await page.locator("svg text", { hasText: "Limit 4" }).waitFor();
  expect(await page.getByRole("img", { name: "Who is loaded? – Line chart with 2 series and 4 points" }).count()).toBe(1);
  await stage.show("line-chart", { title: "Who is loaded?", data: matrix.slice(0, 1), unit: "bytes" }, { height: 250 });
  await page.locator("svg text", { hasText: "5 B" }).waitFor();
  await expect.poll(() => page.locator("[role=img] > div > svg").evaluate((svg) => svg.clientHeight)).toBeLessThan(250);
});

it("keeps a series switched off when the data is refreshed", async () => {
  const high = { metric: { host: "high" }, values: [[start, "900"], [start + 60, "1000"]] };
  const page = await stage.show("line-chart", { data: [high, ...matrix] });
  const texts = page.locator("[role=img] > div > svg text");
  await texts.filter({ hasText: "1,000" }).first().waitFor();
  await texts.filter({ hasText: "high" }).click();
  await expect.poll(() => texts.filter({ hasText: "1,000" }).count()).toBe(0);
  await stage.show("line-chart", { data: [high, ...matrix], yTitle: "Refreshed" });
  await texts.filter({ hasText: "Refreshed" }).waitFor();
  expect(await texts.filter({ hasText: "1,000" }).count()).toBe(0);
});

it("shows a chart's numbers as a table on demand", async () => {
  const page = await stage.show("line-chart", { data: matrix, unit: "percent" });
  await page.getByRole("button", { name: "Show as table" }).click();
  expect(await page.getByRole("columnheader").allTextContents()).toEqual(["Time", "web", "db"]);
  expect(await page.getByRole("cell").allTextContents()).toEqual(["1%", "2%", "5%", "3%"]);
});

it("tells which bar was pressed", async () => {
  const page = await stage.show("bar-chart", { data: [{ x: "web", value: 3 }], legend: "none" });
  const picture = page.locator("[role=img] > div > svg");
  await picture.locator("text", { hasText: "web" }).waitFor();
  const box = await picture.boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2 + 10, (box?.y ?? 0) + (box?.height ?? 0) * 0.6);
  await expect.poll(() => stage.events("pointClick")).toMatchObject([{ locals: { point: { series: "value", x: "web", value: 3 } } }]);
  expect(await stage.exposed("one")).toMatchObject({ selectedPoint: { x: "web" } });
});

it("draws many points on canvas, and leaves nothing behind when it goes", async () => {
  const values = Array.from({ length: 5000 }, (_item, index) => [start + index, String(index % 50)]);
  const page = await stage.show("line-chart", { data: [{ metric: {}, values }] });
  await page.locator("[role=img] canvas").waitFor();
  await stage.show("markdown", { text: "gone" });
  await page.getByText("gone").waitFor();
  expect(await page.locator("canvas").count()).toBe(0);
  expect(stage.troubles).toEqual([]);
});

it("writes series names from the data as text, not as HTML", async () => {
  const page = await stage.show("line-chart", { data: [{ metric: { host: "<img src=x onerror=window.hacked=1>" }, values: matrix[0]?.values }, matrix[1]] });
  const picture = page.locator("[role=img] > div > svg");
  await picture.waitFor();
  await page.getByText("<img").first().waitFor();
  await picture.hover();
  await page.locator("[role=img] div", { hasText: "<img src=x" }).first().waitFor();
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

it("finds a needle in five megabytes of JSON and draws only the lines in sight", async () => {
  const page = await stage.scene("");
  await page.evaluate(() => window.gallery.showHugeJson());
  await page.getByRole("tree").waitFor();
  expect(await page.getByRole("treeitem").count()).toBeLessThan(80);
  await page.getByLabel("Search keys and values").fill("host-19999.");
  await page.getByText("1 of 1").waitFor();
  await page.getByText('"host-19999.example.com"').waitFor();
  expect(await page.getByRole("treeitem").count()).toBeLessThan(80);
});

it("walks through JSON with the keyboard and tells the picked path", async () => {
  const page = await stage.show("json-view", { data: { metadata: { "app/name": "web" }, ports: [1] }, depth: 1 });
  await page.getByRole("tree").focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await expect.poll(() => stage.exposed("one")).toEqual({ path: 'metadata["app/name"]' });
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(3);
});

it("copies JSON, also where the clipboard is refused", async () => {
  const page = await stage.show("json-view", { data: { a: 1 } });
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("refused")) } });
    document.addEventListener("copy", () => (document.body.dataset["copied"] = (document.activeElement as HTMLTextAreaElement).value));
  });
  await page.getByRole("button", { name: "Copy all" }).click();
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate(() => document.body.dataset["copied"])).toBe('{\n  "a": 1\n}');
});

it("shows tags in Markdown as text, loads no picture from elsewhere and tells of links", async () => {
  const page = await stage.show("markdown", { text: "<script>window.hacked = 1</script> ![b](https://example.com/b.png)\n\n[c](https://example.com/) [d](javascript:alert(1))" });
  await page.getByText("<script>").waitFor();
  expect(await page.evaluate(() => [document.querySelectorAll("#root img").length, document.querySelectorAll("#root script").length, "hacked" in window])).toEqual([0, 0, false]);
  expect(await page.getByRole("link").count()).toBe(1);
  await page.getByRole("link").click();
  await expect.poll(() => stage.events("linkClick")).toMatchObject([{ locals: { url: "https://example.com/" } }]);
});

it.each([
  ["quotes on one line", `${">".repeat(20_000)} deep`],
  ["lists, one line each", Array.from({ length: 600 }, (_item, level) => `${"  ".repeat(level)}- deep`).join("\n")],
])("draws Markdown that nests absurdly: %s", async (_name, text) => {
  const page = await stage.show("markdown", { text });
  await page.getByText("deep").first().waitFor();
  expect(await page.evaluate(() => window.gallery.recorded.crashes)).toEqual([]);
});

it("presses a statistic by key", async () => {
  const page = await stage.show("statistic", { title: "Firing", value: 3, status: "error" });
  await page.getByRole("button", { name: "Firing Critical 3" }).press("Enter");
  await expect.poll(async () => (await stage.events("click")).length).toBe(1);
});

it("opens and closes overlays, with inputs at their default values each time", async () => {
  const page = await stage.scene("layout");
  await page.getByRole("button", { name: "open dialog" }).click();
  await page.getByLabel("Note").fill("changed");
  expect(await stage.exposed("dialog")).toEqual({ open: true });
  await page.keyboard.press("Escape");
  await expect.poll(() => stage.exposed("dialog")).toEqual({ open: false });
  expect(await stage.events("close")).toHaveLength(1);
  await page.getByRole("button", { name: "open dialog" }).click();
  await expect.poll(() => page.getByLabel("Note").inputValue()).toBe("start");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "open panel" }).click();
  await page.getByRole("dialog", { name: "Host" }).getByText("web-1").waitFor();
});

it("switches tabs and folds containers", async () => {
  const page = await stage.scene("layout");
  await page.getByRole("tab", { name: "Logs" }).click();
  await expect.poll(() => stage.exposed("views")).toEqual({ active: "b" });
  expect((await stage.events("change")).at(-1)?.locals).toEqual({ key: "b" });
  await page.getByRole("button", { name: "Cluster" }).click();
  await expect.poll(() => stage.exposed("card")).toEqual({ collapsed: true });
  expect(await page.getByText("web-1").first().isVisible()).toBe(false);
});
