import { type ApiClient, type AppRecords, type GridRect, type PageHead, type PageNode, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { studio } from "./driver/studio.ts";
import { tessera } from "./driver/tessera.ts";

describe("editing by mouse and by keyboard", () => {
  let platform: Platform;
  let call: ApiClient;
  let ann: Person;

  const records = async () => (await call(routes.apps.draft, { params: { app: "shop" } })).records as AppRecords;
  /** A component of the home page by its name, with its place on the desktop. */
  const find = async (name: string): Promise<{ node: PageNode; rect: GridRect } | null> => {
    const all = await records();
    const node = Object.entries(all).find(([key, record]) => key.startsWith("node/home/") && record.name === name)?.[1] as PageNode | undefined;
    return node ? { node, rect: all[`layout/home/desktop/${node.id}`] as GridRect } : null;
  };
  const place = async (name: string) => (await find(name))?.rect ?? { x: -1, y: -1, w: -1, h: -1 };
  const becomes = (what: string, check: () => Promise<boolean>) => until(what, check, 10_000);
  const idOf = async (name: string) => (await find(name))?.node.id ?? "";

  beforeAll(async () => {
    platform = await startPlatform();
    call = await setUp(platform);
    ann = await openBrowser(platform.url);
    await tessera(ann.page).logIn("admin", administratorPassword);
    const editor = studio(ann.page);
    await editor.create("Shop");
    for (const component of ["markdown", "button", "container"]) await editor.insert(component);
    await becomes("three components", async () => (await find("container")) !== null);
    await editor.saved();
  });
  afterAll(async () => {
    await ann?.close();
    await platform?.stop();
  });

  it("reorders and nests in the tree by mouse and by keyboard", async () => {
    const editor = studio(ann.page);
    await editor.panel("Tree");
    await editor.dragLine("button").into("container");
    await becomes("the button in the container", async () => (await find("button"))?.node.parent === (await idOf("container")));
    await editor.select("button");
    await ann.page.keyboard.press("Alt+ArrowLeft");
    await becomes("the button behind the container", async () => (await find("button"))?.node.parent === null);
    await ann.page.keyboard.press("Alt+ArrowRight");
    await becomes("the button in the container again", async () => (await find("button"))?.node.parent !== null);
    await ann.page.keyboard.press("Control+z");
    await becomes("the button on the page again", async () => (await find("button"))?.node.parent === null);
    await ann.page.keyboard.press("Alt+ArrowUp");
    await becomes("the button before the container", async () => ((await find("button"))?.node.order ?? "") < ((await find("container"))?.node.order ?? ""));
  });

  it("moves and resizes on the canvas by mouse and by keyboard", async () => {
    const editor = studio(ann.page);
    await editor.saved();
    const before = await place("markdown");
    const drawn = editor.drawn(await idOf("markdown"));
    await drawn.resize({ x: -120, y: 0 });
    await becomes("a narrower text", async () => (await place("markdown")).w < before.w);
    const narrow = await place("markdown");
    await drawn.move({ x: 150, y: 0 });
    await becomes("the text further right", async () => (await place("markdown")).x > narrow.x);
    const moved = await place("markdown");
    await ann.page.keyboard.press("ArrowLeft");
    await becomes("the text one column left", async () => (await place("markdown")).x === moved.x - 1);
    await ann.page.keyboard.press("Shift+ArrowRight");
    await becomes("the text one column wider", async () => (await place("markdown")).w === moved.w + 1);
    // The same keys where the canvas does not have the focus.
    await ann.page.getByRole("button", { name: "Keyboard shortcuts" }).focus();
    await ann.page.keyboard.press("Shift+ArrowLeft");
    await becomes("the text one column narrower", async () => (await place("markdown")).w === moved.w);
    await ann.page.keyboard.press("ArrowRight");
    await becomes("the text one column right", async () => (await place("markdown")).x === moved.x);
  });

  it("aligns, deletes and brings back several at once", async () => {
    const editor = studio(ann.page);
    await editor.select("markdown", "button", "container");
    await ann.page.getByRole("button", { name: "Same width" }).click();
    await becomes("equal widths", async () => (await place("button")).w === (await place("markdown")).w && (await place("container")).w === (await place("markdown")).w);
    await ann.page.getByRole("button", { name: "Left", exact: true }).click();
    await becomes("one left edge", async () => (await place("button")).x === (await place("markdown")).x && (await place("container")).x === (await place("markdown")).x);
    await ann.page.locator("aside").getByRole("button", { name: /Delete$/ }).click();
    await becomes("an empty page", async () => (await find("button")) === null && (await find("markdown")) === null);
    await ann.page.keyboard.press("Control+z");
    await becomes("everything back", async () => (await find("button")) !== null && (await find("markdown")) !== null && (await find("container")) !== null);
  });

  it("writes a text in each language, which the page shows in that of the person", async () => {
    const editor = studio(ann.page);
    await editor.select("button");
    await ann.page.getByRole("button", { name: /^One text per language/ }).first().click();
    await ann.page.getByLabel(/\(ZH\)$/).fill("下单");
    await ann.page.getByLabel(/\(EN\)$/).fill("Order now");
    await becomes("both texts", async () => Object.values(((await records())["page/home"] as unknown as PageHead).i18n).some((text) => text.en === "Order now" && text["zh-CN"] === "下单"));
    await editor.saved();
    await ann.page.goto("/studio/shop/preview");
    await tessera(ann.page).app().getByRole("button", { name: "Order now" }).waitFor();
    await ann.page.getByText("ZH", { exact: true }).click();
    await tessera(ann.page).app().getByRole("button", { name: "下单" }).waitFor();
    await editor.open("shop");
  });

  it("duplicates a page, and leads to it with a parameter that a function computes", async () => {
    const editor = studio(ann.page);
    await editor.page("Home", "Duplicate");
    await becomes("a second page", async () => Object.values(await records()).some((record) => (record as Partial<PageHead>).path === "home-2"));
    await ann.page.getByRole("button", { name: "Home /home", exact: true }).click();
    await editor.select("button");
    await ann.page.getByRole("tab", { name: "Events" }).click();
    await ann.page.getByRole("button", { name: "Add an action" }).click();
    await ann.page.getByRole("menuitem", { name: "Go to a page" }).click();
    await ann.page.getByRole("button", { name: "Add a parameter" }).click();
    await ann.page.getByLabel("Name of the parameter").fill("host");
    await ann.page.keyboard.press("Enter");
    await ann.page.getByRole("textbox", { name: "host" }).fill("web-1");
    await ann.page.getByRole("button", { name: "Compute by a function: host" }).click();
    await becomes("the parameter", async () => JSON.stringify((await find("button"))?.node.events).includes('"params":{"host":{"kind":"function","source":"return \\"web-1\\""}}'));
  });

  it("sets title and icon of the app", async () => {
    await ann.page.getByRole("button", { name: "App settings" }).click();
    const dialog = ann.page.getByRole("dialog", { name: "App settings" });
    await dialog.getByLabel("Title (EN)").fill("The shop");
    await becomes("the title", async () => JSON.stringify((await records())["app"]?.["title"]).includes("The shop"));
    await dialog.getByRole("button", { name: "Done" }).click();
    await ann.page.getByRole("heading", { name: "The shop" }).waitFor();
  });

  it("compares a version with the draft and restores it", async () => {
    const editor = studio(ann.page);
    await editor.publish("1.0.0");
    await editor.select("container");
    await ann.page.keyboard.press("Delete");
    await becomes("no container", async () => (await find("container")) === null);
    await editor.saved();
    await editor.versions("1.0.0");
    await ann.page.getByRole("button", { name: "Compare" }).click();
    const compare = ann.page.getByRole("dialog", { name: "Compare versions" });
    await compare.getByText("Removed").first().waitFor();
    await compare.getByText("container").first().waitFor();
    await compare.getByRole("button", { name: "Close" }).click();
    await ann.page.getByRole("button", { name: "Restore into the draft" }).click();
    await ann.page.getByRole("dialog", { name: /^Restore 1\.0\.0/ }).getByRole("button", { name: "Restore" }).click();
    await becomes("the container again", async () => (await find("container")) !== null);
    await ann.page.getByRole("dialog", { name: "Versions" }).getByRole("button", { name: "Close" }).click();
  });

  it("keeps edits that could not be sent over closing the tab", async () => {
    const { page } = ann;
    await studio(page).select("markdown");
    await page.route("**/api/v1/apps/shop/changes", (route) => route.abort());
    await page.getByLabel("Name", { exact: true }).fill("greeting");
    await page.keyboard.press("Enter");
    await page.locator('[data-save="offline"]').waitFor();
    const next = await page.context().newPage();
    await page.close();
    await next.goto("/studio/shop");
    await next.getByRole("button", { name: "Take them up" }).click();
    await becomes("the new name", async () => (await find("greeting")) !== null);
    await next.locator('[data-save="saved"]').waitFor();
  });

  it("leaves no error in the console", () => {
    expect(ann.errors()).toEqual([]);
  });
});
