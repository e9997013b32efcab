import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { findings, settled } from "./driver/accessibility.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { tessera } from "./driver/tessera.ts";

/** Every screen but the studio's editor; those of a connector for one that serves and one that is empty. */
const screens = [
  "/",
  "/?q=nothing-of-this-name",
  "/studio",
  "/portal/connectors",
  "/portal/connectors?q=nothing-of-this-name",
  "/portal/catalog",
  "/portal/register",
  ...["operations", "security", "stage", "valid"].map((step) => `/portal/register?connector=alertmanager&step=${step}`),
  "/portal/register?into=alertmanager",
  ...["alertmanager", "empty"].flatMap((connector) => ["", "/operations", "/stages", "/call", "/runs", "/grants", "/settings"].map((part) => `/portal/connectors/${connector}${part}`)),
  "/portal/connectors/alertmanager/operations/createSilence",
  "/portal/connectors/alertmanager/call/deleteSilence",
  "/portal/connectors/nowhere",
  ...["members", "tokens", "gateways", "plugins", "audit", "spaces", "people", "health"].map((page) => `/console/${page}`),
  "/nowhere",
];

/** What opens on a screen: the address, and the button that opens it. */
const dialogs: [address: string, button: string | RegExp][] = [
  ["/", /Search/],
  ["/", "Install an app"],
  ["/", /^Person/],
  ["/", /^Tasks/],
  ["/portal/catalog", "Install Prometheus"],
  ["/portal/register?connector=empty&step=operations", /By example/],
  ["/portal/connectors/alertmanager/operations", "Add an operation"],
  ["/portal/connectors/alertmanager/operations", "Columns"],
  ["/portal/connectors/alertmanager/stages", "Edit prod"],
  ["/portal/connectors/alertmanager/stages", "Publish to prod"],
  ["/portal/connectors/alertmanager/stages", "Add a plugin"],
  ["/portal/connectors/alertmanager/stages", /Remove the stage/],
  ["/portal/connectors/alertmanager/grants", "Add a grant"],
  ["/console/members", "Add a member"],
  ["/console/tokens", "New token"],
  ["/console/people", "New account"],
];

describe("axe finds nothing", () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform();
    const call: ApiClient = await setUp(platform);
    await call(routes.catalog.install, { params: { entry: "alertmanager" }, body: { backend: "http://127.0.0.1:9" } });
    await call(routes.connectors.create, { body: { name: "empty" } });
    await call(routes.apps.create, { body: { name: "board", title: { en: "Board", "zh-CN": "看板" } } });
    await call(routes.apps.publish, { params: { app: "board" }, body: {} });
  });
  afterAll(() => platform?.stop());

  describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
    let person: Person;
    beforeAll(async () => {
      person = await openBrowser(platform.url, { colorScheme });
      await tessera(person.page).logIn("admin", administratorPassword);
    });
    afterAll(() => person?.close());

    it("at the entrance, also after a wrong password", async () => {
      const stranger = await openBrowser(platform.url, { colorScheme });
      onTestFinished(stranger.close);
      const { page } = stranger;
      await page.goto("/login");
      await settled(page);
      expect(await findings(page)).toEqual([]);
      await page.getByLabel("User name").fill("admin");
      await page.getByLabel("Password", { exact: true }).fill("not-the-password");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      await settled(page);
      expect(await findings(page)).toEqual([]);
    });

    it.each(screens)("on %s", async (address) => {
      await person.page.goto(address);
      await settled(person.page);
      expect(await findings(person.page)).toEqual([]);
    });

    it.each(dialogs)("on %s with %s open", async (address, button) => {
      const { page } = person;
      await page.goto(address);
      await settled(page);
      await page.getByRole("button", { name: button }).first().click();
      await settled(page);
      expect(await findings(page)).toEqual([]);
    });

    it("in an opened app, around its frame", async () => {
      await person.page.goto("/apps/default/board");
      await person.page.frameLocator("iframe").locator("body").waitFor();
      await settled(person.page);
      expect(await findings(person.page)).toEqual([]);
    });
  });
});
