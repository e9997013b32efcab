import { afterAll, afterEach, beforeAll } from "vitest";
import type { Browser, Page } from "playwright-core";
import { launch, serveGallery } from "./gallery-site.ts";
import type { Gallery } from "./gallery/main.tsx";

export type RecordedEvent = Gallery["recorded"]["events"][number];

/** The gallery in a browser, for the tests of one file. */
export interface Stage {
  origin: () => string;
  page: () => Page;
  /** Opens a scene of the gallery. */
  scene: (name: string, options?: { locale?: "zh-CN" | "en"; theme?: "light" | "dark" }) => Promise<Page>;
  /** Draws one component alone; `height` in CSS px. */
  show: (type: string, props: Record<string, unknown>, options?: { height?: number; resetCount?: number }) => Promise<Page>;
  events: (event: string) => Promise<RecordedEvent[]>;
  exposed: (node: string) => Promise<Record<string, unknown>>;
  /** What the page said on its console as errors, or threw. */
  troubles: string[];
}

/** Builds and opens the gallery before the tests of a file, in one page; each scene starts anew. */
export function openGallery(): Stage {
  let site: Awaited<ReturnType<typeof serveGallery>>;
  let browser: Browser;
  let current: Page | null = null;
  const troubles: string[] = [];
  const page = (): Page => {
    if (current === null) throw new Error("The gallery is not open.");
    return current;
  };

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveGallery(), launch()]);
    current = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    current.setDefaultTimeout(45_000);
    current.on("pageerror", (error) => troubles.push(error.message));
    current.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    await current.goto(site.origin);
    await current.waitForFunction(() => window.gallery !== undefined);
  });
  afterEach(async () => {
    await scene("");
    troubles.length = 0;
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const scene: Stage["scene"] = async (name, { locale = "en", theme = "light" } = {}) => {
    await page().evaluate(([wanted, language, mode]) => window.gallery.open(wanted, language, mode), [name, locale, theme] as const);
    return page();
  };
  return {
    origin: () => site.origin,
    page,
    scene,
    show: async (type, props, { height = 400, resetCount = 0 } = {}) => {
      await page().evaluate(([name, given, px, resets]) => window.gallery.show(name, given, px, resets), [type, props, height, resetCount] as const);
      return page();
    },
    events: (event) => page().evaluate((name) => window.gallery.recorded.events.filter((one) => one.event === name), event),
    exposed: (node) => page().evaluate((id) => window.gallery.recorded.exposed[id] ?? {}, node),
    troubles,
  };
}
