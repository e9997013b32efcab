import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeWindow {
  axe: { run: (context: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { target: unknown[]; html: string; failureSummary: string }[] }[] }> };
}

/**
 * What axe finds on the page as it is, one line each; the frame of an app is the player's and is tried there. Menus and
 * pop-ups hang at the end of the body, outside of any landmark, where a screen reader is led by the button that opened them.
 */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as AxeWindow).axe.run({ exclude: ["iframe"] }, { resultTypes: ["violations"], rules: { region: { enabled: document.querySelector(".ant-dropdown, .ant-popover") === null } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id} at ${target.join(" ")}: ${html.slice(0, 160)} ${failureSummary.replaceAll(/\s+/g, " ")}`));
  });
}

/** Waits until nothing loads or moves any more, so that two looks at the page find the same. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".ant-skeleton, .ant-spin-spinning, [aria-busy=true]") === null && document.getAnimations().every(({ playState }) => playState !== "running"));
}
