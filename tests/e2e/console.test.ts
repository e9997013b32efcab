import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { settled } from "./driver/accessibility.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { choose } from "./driver/portal.ts";
import { tessera } from "./driver/tessera.ts";

describe("the console", () => {
  let platform: Platform;
  let call: ApiClient;
  let admin: Person;
  let na: Person;

  beforeAll(async () => {
    platform = await startPlatform();
    call = await setUp(platform);
    await call(routes.catalog.install, { params: { entry: "host" }, body: {} });
    [admin, na] = await Promise.all([openBrowser(platform.url), openBrowser(platform.url)]);
    await tessera(admin.page).logIn("admin", administratorPassword);
  });
  afterAll(async () => {
    await Promise.all([admin?.close(), na?.close()]);
    await platform?.stop();
  });

  it("makes an account and a member with a role", async () => {
    const { page } = admin;
    await page.goto("/console/people");
    await page.getByRole("button", { name: "New account" }).click();
    const account = page.getByRole("dialog", { name: "New account" });
    await account.getByLabel("User name").fill("li.na");
    await account.getByLabel("Name", { exact: true }).fill("Li Na");
    await account.getByLabel(/password/i).fill(administratorPassword);
    await account.getByRole("button", { name: "New account" }).click();
    await page.getByRole("row").filter({ hasText: "Li Na" }).waitFor();

    await page.goto("/console/members");
    await page.getByRole("button", { name: "Add a member" }).click();
    const member = page.getByRole("dialog", { name: "Add a member" });
    await member.getByLabel("User name").fill("nobody.here");
    await member.getByRole("button", { name: "Add a member" }).click();
    await member.getByText(/nobody\.here/).first().waitFor();
    await member.getByLabel("User name").fill("li.na");
    await member.getByRole("button", { name: "Add a member" }).click();
    await page.getByRole("row").filter({ hasText: "Li Na" }).getByText("Viewer").waitFor();
  });

  it("shows a viewer no button that writes, and no page that is not theirs", async () => {
    const { page } = na;
    await tessera(page).logIn("li.na", administratorPassword);
    const writes = /^(Register|Add|New|Install|Publish|Edit|Remove|Delete|Import|Revoke|Save)\b/;
    for (const address of ["/", "/portal/connectors", "/portal/catalog", "/portal/connectors/host", "/portal/connectors/host/operations", "/portal/connectors/host/stages", "/portal/connectors/host/grants", "/portal/connectors/host/settings", "/console/members"]) {
      await page.goto(address);
      await settled(page);
      const offered = await page.locator("main").getByRole("button", { name: writes }).or(page.locator("main").getByRole("link", { name: writes })).allTextContents();
      expect(offered, address).toEqual([]);
    }
    await page.goto("/portal/register");
    await page.getByRole("heading", { name: "No access" }).waitFor();
    for (const address of ["/console/people", "/console/spaces", "/console/audit"]) {
      await page.goto(address);
      await page.getByRole("heading", { name: "No access" }).waitFor();
    }
  });

  it("gives the viewer another role, and the buttons come with it", async () => {
    await admin.page.goto("/console/members");
    await choose(admin.page.getByLabel("Role: Li Na"), /^Developer/);
    await admin.page.getByText("Li Na is now: Developer").waitFor();
    await until("the button of a developer", async () => {
      await na.page.goto("/portal/connectors");
      await na.page.getByRole("heading", { level: 1 }).waitFor();
      return na.page.getByRole("link", { name: "Register a connector" }).first().isVisible();
    });
  });

  it("makes a token that works, shows it once, and revokes it", async () => {
    const { page } = admin;
    await page.goto("/console/tokens");
    await page.getByRole("button", { name: "New token" }).first().click();
    const form = page.getByRole("dialog", { name: "New token" });
    await form.getByLabel("Name").fill("ci-release");
    await form.getByRole("button", { name: "New token" }).click();
    const shown = page.getByRole("dialog", { name: /token/i }).filter({ hasText: "tsr_" });
    const token = ((await shown.getByText(/^tsr_/).textContent()) ?? "").trim();
    await shown.getByRole("button").last().click();
    const status = async () => (await fetch(`${platform.url}/api/v1/connectors`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status()).toBe(200);
    const row = page.getByRole("row").filter({ hasText: "ci-release" });
    await row.getByText("in 3 months").waitFor();
    expect(await page.locator("main").textContent()).not.toContain(token);
    await row.getByRole("button", { name: "Revoke: ci-release" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Revoke" }).click();
    await row.waitFor({ state: "detached" });
    await until("a refusal", async () => (await status()) === 401);
  });

  it("revokes several tokens at once, and keeps a view of the list", async () => {
    const { page } = admin;
    for (const name of ["night-1", "night-2", "day-1"]) await call(routes.tokens.create, { body: { name, role: "viewer", expiresInDays: 1 } });
    await page.goto("/console/tokens");
    await page.getByPlaceholder(/Search/).first().fill("night");
    await page.getByRole("button", { name: "My views" }).click();
    await page.getByLabel("Name of the view").fill("Night jobs");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.goto("/console/tokens");
    await page.getByRole("row").filter({ hasText: "day-1" }).waitFor();
    await page.getByRole("button", { name: "My views" }).click();
    await page.getByRole("button", { name: "Night jobs", exact: true }).click();
    await expect.poll(() => page.getByRole("row").filter({ hasText: "day-1" }).count()).toBe(0);
    await page.getByLabel("Choose night-1").check();
    await page.getByLabel("Choose night-2").check();
    const bar = page.getByRole("toolbar", { name: "For all chosen" });
    await bar.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Revoke" }).click();
    await expect.poll(async () => (await call(routes.tokens.list)).items.map(({ name }) => name).filter((name) => /night|day/.test(name))).toEqual(["day-1"]);
  });

  it("lists every change, finds one by its filters, keeps them in the address and shows before and after", async () => {
    const { page } = admin;
    await page.goto("/console/audit");
    await choose(page.getByRole("combobox", { name: "Action" }), "spaces.setMember");
    await page.waitForURL(/f\.action=spaces\.setMember/);
    await page.reload();
    const rows = page.locator("tbody tr.ant-table-row");
    await until("the two changes of the member", async () => (await rows.count()) === 2);
    await page.getByLabel("Search by action or target").fill("no such thing");
    await page.getByText("Nothing matches").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await page.getByLabel("Search by action or target").fill("member:li.na");
    await until("the changes of the member", async () => (await rows.count()) === 2);
    await rows.first().getByRole("button").click();
    const change = page.getByRole("dialog");
    await change.getByRole("row").filter({ hasText: "role" }).filter({ hasText: "viewer" }).filter({ hasText: "developer" }).waitFor();
    await change.getByText(/Trace id/).waitFor();
  });

  it("names the gateways with the revision that each serves, and that all is well", async () => {
    const { page } = admin;
    await page.goto("/console/gateways");
    const row = page.getByRole("row").filter({ hasText: platform.gatewayUrl });
    await row.getByText("Current").waitFor();
    await row.getByText(/^default · \d+$/).waitFor();
    await page.goto("/console/health");
    await until("three parts that are up", async () => (await page.getByText("Up", { exact: true }).count()) === 3);
  });

  it("asks for the name before a space is lost, and says why one with content stays", async () => {
    const { page } = admin;
    await page.goto("/console/spaces");
    await page.getByRole("button", { name: "New space" }).click();
    const form = page.getByRole("dialog", { name: "New space" });
    await form.getByLabel("Shown as").fill("Payments");
    await form.getByLabel("Name", { exact: true }).fill("payments");
    await form.getByRole("button", { name: "New space" }).click();
    const remove = async (title: string, name: string) => {
      await page.getByRole("button", { name: new RegExp(`: ${title}$`) }).click();
      const dialog = page.getByRole("dialog").filter({ has: page.getByRole("alert") });
      const confirm = dialog.getByRole("button").last();
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByRole("textbox").fill(name);
      await confirm.click();
      return dialog;
    };
    await remove("Payments", "payments");
    await page.getByRole("row").filter({ hasText: "payments" }).waitFor({ state: "detached" });
    const dialog = await remove("Default", "default");
    await until("the reason", async () => (await dialog.getByRole("alert").count()) === 2);
  });

  it("leaves no error in any console", () => {
    expect(admin.errors()).toEqual([]);
    expect(na.errors()).toEqual([]);
  });
});
