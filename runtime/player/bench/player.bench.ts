import type { Frame } from "playwright-core";
import { buildSite, launch, openPlayer, serveSite } from "../tests/browser.ts";
import { bind, sampleInit } from "../tests/sample.ts";

/** Measures a page of 200 bound components in the system's Chromium: first draw, and one update. One JSON line each. */
const count = 200;
const rounds = 5;

/** Types a letter and waits until the last component shows it, ms. */
function typeOneLetter(frame: Frame): Promise<number> {
  return frame.evaluate(() => new Promise<number>((resolve) => {
    const input = document.querySelector("input");
    const target = document.querySelector("[data-node=n199] .label");
    if (!input || !target) throw new Error("The page is not drawn.");
    const started = performance.now();
    new MutationObserver(() => resolve(performance.now() - started)).observe(target, { characterData: true, childList: true, subtree: true });
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, "x");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }));
}

const built = await buildSite();
const site = await serveSite(built.folder);
const browser = await launch();
try {
  const nodes = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, { type: "label", rect: { x: (index % 4) * 6, y: Math.floor(index / 4) * 3, w: 6, h: 3 }, props: { text: bind(`{{ state.s${index} ?? "" }} of {{ components.f.value }}`) } }]));
  const field = { f: { type: "field", rect: { x: 0, y: 200, w: 12, h: 3 } } };
  const first: number[] = [];
  const one: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const frame = await openPlayer(page, site, sampleInit({ ...nodes, ...field }, { state: { s7: 0 } }));
    first.push(await page.evaluate(() => Number(window.harness.events.find((event) => event.type === "rendered")?.sinceInitMs)));
    // Typing one letter changes the value that all 200 read.
    all.push(await typeOneLetter(frame));
    await page.close();
    const single = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const own = await openPlayer(single, site, sampleInit({ ...Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { ...node, props: { text: bind(id === "n199" ? "{{ components.f.value }}" : `{{ state.${id} ?? "-" }}`) } }])), ...field }));
    one.push(await typeOneLetter(own));
    await single.close();
  }
  const print = (metric: string, values: number[]): void => {
    const sorted = [...values].sort((a, b) => a - b);
    process.stdout.write(`${JSON.stringify({ bench: "player", metric, components: count, unit: "ms", median: Number(sorted[Math.floor(sorted.length / 2)]?.toFixed(1)), worst: Number(sorted.at(-1)?.toFixed(1)), rounds })}\n`);
  };
  print("first-render", first);
  print("one-binding-update", one);
  print("update-of-all-bindings", all);
} finally {
  await browser.close();
  await site.close();
  await built.remove();
}
