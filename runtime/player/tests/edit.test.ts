import type { FromFrame, GridRect, PageDocument, Placement } from "@tessera/contracts";
import { applyDiff, assembleBundle, assemblePage, createHistory, explodeBundle, insertNode, moveNode, newId, setRects } from "@tessera/page";
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { PlayerInit } from "../src/host/player-host.ts";
import { type SampleNode, bind, sampleInit, text } from "./sample.ts";
import { useSite } from "./use-site.ts";

const stage = useSite({ viewport: { width: 1232, height: 800 } });

const nodes: Record<string, SampleNode> = {
  a: { type: "label", rect: { x: 0, y: 0, w: 6, h: 4 }, props: { text: text("A") } },
  b: { type: "button", rect: { x: 6, y: 0, w: 6, h: 4 }, props: { label: text("B") }, events: { click: [{ kind: "navigate", page: "other" }] } },
  box: { type: "box", rect: { x: 0, y: 4, w: 24, h: 10 }, props: { title: text("Box") } },
  inner: { type: "label", parent: "box", rect: { x: 0, y: 0, w: 12, h: 4 }, props: { text: text("inner") } },
  drawer: { type: "panel" },
};

async function center(frame: Frame, selector: string): Promise<{ x: number; y: number }> {
  const box = await frame.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await stage.page().mouse.move(from.x, from.y);
  await stage.page().mouse.down();
  await stage.page().mouse.move(from.x + 8, from.y + 8, { steps: 2 });
  await stage.page().mouse.move(to.x, to.y, { steps: 8 });
  await stage.page().mouse.up();
}

const open = (more: Record<string, SampleNode> = {}): Promise<Frame> => stage.open(sampleInit({ ...nodes, ...more }, { mode: "edit" }));
const drop = (at: { x: number; y: number }, component = "label"): Promise<unknown> => stage.page().evaluate(([point, type]) => window.harness.host?.drop({ at: point, size: { w: 8, h: 4 }, component: type }), [at, component] as const);

describe("a page in edit mode", () => {
  it("selects the innermost component under the pointer, adds with Ctrl, and clears on the page", async () => {
    const frame = await open();
    await frame.locator("[data-node=inner]").click();
    expect(await stage.awaitEvent("selected")).toEqual({ type: "selected", nodes: ["inner"], additive: false });
    await frame.locator("[data-node=inner].selected").waitFor();
    await frame.locator("[data-node=a]").click({ modifiers: ["Control"] });
    expect((await stage.events("selected")).at(-1)).toEqual({ type: "selected", nodes: ["a"], additive: true });
    expect(await frame.locator(".tessera-node.selected").count()).toBe(2);
    await frame.locator("main").click({ position: { x: 5, y: 700 } });
    expect((await stage.events("selected")).at(-1)).toMatchObject({ nodes: [] });
    await stage.page().evaluate(() => window.harness.host?.send({ type: "select", nodes: ["b"] }));
    await frame.locator("[data-node=b].selected .tessera-tag", { hasText: "b" }).waitFor();
  });

  it("does not act on clicks", async () => {
    const frame = await open();
    await frame.locator("[data-node=b]").click();
    await stage.awaitEvent("selected");
    await frame.locator("[data-node=b]").click({ button: "right" });
    expect(await stage.awaitEvent("contextMenu")).toMatchObject({ node: "b" });
    expect(await stage.events("navigate")).toEqual([]);
  });

  it("tells the places after a drag and a resize, in a form that is an edit which can be undone", async () => {
    const frame = await open();
    const a = await center(frame, "[data-node=a]");
    await drag(a, { x: a.x + 610, y: a.y });
    const moved = (await stage.awaitEvent("layoutChanged")) as unknown as Extract<FromFrame, { type: "layoutChanged" }>;
    expect(moved.breakpoint).toBe("desktop");
    expect(moved.rects.a).toMatchObject({ x: 12, y: 0, w: 6, h: 4 });
    const start = explodeBundle({ pages: sampleInit(nodes).app.pages, app: { schemaVersion: 1, title: {}, description: {}, icon: "", home: "home", connectors: {} }, queries: {} });
    const diff = setRects(start, { page: "home", breakpoint: moved.breakpoint, rects: moved.rects });
    expect(Object.keys(diff.updated)).toContain("layout/home/desktop/a");
    const history = createHistory();
    history.push(diff);
    const after = applyDiff(start, diff);
    expect(applyDiff(after, history.undo(after)?.diff ?? diff)).toEqual(start);

    await frame.locator("[data-node=b]").click();
    const handle = await center(frame, ".react-grid-item:has(> [data-node=b]) > .react-resizable-handle-se");
    await drag(handle, { x: handle.x + 100, y: handle.y + 32 });
    await stage.page().waitForFunction(() => window.harness.events.filter((event) => event.type === "layoutChanged").length === 2);
    const resized = (await stage.events("layoutChanged")).at(-1) as unknown as { rects: Record<string, GridRect> };
    expect(resized.rects.b).toMatchObject({ x: 6, w: 8, h: 6 });
  });

  it("moves a component into a container and out of it, and stays as the shell decides", async () => {
    const frame = await open();
    const inner = await center(frame, "[data-node=inner]");
    const a = await center(frame, "[data-node=a]");
    await drag(a, { x: inner.x + 560, y: inner.y });
    const into = (await stage.awaitEvent("moved")) as unknown as { node: string; to: Placement; breakpoint: "desktop" };
    expect(into).toMatchObject({ node: "a", to: { parent: "box", slot: "default", index: 1 }, breakpoint: "desktop" });
    // The shell did not say anything: the component is where it was.
    await expect.poll(async () => (await center(frame, "[data-node=a]")).x).toBeCloseTo(a.x, 0);
    await applyMove(into);
    await frame.locator("[data-node=box] [data-node=a]").waitFor();
    const now = await center(frame, "[data-node=inner]");
    await drag(now, { x: now.x + 500, y: 30 });
    await stage.page().waitForFunction(() => window.harness.events.filter((event) => event.type === "moved").length === 2);
    expect((await stage.events("moved")).at(-1)).toMatchObject({ node: "inner", to: { parent: null } });
  });

  it("shows where a palette entry goes, and says it when dropped: page, container, nested and nowhere", async () => {
    const frame = await open({ deep: { type: "box", parent: "inner2", rect: { x: 0, y: 0, w: 24, h: 6 } }, inner2: { type: "box", parent: "box", rect: { x: 12, y: 0, w: 12, h: 8 }, props: { title: text("Nested") } } });
    const at = await center(frame, "[data-node=deep] .tessera-slot");
    await stage.page().evaluate((point) => window.harness.host?.send({ type: "dragOver", at: point, size: { w: 8, h: 4 }, component: "label" }), at);
    await frame.locator("[data-node=deep] .tessera-preview").waitFor();
    await stage.page().evaluate(() => window.harness.host?.send({ type: "dragLeave" }));
    await expect.poll(() => frame.locator(".tessera-preview").count()).toBe(0);
    expect(await drop(at)).toMatchObject({ to: { parent: "deep", slot: "default", index: 0, rect: { x: 8, y: 0, w: 8, h: 4 } }, breakpoint: "desktop" });
    expect(await drop({ x: 900, y: 30 })).toMatchObject({ to: { parent: null, rect: { x: 14, y: 0 } } });
    expect(await drop({ x: 900, y: 30 }, "panel")).toMatchObject({ to: { parent: null, slot: "default", index: 4 } });
    expect(await drop({ x: 5_000, y: 5_000 })).toMatchObject({ to: null });
  });

  it("takes an edited page and keeps what did not change", async () => {
    const frame = await open();
    const init = sampleInit(nodes, { mode: "edit" });
    const draws = await frame.locator("[data-node=a] .label").getAttribute("data-draws");
    const edited = structuredClone(init.app.pages.home);
    if (edited?.nodes.inner) edited.nodes.inner.props = { text: bind("{{ 1 + 1 }}") };
    await setPage(edited);
    await frame.locator("[data-node=inner] .label", { hasText: "2" }).waitFor();
    expect(await frame.locator("[data-node=a] .label").getAttribute("data-draws")).toBe(draws);
    expect(await stage.awaitEvent("scope")).toMatchObject({ user: { name: "ada" } });
  });

  it("draws a text anew when only the texts of the page change", async () => {
    const init = sampleInit({ ...nodes, said: { type: "label", props: { text: { kind: "i18n", key: "hello" } } } }, { mode: "edit" });
    const { home } = init.app.pages;
    if (!home) throw new Error("The sample has a page `home`.");
    home.i18n = { hello: { en: "Hello" } };
    const frame = await stage.open(init);
    await frame.locator("[data-node=said] .label", { hasText: "Hello" }).waitFor();
    const draws = await frame.locator("[data-node=a] .label").getAttribute("data-draws");
    await setPage({ ...home, i18n: { hello: { en: "Good morning" } } });
    await frame.locator("[data-node=said] .label", { hasText: "Good morning" }).waitFor();
    expect(await frame.locator("[data-node=a] .label").getAttribute("data-draws")).toBe(draws);
  });

  it("works by keyboard: Tab walks, arrows move and resize, commands go to the shell", async () => {
    const frame = await open();
    await frame.locator("main").focus();
    for (const expected of ["a", "b", "box", "inner", "drawer"]) {
      await stage.page().keyboard.press("Tab");
      expect((await stage.events("selected")).at(-1)).toMatchObject({ nodes: [expected] });
    }
    await frame.locator("[data-node=b]").click();
    const last = async (): Promise<Record<string, GridRect>> => ((await stage.events("layoutChanged")).at(-1) as unknown as { rects: Record<string, GridRect> }).rects;
    await stage.page().keyboard.press("ArrowRight");
    expect((await last()).b).toMatchObject({ x: 7, y: 0, w: 6 });
    await stage.page().keyboard.press("Shift+ArrowRight");
    expect((await last()).b).toMatchObject({ x: 7, w: 7 });
    await stage.page().keyboard.press("Shift+ArrowDown");
    expect((await last()).b).toMatchObject({ h: 5 });
    await stage.page().keyboard.press("ArrowDown");
    const down = await last();
    expect(down.b?.y).toBeGreaterThan(down.box?.y ?? 99);
    await stage.page().keyboard.press("ArrowUp");
    expect((await last()).b?.y).toBe(0);
    for (const key of ["Control+z", "Control+c", "Delete", "Escape"]) await stage.page().keyboard.press(key);
    expect((await stage.events("key")).map((event) => [event.key, event.ctrl])).toEqual([["z", true], ["c", true], ["Delete", false], ["Escape", false]]);
  });

  it("shows overlays as chips that open them for editing, and binding errors on the component", async () => {
    const frame = await open({ bad: { type: "label", rect: { x: 0, y: 20, w: 6, h: 4 }, props: { text: bind("{{ missing.x }}") } }, gone: { type: "label", rect: { x: 6, y: 20, w: 6, h: 4 }, visible: text(false) } });
    await frame.getByRole("button", { name: "panel: drawer" }).click();
    await frame.getByRole("dialog", { name: "drawer" }).waitFor();
    const at = await center(frame, "[role=dialog] .tessera-slot");
    expect(await drop(at)).toMatchObject({ to: { parent: "drawer" } });
    await frame.getByRole("button", { name: "panel: drawer" }).click();
    await expect.poll(() => frame.getByRole("dialog").count()).toBe(0);
    await frame.locator("[data-node=bad] .tessera-fault", { hasText: "missing is not defined" }).waitFor();
    await frame.locator("[data-node=gone].hidden").waitFor();
  });

  it("works on another breakpoint when the shell says so", async () => {
    const frame = await open();
    await stage.page().evaluate(() => window.harness.host?.send({ type: "breakpoint", breakpoint: "mobile" }));
    await frame.locator("main[data-breakpoint=mobile]").waitFor();
    await frame.locator("[data-node=b]").click();
    await stage.page().keyboard.press("Shift+ArrowDown");
    expect(await stage.awaitEvent("layoutChanged")).toMatchObject({ breakpoint: "mobile", rects: { b: { x: 2, w: 2, h: 5 } } });
  });
});

async function setPage(next: PageDocument | undefined): Promise<void> {
  await stage.page().evaluate((json) => window.harness.host?.send({ type: "setPage", page: JSON.parse(json) as PageDocument }), JSON.stringify(next));
}

/** Does what a shell does with a move: a command on the records, and the new page back. */
async function applyMove({ node, to, breakpoint }: { node: string; to: Placement; breakpoint: "desktop" }): Promise<void> {
  const init: PlayerInit = sampleInit(nodes, { mode: "edit" });
  const records = explodeBundle({ app: { schemaVersion: 1, title: {}, description: {}, icon: "", home: "home", connectors: {} }, pages: init.app.pages, queries: {} });
  const moved = applyDiff(records, moveNode(records, { page: "home", node, parent: to.parent, slot: to.slot, index: to.index, rect: to.rect, breakpoint }));
  expect(assembleBundle(moved).pages.home?.nodes[node]?.parent).toBe(to.parent);
  expect(insertNode(moved, { page: "home", id: newId("label"), type: "label" }).added).toBeDefined();
  await setPage(assemblePage(moved, "home"));
}
