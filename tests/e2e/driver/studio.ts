import type { FrameLocator, Page } from "playwright-core";

/** What a builder does in the studio (English UI): `await studio.drag("table").to(200, 80)`. */
export function studio(page: Page) {
  const saved = () => page.locator('[data-save="saved"]').waitFor();
  return {
    saved,

    async create(title: string): Promise<void> {
      await page.goto("/studio");
      await page.getByRole("button", { name: "New app" }).first().click();
      await page.getByLabel("Title").fill(title);
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/\/studio\/[a-z]/);
      await page.frameLocator("iframe").locator("body").waitFor();
    },

    async open(app: string): Promise<void> {
      await page.goto(`/studio/${app}`);
      await page.frameLocator("iframe").locator("body").waitFor();
      await saved();
    },

    /** The canvas, which is the player's frame. */
    canvas(): FrameLocator {
      return page.frameLocator("iframe");
    },

    panel: (name: "Insert" | "Tree" | "Data" | "Pages") => page.getByRole("tab", { name, exact: true }).click(),

    /** Drags a component from the palette with the mouse to a point of the canvas, CSS px. */
    drag: (component: string) => ({
      async to(x: number, y: number): Promise<void> {
        const from = await page.locator(`[data-component="${component}"]`).boundingBox();
        const canvas = await page.locator("iframe").boundingBox();
        if (!from || !canvas) throw new Error("The palette or the canvas is not shown.");
        await page.mouse.move(from.x + 20, from.y + 10);
        await page.mouse.down();
        await page.mouse.move(from.x + 60, from.y + 12, { steps: 4 });
        await page.mouse.move(canvas.x + x, canvas.y + y, { steps: 8 });
        await page.mouse.up();
        await page.getByRole("tab", { name: "Properties" }).waitFor();
      },
    }),

    /** Adds a query of the operation whose line holds a text. */
    async addQuery(operation: RegExp): Promise<void> {
      await page.getByRole("tab", { name: "Data", exact: true }).click();
      await page.getByRole("button", { name: "Add a query" }).first().click();
      await page.getByRole("button", { name: operation }).first().click();
      await page.getByRole("button", { name: /\bRun$/ }).waitFor();
    },

    async runQuery(): Promise<void> {
      await page.getByRole("button", { name: /\bRun$/ }).click();
    },

    undo: () => page.getByRole("button", { name: "Undo" }).click(),
    redo: () => page.getByRole("button", { name: "Redo" }).click(),

    async select(name: string): Promise<void> {
      await page.getByRole("tab", { name: "Tree", exact: true }).click();
      await page.locator(".ant-tree-title", { hasText: name }).first().click();
    },

    async publish(version: string): Promise<void> {
      await saved();
      await page.getByRole("button", { name: "Publish", exact: true }).click();
      await page.getByRole("button", { name: `Publish ${version}` }).click();
      await page.getByText(`${version} is live`).waitFor();
    },

    async rollBack(from: string): Promise<void> {
      await page.getByRole("button", { name: new RegExp(from.replaceAll(".", "\\.")) }).first().click();
      await page.getByRole("button", { name: "Roll back to this" }).first().click();
    },
  };
}
