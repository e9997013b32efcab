import { join } from "node:path";
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type SampleNode, bind, sampleInit, text } from "./sample.ts";
import { useSite } from "./use-site.ts";

const stage = useSite({ frameFolder: join(import.meta.dirname, "../dist") });
const rows = [{ id: 1, name: "web", url: "https://example.com/web" }, { id: 2, name: "db", url: "javascript:alert(1)" }];
const nodes = (events: SampleNode["events"] = {}): Record<string, SampleNode> => ({
  note: { type: "markdown", rect: { x: 0, y: 0, w: 24, h: 6 }, props: { text: text("[runbook](https://example.com/runbook) [mail](mailto:sre@example.com) [here](#top)") }, events },
  hosts: { type: "table", rect: { x: 0, y: 6, w: 24, h: 20 }, props: { data: bind(`{{ ${JSON.stringify(rows)} }}`), columns: { kind: "static", value: [{ key: "name" }, { key: "url", format: "link" }] } }, events: { ...events, rowClick: [{ kind: "notify", level: "info", message: text("row") }] } },
});
const open = (mode: "view" | "edit" = "view", events: SampleNode["events"] = {}): Promise<Frame> => stage.open(sampleInit(nodes(events), { mode }), { src: "/player/real/index.html" });
const urls = async (): Promise<unknown[]> => (await stage.events("openUrl")).map((event) => event.value);

describe("links in components", () => {
  it("are opened by the shell, pressed with the mouse, its middle button or Enter", async () => {
    const frame = await open();
    await frame.getByRole("link", { name: "runbook" }).click();
    await expect.poll(urls).toEqual(["https://example.com/runbook"]);
    await frame.getByRole("link", { name: "mail" }).press("Enter");
    await expect.poll(urls).toEqual(["https://example.com/runbook", "mailto:sre@example.com"]);
    await frame.getByRole("link", { name: "https://example.com/web" }).click({ button: "middle" });
    await expect.poll(urls).toEqual(["https://example.com/runbook", "mailto:sre@example.com", "https://example.com/web"]);
    expect(await frame.getByRole("link").count()).toBe(3);
  });

  it("do not press the row they stand in", async () => {
    const frame = await open();
    await frame.getByRole("link", { name: "https://example.com/web" }).click();
    await stage.awaitEvent("openUrl");
    expect(await stage.events("notify")).toEqual([]);
    await frame.getByRole("cell", { name: "db" }).click();
    await stage.awaitEvent("notify");
  });

  it("run the actions bound to them in place of opening", async () => {
    const frame = await open("view", { linkClick: [{ kind: "notify", level: "info", message: bind("{{ url }}") }] });
    await frame.getByRole("link", { name: "runbook" }).click();
    expect(await stage.awaitEvent("notify")).toMatchObject({ message: "https://example.com/runbook" });
    await frame.getByRole("link", { name: "mail" }).click({ button: "middle" });
    await expect.poll(async () => (await stage.events("notify")).map((event) => event.message)).toEqual(["https://example.com/runbook", "mailto:sre@example.com"]);
    expect(await urls()).toEqual([]);
  });

  it("are left alone by the right button, and lead nowhere while the page is edited", async () => {
    const viewed = await open();
    await viewed.getByRole("link", { name: "runbook" }).click({ button: "right" });
    const edited = await open("edit");
    await edited.getByRole("link", { name: "runbook" }).click({ force: true });
    await stage.awaitEvent("selected");
    expect(await urls()).toEqual([]);
  });

  it("of an address that is too long say so", async () => {
    const long = `https://example.com/?${"x".repeat(3_000)}`;
    const frame = await stage.open(sampleInit({ go: { type: "button", rect: { x: 0, y: 0, w: 6, h: 3 }, props: { label: text("go") }, events: { click: [{ kind: "openUrl", url: text(long) }] } } }));
    await frame.getByRole("button", { name: "go" }).click();
    expect(await stage.awaitEvent("pageError")).toMatchObject({ message: expect.stringContaining("at most 2048") });
    expect(await stage.events("problem")).toEqual([]);
  });

  it("open in a tab of their own that knows nothing of the shell", async () => {
    const frame = await open();
    await stage.page().evaluate(() => (window.harness.opensItself = true));
    const address = `${stage.site().origin}/`;
    await frame.evaluate((url) => document.querySelector("a")?.setAttribute("href", url), address);
    const [tab] = await Promise.all([stage.page().context().waitForEvent("page"), frame.getByRole("link", { name: "runbook" }).click()]);
    await tab.waitForLoadState();
    expect([tab.url(), await tab.evaluate(() => [window.opener, document.referrer])]).toEqual([address, [null, ""]]);
  });
});
