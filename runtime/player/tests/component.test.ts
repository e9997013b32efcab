import type { PlayableApp } from "@tessera/contracts";
import type { Frame } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { bind, sampleInit, text } from "./sample.ts";
import { useSite } from "./use-site.ts";

const stage = useSite();
beforeEach(() => stage.page().goto(stage.site().origin));

const sample = (mode: "view" | "edit", label = "first") =>
  sampleInit({
    field: { type: "field", rect: { x: 0, y: 0, w: 24, h: 3 }, props: { value: text("start") } },
    label: { type: "label", rect: { x: 0, y: 3, w: 24, h: 3 }, props: { text: bind(`${label} {{ params.id ?? "none" }} {{ components.field.value }}`) } },
  }, { mode });

async function render(mode: "view" | "edit", changes: { app?: PlayableApp; page?: string; params?: Record<string, string>; selected?: string[]; locale?: "en" | "zh-CN" } = {}): Promise<void> {
  const { app, user } = sample(mode);
  await stage.page().evaluate((json) => window.harness.render(JSON.parse(json) as Parameters<typeof window.harness.render>[0]), JSON.stringify({ mode, app, page: "home", user, locale: "en", theme: "light", src: "/player/frame.html", ...changes }));
}

const rendered = async (count: number): Promise<Frame> => {
  await stage.page().waitForFunction((wanted) => window.harness.events.filter((event) => event.type === "rendered").length >= wanted, count);
  return stage.frame();
};

describe("the PlayerFrame component", () => {
  it("passes new parameters, pages and languages on without starting the frame anew, and keeps what was typed", async () => {
    await render("view");
    const frame = await rendered(1);
    await frame.getByLabel("field").fill("typed");
    await render("view", { params: { id: "7" } });
    await frame.getByText("first 7 typed").waitFor();
    await render("view", { params: { id: "7" }, page: "other", locale: "zh-CN" });
    await frame.getByText("此页面为空。").waitFor();
    await render("view", { page: "home" });
    await frame.getByText("first none start").waitFor();
    expect(stage.frame()).toBe(frame);
    expect(frame.isDetached()).toBe(false);
  });

  it("starts anew for another version, with what is asked for then", async () => {
    await render("view");
    await rendered(1);
    const { app } = sample("view", "second");
    await render("view", { app: { ...app, version: "2.0.0" }, params: { id: "8" } });
    await rendered(2);
    await stage.frame().getByText("second 8 start").waitFor();
  });

  it("gives edits and the selection to a frame in edit mode, also what was selected before it was ready", async () => {
    await render("edit", { selected: ["label"] });
    const frame = await rendered(1);
    await frame.locator("[data-node=label].selected").waitFor();
    await render("edit", { app: sample("edit", "changed").app, selected: ["field"] });
    await frame.getByText("changed none start").waitFor();
    await frame.locator("[data-node=field].selected").waitFor();
    expect(await stage.events("problem")).toEqual([]);
  });
});
