import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { PlayerInit } from "../src/host/player-host.ts";
import { type Site, awaitEvent, buildSite, eventsOf, frameOf, launch, openPlayer, serveSite } from "./browser.ts";

/** The host page in a browser, for the tests of one file; each test gets a new page. */
export interface Stage {
  page: () => Page;
  site: () => Site;
  /** Starts a frame and waits until it has drawn. */
  open: (init: PlayerInit, options?: Parameters<typeof openPlayer>[3]) => Promise<Frame>;
  frame: () => Frame;
  /** The last event of a type that reached the shell, waited for. */
  awaitEvent: (type: string) => Promise<Record<string, unknown>>;
  events: (type: string) => Promise<Record<string, unknown>[]>;
}

interface SiteOptions {
  viewport?: BrowserContextOptions["viewport"];
  /** A built frame to serve under `/player/real/`. */
  frameFolder?: string;
}

/** Builds and serves the test site before the tests of a file, and closes all of it after them. */
export function useSite({ viewport = { width: 1200, height: 800 }, frameFolder }: SiteOptions = {}): Stage {
  let built: Awaited<ReturnType<typeof buildSite>> | undefined;
  let site: Site | undefined;
  let browser: Browser | undefined;
  let page: Page | undefined;
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("The site is not open yet.");
    return value;
  };
  const currentPage = (): Page => there(page);
  const currentSite = (): Site => there(site);

  beforeAll(async () => {
    built = await buildSite();
    site = await serveSite(built.folder, frameFolder);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await built?.remove();
  });
  beforeEach(async () => {
    page = await there(browser).newPage({ viewport });
    page.setDefaultTimeout(30_000);
    currentSite().strangers.length = 0;
  });
  afterEach(() => page?.context().close());

  return {
    page: currentPage,
    site: currentSite,
    open: (init, options) => openPlayer(currentPage(), currentSite(), init, options),
    frame: () => frameOf(currentPage()),
    awaitEvent: (type) => awaitEvent(currentPage(), type),
    events: (type) => eventsOf(currentPage(), type),
  };
}
