import type { FrameLocator, Locator, Page } from "playwright-core";
import { administratorPassword } from "../../systems/platform.ts";

/** What a person does in Tessera, in their words (English UI). */
export function tessera(page: Page) {
  const dialog = (name: RegExp): Locator => page.getByRole("dialog", { name });
  return {
    async setUp(link: string): Promise<void> {
      await page.goto(link);
      await page.getByLabel("Password", { exact: true }).fill(administratorPassword);
      await page.getByLabel("Password again").fill(administratorPassword);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: /Welcome/ }).waitFor();
    },

    async logIn(username: string, password: string): Promise<void> {
      await page.goto("/login");
      await page.getByLabel("User name").fill(username);
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname === "/");
    },

    /** Registers a ready-made connector at an address; it is published at once. */
    async installConnector(title: string, address: string): Promise<void> {
      await page.goto("/portal/catalog");
      await page.getByRole("button", { name: `Install ${title}` }).click();
      const form = dialog(new RegExp(`Install ${title}`));
      await form.getByLabel("Backend address").fill(address);
      await form.getByRole("button", { name: "Install", exact: true }).click();
      await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    },

    /** Installs an app from the launcher; what it asks is which connectors to use, and those that fit are chosen already. */
    async installApp(action: RegExp): Promise<void> {
      await page.goto("/");
      await page.getByRole("button", { name: action }).click();
      await page.getByRole("button", { name: "Install and open" }).click();
      await page.waitForURL(/\/apps\//);
    },

    /** The frame that renders the opened app. */
    app(): FrameLocator {
      return page.frameLocator("iframe");
    },
  };
}
