import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { playerFrameHeaders } from "../src/host/headers.ts";
import { bind, query, sampleInit, text } from "./sample.ts";
import { useSite } from "./use-site.ts";

const dist = join(import.meta.dirname, "../dist");

const stage = useSite({ frameFolder: dist });

const rows = [{ id: 1, name: "HighCPU" }, { id: 2, name: "DiskFull" }];
const init = (mode: "view" | "edit") =>
  sampleInit({
    card: { type: "container", rect: { x: 0, y: 0, w: 24, h: 20 }, props: { title: text("Open alerts") } },
    alerts: { type: "table", parent: "card", rect: { x: 0, y: 0, w: 24, h: 16 }, props: { data: bind("{{ queries.alerts.data }}"), rowKey: text("id") }, events: { rowClick: [{ kind: "open", node: "details" }] } },
    details: { type: "drawer", props: { title: bind("{{ components.alerts.selectedRow.name }}") } },
  }, { mode, queries: { alerts: query("alerts") } });
const start = (mode: "view" | "edit") => stage.open(init(mode), { src: "/player/real/index.html", answers: { alerts: [rows] } });

describe("the built frame with the product's components", () => {
  it("is built with the headers that the host half states", async () => {
    expect(JSON.parse(await readFile(join(dist, "headers.json"), "utf8"))).toEqual(playerFrameHeaders);
  });

  it("opens a drawer for the row that was clicked, without anything refused by its own policy", async () => {
    const refused: string[] = [];
    stage.page().on("console", (message) => message.text().includes("Content Security Policy") && refused.push(message.text()));
    const frame = await start("view");
    await frame.getByRole("cell", { name: "DiskFull" }).click();
    await frame.getByRole("dialog").getByText("DiskFull").waitFor();
    expect(await stage.events("pageError")).toEqual([]);
    expect(refused).toEqual([]);
  });

  it("does not act while it is edited", async () => {
    const frame = await start("edit");
    await frame.getByRole("cell", { name: "DiskFull" }).click({ force: true });
    await frame.locator("[data-node=alerts].selected").waitFor();
    expect(await frame.getByRole("dialog").count()).toBe(0);
  });
});

describe("surfaces side by side", () => {
  const card = (x: number, name: string) => ({ type: "container", rect: { x, y: 0, w: 8, h: 10 }, props: { title: text(name), collapsible: text(true) } });
  const nodes = {
    left: card(0, "Left"),
    right: card(8, "Right"),
    number: { type: "statistic", rect: { x: 16, y: 0, w: 8, h: 10 }, props: { title: text("Firing"), value: text(3) } },
    few: { type: "markdown", parent: "left", rect: { x: 0, y: 0, w: 24, h: 2 }, props: { text: text("one line") } },
    many: { type: "markdown", parent: "right", rect: { x: 0, y: 0, w: 24, h: 2 }, props: { text: text(Array.from({ length: 12 }, (_, line) => `line ${line}`).join("\n\n")) } },
    below: { type: "button", rect: { x: 0, y: 10, w: 6, h: 3 }, props: { label: text("below") } },
  };

  it.each(["view", "edit"] as const)("end together, follow the highest, and shrink with it (%s)", async (mode) => {
    const frame = await stage.open(sampleInit(nodes, { mode }), { src: "/player/real/index.html" });
    const bottoms = () => frame.evaluate(() => ["left", "right", "number"].map((id) => Math.round(document.querySelector(`[data-node=${id}] :is(section, [role=group])`)?.getBoundingClientRect().bottom ?? 0)));
    const spread = async (): Promise<number> => Math.max(...(await bottoms())) - Math.min(...(await bottoms()));
    await expect.poll(async () => Math.min(...(await bottoms()))).toBeGreaterThan(300);
    await expect.poll(spread).toBeLessThanOrEqual(1);
    if (mode === "edit") return;
    const before = (await bottoms())[0] ?? 0;
    await frame.getByRole("button", { name: "Right" }).click();
    await expect.poll(async () => (await bottoms())[0]).toBeLessThan(before - 100);
    await expect.poll(spread).toBeLessThanOrEqual(1);
    expect(await frame.getByRole("button", { name: "below" }).evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan((await bottoms())[1] ?? 0);
  });
});
