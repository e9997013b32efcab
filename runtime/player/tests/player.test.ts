import { describe, expect, it } from "vitest";
import { bind, query, sampleInit, text } from "./sample.ts";
import { useSite } from "./use-site.ts";

const stage = useSite();

const row = (y: number, h = 3): { x: number; y: number; w: number; h: number } => ({ x: 0, y, w: 24, h });

describe("a page in view mode", () => {
  it("draws only the component whose binding changed", async () => {
    const frame = await stage.open(sampleInit({
      name: { type: "field", rect: row(0), props: { value: text("a") } },
      hello: { type: "label", rect: row(3), props: { text: bind("Hello {{ components.name.value }}, {{ user.displayName }} {{ params.from }} {{ locale }}") } },
      other: { type: "label", rect: row(6), props: { text: text("still") } },
    }));
    await frame.getByText("Hello a, Ada link en").waitFor();
    const before = await frame.locator("[data-node=other] .label").getAttribute("data-draws");
    await frame.getByLabel("name").fill("world");
    await frame.getByText("Hello world, Ada link en").waitFor();
    expect(await frame.locator("[data-node=other] .label").getAttribute("data-draws")).toBe(before);
  });

  it("runs a query, sets a binding by a row click, runs its event's actions and resets", async () => {
    const frame = await stage.open(sampleInit({
      hosts: { type: "list", rect: row(0, 6), props: { data: bind("{{ queries.hosts.data }}") }, events: { rowClick: [
        { kind: "setState", name: "chosen", value: bind("{{ row.id }}") },
        { kind: "runQuery", query: "save", inputs: { "body.id": bind("{{ row.id * 2 }}") }, onSuccess: [{ kind: "notify", level: "success", message: bind("saved {{ row.name }} as {{ data.id }}") }] },
        { kind: "navigate", page: "other", params: { host: bind("{{ row.id }}") } },
        { kind: "openUrl", url: text("javascript:alert(1)") },
        { kind: "openUrl", url: text("https://example.com/x") },
        { kind: "reset", node: "name" },
      ] } },
      detail: { type: "label", rect: row(6), props: { text: bind("{{ components.hosts.selectedRow.name }}/{{ state.chosen }}") } },
      name: { type: "field", rect: row(9), props: { value: text("first") } },
    }, { queries: { hosts: query("hosts"), save: query("save", { trigger: "manual" }) } }), { answers: { hosts: [[{ id: 7, name: "web-1" }, { id: 8, name: "web-2" }]], save: [{ id: 14 }] } });
    await frame.getByLabel("name").fill("changed");
    await frame.getByRole("button", { name: "web-1" }).click();
    await frame.getByText("web-1/7").waitFor();
    expect(await stage.awaitEvent("notify")).toMatchObject({ level: "success", message: "saved web-1 as 14" });
    expect(await stage.awaitEvent("navigate")).toMatchObject({ page: "other", params: { host: "7" } });
    expect(await stage.awaitEvent("openUrl")).toMatchObject({ value: "https://example.com/x" });
    expect(await stage.events("problem")).toMatchObject([{ code: "player.url-refused" }]);
    expect(await stage.page().evaluate(() => window.harness.calls)).toEqual([{ query: "hosts", inputs: {} }, { query: "save", inputs: { "body.id": 14 } }]);
    await expect.poll(() => frame.getByLabel("name").inputValue()).toBe("first");
  });

  it("shows loading and errors, keeps the last result, and ends the actions after a failed query", async () => {
    const frame = await stage.open(sampleInit({
      data: { type: "label", rect: row(0), props: { text: bind("{{ queries.q.data.n }}") } },
      again: { type: "button", rect: row(3), props: { label: text("again") }, events: { click: [{ kind: "runQuery", query: "q", onError: [{ kind: "notify", level: "error", message: bind("{{ error.code }}: {{ error.message }}") }] }, { kind: "navigate", page: "other" }] } },
    }, { queries: { q: query("q") } }));
    const label = frame.locator("[data-node=data] .label");
    await expect.poll(() => label.getAttribute("data-loading")).toBe("true");
    await stage.page().evaluate(() => window.harness.release.shift()?.({ n: 1 }));
    await expect.poll(() => label.textContent()).toBe("1");
    expect(await label.getAttribute("data-loading")).toBe("false");
    await stage.page().evaluate(() => (window.harness.answers = { q: [{ error: { code: "gateway.down", message: "The backend is down." } }] }));
    await frame.getByRole("button", { name: "again" }).click();
    await expect.poll(() => label.getAttribute("data-error")).toBe("The backend is down.");
    expect(await label.textContent()).toBe("1");
    expect(await stage.awaitEvent("notify")).toMatchObject({ message: "gateway.down: The backend is down." });
    expect(await stage.events("navigate")).toEqual([]);
  });

  it("runs a query again when an input changes, once for fast typing, and the latest answer wins", async () => {
    const frame = await stage.open(sampleInit({
      search: { type: "field", rect: row(0), props: { value: text("") } },
      found: { type: "label", rect: row(3), props: { text: bind("{{ queries.find.data }}") } },
    }, { queries: { find: query("find", { inputs: { "query.text": { kind: "binding", template: "{{ components.search.value }}" } } }) } }));
    await stage.page().waitForFunction(() => window.harness.calls.length === 1);
    await frame.getByLabel("search").pressSequentially("abc");
    await stage.page().waitForFunction(() => window.harness.calls.length === 2);
    expect(await stage.page().evaluate(() => window.harness.calls[1])).toEqual({ query: "find", inputs: { "query.text": "abc" } });
    await stage.page().evaluate(() => {
      const [first, second] = window.harness.release;
      second?.("new");
      first?.("old");
    });
    await frame.getByText("new").waitFor();
    expect(await frame.getByText("old").count()).toBe(0);
  });

  it("polls without showing it", async () => {
    const frame = await stage.open(sampleInit({ n: { type: "label", rect: row(0), props: { text: bind("{{ queries.q.data }}") } } }, { queries: { q: query("q", { pollMs: 1_000 }) } }), { answers: { q: [1, 2, 3] } });
    await frame.getByText("3", { exact: true }).waitFor();
    expect(await stage.page().evaluate(() => window.harness.calls.length)).toBeGreaterThanOrEqual(3);
  });

  it("opens and closes overlays, and hides what is not visible without leaving a gap", async () => {
    const frame = await stage.open(sampleInit({
      gone: { type: "label", rect: row(0, 10), props: { text: text("hidden") }, visible: bind("{{ state.shown }}") },
      open: { type: "button", rect: row(10), props: { label: text("open") }, events: { click: [{ kind: "open", node: "panel" }, { kind: "setState", name: "shown", value: text(true) }] } },
      panel: { type: "panel" },
      inside: { type: "label", parent: "panel", rect: row(0), props: { text: text("in the panel") } },
    }));
    expect(await frame.getByText("hidden").count()).toBe(0);
    const top = (): Promise<number> => frame.getByRole("button", { name: "open" }).evaluate((element) => element.getBoundingClientRect().top);
    expect(await top()).toBeLessThan(40);
    await frame.getByRole("button", { name: "open" }).click();
    await frame.getByText("in the panel").waitFor();
    await expect.poll(top).toBeGreaterThan(150);
    await frame.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => frame.getByText("in the panel").count()).toBe(0);
  });

  it("follows heights: what grows pushes the rest down, also from inside a container", async () => {
    const frame = await stage.open(sampleInit({
      box: { type: "box", rect: row(0, 4), props: { title: text("Box") } },
      tall: { type: "tall", parent: "box", rect: row(0, 2), props: { px: bind("{{ Number(components.px.value) }}") } },
      px: { type: "field", rect: row(4), props: { value: text("100") } },
    }));
    const top = (): Promise<number> => frame.getByLabel("px").evaluate((element) => element.getBoundingClientRect().top);
    await expect.poll(top).toBeGreaterThan(140);
    await frame.getByLabel("px").fill("400");
    await expect.poll(top).toBeGreaterThan(440);
  });

  it("keeps one failing component from taking the others with it, and says which", async () => {
    const frame = await stage.open(sampleInit({
      bomb: { type: "bomb", rect: row(0, 6), props: { armed: bind("{{ !state.off }}") } },
      unknown: { type: "no-such", rect: row(6) },
      broken: { type: "label", rect: row(9), props: { text: bind("{{ nothing.here }}") } },
      typo: { type: "label", rect: row(12), props: { text: bind("{{ a b }}") } },
      off: { type: "button", rect: row(15), props: { label: text("off") }, events: { click: [{ kind: "setState", name: "off", value: text(true) }] } },
    }));
    await frame.getByText("“bomb” could not be drawn.").waitFor();
    await frame.getByText("There is no component “no-such”").waitFor();
    await frame.getByRole("button", { name: "off" }).click();
    await frame.locator(".defused").waitFor();
    const errors = await stage.events("pageError");
    expect(errors).toEqual(expect.arrayContaining([
      expect.objectContaining({ node: "bomb", message: "boom" }),
      expect.objectContaining({ node: "broken", property: "text", message: "ReferenceError: nothing is not defined" }),
      expect.objectContaining({ node: "typo", property: "text", message: expect.stringContaining("cannot be read at character") }),
    ]));
  });

  it("stacks on a phone, changes language and theme while it runs, and shows another page", async () => {
    await stage.page().setViewportSize({ width: 390, height: 844 });
    const frame = await stage.open(sampleInit({
      a: { type: "label", rect: { x: 0, y: 0, w: 12, h: 3 }, props: { text: bind("{{ locale }}") } },
      b: { type: "label", rect: { x: 12, y: 0, w: 12, h: 3 }, props: { text: text("b") } },
    }));
    const box = (id: string): Promise<{ x: number; y: number; width: number } | null> => frame.locator(`[data-node=${id}]`).boundingBox();
    await expect.poll(async () => (await box("b"))?.y).toBeGreaterThan((await box("a"))?.y ?? 999);
    expect((await box("a"))?.width).toBeGreaterThan(340);
    await stage.page().evaluate(() => window.harness.host?.send({ type: "environment", locale: "zh-CN", theme: "dark" }));
    await frame.getByText("zh-CN").waitFor();
    expect(await frame.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    expect(await frame.evaluate(() => getComputedStyle(document.querySelector("main") ?? document.body).backgroundColor)).toBe("rgb(15, 19, 21)");
    await stage.page().evaluate(() => window.harness.host?.send({ type: "showPage", page: "other", params: {} }));
    await frame.getByText("此页面为空。").waitFor();
  });

  it("survives a restart of the frame, and starts again by itself when the page reloads it", async () => {
    await stage.open(sampleInit({ a: { type: "label", rect: row(0), props: { text: text("here") } } }));
    await stage.page().evaluate(() => window.harness.host?.restart());
    await stage.page().waitForFunction(() => window.harness.events.filter((event) => event.type === "rendered").length === 2);
    await stage.frame().evaluate(() => location.reload()).catch((error: unknown) => expect(String(error)).toMatch(/context|navigat/i));
    await stage.page().waitForFunction(() => window.harness.events.filter((event) => event.type === "rendered").length === 3);
    await stage.frame().getByText("here").waitFor();
  });
});
