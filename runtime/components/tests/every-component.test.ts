import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { manifests } from "../src/manifests.ts";
import { openGallery } from "./gallery.ts";

const stage = openGallery();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeWindow {
  axe: { run: (context: string) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
}

describe.each(["table", "table-states", "table-large", "charts", "chart-states", "display", "text", "inputs", "layout"])("scene %s", (scene) => {
  it.each([["en", "light"], ["zh-CN", "dark"]] as const)("axe finds nothing (%s, %s)", async (locale, theme) => {
    const page = await stage.scene(scene, { locale, theme });
    await page.locator("main > *").first().waitFor();
    if (scene === "charts") await expect.poll(() => page.locator("[role=img] > div > :is(svg, canvas)").count(), { timeout: 20_000 }).toBe(6);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await (window as unknown as AxeWindow).axe.run("main");
      return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
    });
    expect(violations).toEqual([]);
    expect(stage.troubles).toEqual([]);
  });
});

it.each(manifests.map(({ type }) => type))("%s draws whatever JSON its properties hold", async (type) => {
  const page = await stage.scene("");
  expect(await page.evaluate(([name, seed]) => window.gallery.fuzz(name, seed, 80), [type, 20_250_301] as const)).toBeNull();
});
