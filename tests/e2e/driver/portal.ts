import type { Locator, Page } from "playwright-core";

/** What an owner of an API does in the portal (English UI): `await portal(page).publish("inventory", "prod")`. */
export function portal(page: Page) {
  const dialog = (name: RegExp): Locator => page.getByRole("dialog", { name });
  const open = async (connector: string, part: string): Promise<void> => {
    await page.goto(`/portal/connectors/${connector}/${part}`);
    await page.getByRole("tab", { selected: true }).first().waitFor();
  };
  const stageCard = (stage: string): Locator => page.locator("section").filter({ has: page.getByRole("button", { name: `Publish to ${stage}` }) });
  return {
    dialog,
    open,
    stageCard,

    /** Begins a registration, and chooses a file for its operations; what the check says follows. Works in both languages. */
    async check(connector: string, title: string, file: { name: string; text: string }): Promise<void> {
      await page.goto("/portal/register");
      await page.locator("#title_en").fill(title);
      await page.locator("#name").fill(connector);
      await page.keyboard.press("Control+Enter");
      await page.locator("input[type=file]").setInputFiles({ name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
    },

    async chooseApiKey(within: Locator, header: string, key: string): Promise<void> {
      await choose(within.getByLabel("Credential for the backend"), "API key");
      // The key first: until its fields stand there, the last "Name" is another one.
      await within.getByLabel("Key", { exact: true }).fill(key);
      await within.getByLabel("Name", { exact: true }).last().fill(header);
    },

    async publish(connector: string, stage: string): Promise<void> {
      await open(connector, "stages");
      await page.getByRole("button", { name: `Publish to ${stage}` }).click();
      await dialog(new RegExp(`Publish to ${stage}`)).getByRole("button", { name: "Publish", exact: true }).click();
      await stageCard(stage).getByText(/^Serving /).waitFor();
    },

    /** Sends the operation that is open in Try and gives the status of the answer. */
    async send(): Promise<number> {
      const answer = page.waitForResponse((response) => response.url().endsWith("/call") && response.request().method() === "POST");
      await page.getByRole("button", { name: "Send" }).click();
      await (await answer).finished();
      const status = page.getByLabel(/^status \d+/);
      await page.getByRole("button", { name: "Cancel", exact: true }).waitFor({ state: "detached" });
      return Number(await status.textContent());
    },
  };
}

/** Chooses an option of a select by its text. */
export async function choose(select: Locator, option: string | RegExp): Promise<void> {
  await select.click();
  await select.page().locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", { hasText: option }).first().click();
}
