import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { playerFrameHeaders } from "../src/host/headers.ts";
import { type Site, buildSite, eventsOf, launch, openPlayer, serveSite } from "./browser.ts";
import { bind, query, sampleInit, text } from "./sample.ts";

const dist = join(import.meta.dirname, "../dist");
let browser: Browser;
let site: Site;
let page: Page;
let built: Awaited<ReturnType<typeof buildSite>>;

beforeAll(async () => {
  built = await buildSite();
  site = await serveSite(built.folder, dist);
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await built?.remove();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.setDefaultTimeout(8_000);
});
afterEach(() => page.close());

const rows = [{ id: 1, name: "HighCPU" }, { id: 2, name: "DiskFull" }];
const init = (mode: "view" | "edit") =>
  sampleInit({
    card: { type: "container", rect: { x: 0, y: 0, w: 24, h: 20 }, props: { title: text("Open alerts") } },
    alerts: { type: "table", parent: "card", rect: { x: 0, y: 0, w: 24, h: 16 }, props: { data: bind("{{ queries.alerts.data }}"), rowKey: text("id") }, events: { rowClick: [{ kind: "open", node: "details" }] } },
    details: { type: "drawer", props: { title: bind("{{ components.alerts.selectedRow.name }}") } },
  }, { mode, queries: { alerts: query("alerts") } });
const start = (mode: "view" | "edit") => openPlayer(page, site, init(mode), { src: "/player/real/index.html", answers: { alerts: [rows] } });

describe("the built frame with the product's components", () => {
  it("is built with the headers that the host half states", async () => {
    expect(JSON.parse(await readFile(join(dist, "headers.json"), "utf8"))).toEqual(playerFrameHeaders);
  });

  it("opens a drawer for the row that was clicked, without anything refused by its own policy", async () => {
    const refused: string[] = [];
    page.on("console", (message) => message.text().includes("Content Security Policy") && refused.push(message.text()));
    const frame = await start("view");
    await frame.getByRole("cell", { name: "DiskFull" }).click();
    await frame.getByRole("dialog").getByText("DiskFull").waitFor();
    expect(await eventsOf(page, "pageError")).toEqual([]);
    expect(refused).toEqual([]);
  });

  it("does not act while it is edited", async () => {
    const frame = await start("edit");
    await frame.getByRole("cell", { name: "DiskFull" }).click({ force: true });
    await frame.locator("[data-node=alerts].selected").waitFor();
    expect(await frame.getByRole("dialog").count()).toBe(0);
  });
});
