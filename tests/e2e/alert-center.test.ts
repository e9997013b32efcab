import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Monitoring, startMonitoring } from "../systems/monitoring.ts";
import { type Platform, administratorPassword, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Person, openBrowser } from "./driver/browser.ts";
import { tessera } from "./driver/tessera.ts";

const pictures = join(import.meta.dirname, "../output/pictures");

describe("from a registered API to a published page, in the browser", () => {
  let platform: Platform;
  let monitoring: Monitoring;
  let builder: Person;
  let onCall: Person;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    [platform, monitoring] = await Promise.all([startPlatform(), startMonitoring()]);
    [builder, onCall] = await Promise.all([openBrowser(platform.url), openBrowser(platform.url, { viewport: { width: 390, height: 844 } })]);
  });
  afterAll(async () => {
    await Promise.all([builder?.close(), onCall?.close()]);
    await Promise.all([platform?.stop(), monitoring?.stop()]);
  });

  it("opens the printed link once and makes the administrator", async () => {
    const link = /http:\S+\/setup\?token=\S+/.exec(platform.output())?.[0] ?? "";
    await tessera(builder.page).setUp(link);
    expect((await fetch(`${platform.url}/api/v1/auth/setup`).then((response) => response.json())) as unknown).toEqual({ needed: false });
  });

  it("registers Alertmanager and Prometheus and installs the alert center", async () => {
    const person = tessera(builder.page);
    await person.installConnector("Alertmanager", monitoring.alertmanagerUrl);
    await person.installConnector("Prometheus", monitoring.prometheusUrl);
    await person.installApp(/Install the alert center/);
    await person.app().getByText("All quiet: nothing fires.").first().waitFor();
  });

  it("shows the alert to somebody on call within 10 s of firing", async () => {
    const admin: ApiClient = await platform.logIn("admin", administratorPassword);
    await admin(routes.users.create, { body: { username: "on.call", displayName: "On Call", password: administratorPassword } });
    await admin(routes.spaces.setMember, { params: { username: "on.call" }, body: { role: "viewer" } });
    await tessera(onCall.page).logIn("on.call", administratorPassword);
    await onCall.page.goto("/apps/default/alert-center");
    await tessera(onCall.page).app().getByText("All quiet: nothing fires.").first().waitFor();

    await monitoring.raise();
    await until("the alert in Alertmanager", async () => {
      const alerts = (await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/alerts`)).json()) as unknown[];
      return alerts.length === 1;
    });
    await tessera(onCall.page).app().getByText("TileMissing").first().waitFor({ timeout: 10_000 });
    await onCall.page.screenshot({ path: join(pictures, "alert-center-390-en.png") });
    await tessera(builder.page).app().getByText("TileMissing").first().waitFor({ timeout: 10_000 });
  });

  it("opens the detail with the graph of the expression", async () => {
    const app = tessera(builder.page).app();
    await app.getByRole("cell", { name: "TileMissing" }).click();
    await app.getByText("tessera_tile_missing").first().waitFor();
    await app.locator(".ant-drawer canvas, .ant-drawer svg[width]").first().waitFor();
    await builder.page.screenshot({ path: join(pictures, "alert-detail-1440-en.png") });
  });

  it("silences the alert from the page, and Alertmanager itself confirms it", async () => {
    const app = tessera(builder.page).app();
    await app.getByRole("button", { name: "Silence this alert" }).click();
    await app.getByLabel("Reason").fill("Being repaired");
    await app.getByRole("button", { name: "Silence", exact: true }).last().click();
    const silence = await until("the silence", async () => {
      const silences = (await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/silences`)).json()) as { comment: string; createdBy: string; status: { state: string }; matchers: { name: string; value: string }[] }[];
      return silences.find((candidate) => candidate.comment === "Being repaired");
    });
    expect(silence).toMatchObject({ createdBy: "admin", status: { state: "active" } });
    expect(silence.matchers).toContainEqual(expect.objectContaining({ name: "alertname", value: "TileMissing" }));
    await app.getByText("Suppressed").first().waitFor();
  });

  it("leaves no error in any console", () => {
    expect(builder.errors()).toEqual([]);
    expect(onCall.errors()).toEqual([]);
  });
});
