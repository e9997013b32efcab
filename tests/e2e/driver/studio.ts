import type { FrameLocator, Locator, Page } from "playwright-core";

interface Point {
  x: number;
  y: number;
}

/** What a builder does in the studio (English UI): `await studio.drag("table").to(200, 80)`. */
export function studio(page: Page) {
  const saved = () => page.locator('[data-save="saved"]').waitFor();
  const line = (name: string): Locator => page.locator(".ant-tree-treenode").filter({ has: page.locator(".ant-tree-title", { hasText: new RegExp(`^${name}$`) }) });

  /** A point of something on the canvas in the window: the canvas is drawn at a zoom, which boxes within the frame do not know. */
  const inWindow = async (element: Locator, part: Point): Promise<Point> => {
    const frame = await page.locator("iframe").evaluate((iframe: HTMLIFrameElement) => {
      const { x, y, width } = iframe.getBoundingClientRect();
      return { x, y, zoom: width / iframe.offsetWidth };
    });
    const box = await element.evaluate((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { x, y, width, height };
    });
    return { x: frame.x + (box.x + box.width * part.x) * frame.zoom, y: frame.y + (box.y + box.height * part.y) * frame.zoom };
  };
  const pull = async (from: Point, by: Point): Promise<void> => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 6 });
    await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 });
    await page.mouse.up();
  };
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

    /** Selects components in the tree by their names; the first alone, the others added. */
    async select(...names: string[]): Promise<void> {
      await page.getByRole("tab", { name: "Tree", exact: true }).click();
      for (const [index, name] of names.entries()) await line(name).first().locator(".ant-tree-title").click(index === 0 ? {} : { modifiers: ["ControlOrMeta"] });
    },

    /** Inserts a component from the palette by keyboard: into the selected container, else on the page. */
    async insert(component: string): Promise<void> {
      await page.getByRole("tab", { name: "Insert", exact: true }).click();
      await page.locator(`[data-component="${component}"]`).focus();
      await page.keyboard.press("Enter");
    },

    /** Drags a line of the tree onto another one, which takes it in when it is a container. */
    dragLine: (name: string) => ({
      async into(container: string): Promise<void> {
        const [from, to] = await Promise.all([line(name).boundingBox(), line(container).boundingBox()]);
        if (!from || !to) throw new Error("The lines are not shown in the tree.");
        const middle = to.y + to.height / 2;
        await pull({ x: from.x + 60, y: from.y + from.height / 2 }, { x: to.x + 90 - from.x - 60, y: middle - from.y - from.height / 2 });
      },
    }),

    /** What is drawn of a component on the canvas, to be moved and resized with the mouse. Distances in CSS px of the window. */
    drawn(id: string) {
      const node = page.frameLocator("iframe").locator(`[data-node="${id}"]`).first();
      const item = page.frameLocator("iframe").locator(".react-grid-item").filter({ has: page.locator(`[data-node="${id}"]`) }).last();
      return {
        async click(): Promise<void> {
          const at = await inWindow(node, { x: 0.5, y: 0.5 });
          await page.mouse.click(at.x, at.y);
        },
        async move(by: Point): Promise<void> {
          await pull(await inWindow(node, { x: 0.5, y: 0.5 }), by);
        },
        async resize(by: Point): Promise<void> {
          await this.click();
          await pull(await inWindow(item.locator(".react-resizable-handle-se"), { x: 0.5, y: 0.5 }), by);
        },
      };
    },

    /** The action of a button above the list of pages, e.g. `Duplicate`. */
    async page(title: string, action: string): Promise<void> {
      await page.getByRole("tab", { name: "Pages", exact: true }).click();
      await page.getByRole("button", { name: `More for ${title}`, exact: true }).click();
      await page.getByRole("menuitem", { name: action }).click();
    },

    async publish(version: string): Promise<void> {
      await saved();
      await page.getByRole("button", { name: "Publish", exact: true }).click();
      await page.getByRole("button", { name: `Publish ${version}` }).click();
      await page.getByText(`${version} is live`).waitFor();
    },

    /** Opens the list of versions; its button names the live one. */
    async versions(live: string): Promise<void> {
      await page.getByRole("button", { name: new RegExp(live.replaceAll(".", "\\.")) }).first().click();
    },

    async rollBack(live: string): Promise<void> {
      await this.versions(live);
      await page.getByRole("button", { name: "Roll back to this" }).first().click();
    },
  };
}
