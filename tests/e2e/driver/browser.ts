import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, type Page, chromium } from "playwright-core";

export interface PersonOptions {
  locale?: "zh-CN" | "en";
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
}

/** A person's own browser: separate profile, cookies and storage. */
export interface Person {
  page: Page;
  /** Errors of scripts and of the console so far, to be asserted empty. */
  errors: () => string[];
  close: () => Promise<void>;
}

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Opens a browser for one person at the origin of the platform. */
export async function openBrowser(baseURL: string, options: PersonOptions = {}): Promise<Person> {
  const profile = await mkdtemp(join(tmpdir(), "tessera-browser-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    headless: true,
    args: flags,
    baseURL,
    locale: options.locale ?? "en",
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.colorScheme ?? "light",
    reducedMotion: "reduce",
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(45_000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    // A refused request is shown to the person by the screen itself; the browser's own line about it is no defect.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) errors.push(message.text());
  });
  return {
    page,
    errors: () => [...errors],
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
