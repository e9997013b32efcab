import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basicAuthorization } from "../systems/account.ts";
import { startGuardedAlertmanager, startGuardedPrometheus } from "../systems/guarded-monitoring.ts";
import { type Monitoring, startMonitoring } from "../systems/monitoring.ts";
import { until } from "../systems/process.ts";
import type { StartedSystem } from "../systems/started-system.ts";
import { DocumentedConnector } from "./documented.ts";
import { Tried } from "./tried.ts";

let monitoring: Monitoring;
beforeAll(async () => {
  monitoring = await startMonitoring();
  await monitoring.raise();
  await until("an alert", async () => ((await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/alerts`)).json()) as unknown[]).length === 1);
});
afterAll(() => monitoring?.stop());

describe("Prometheus", () => {
  it("answers every operation as documented", async () => {
    const prometheus = new Tried("prometheus", "Prometheus 2.42.0", monitoring.prometheusUrl);
    const now = Math.floor(Date.now() / 1000);
    expect((await prometheus.call("query", { params: { query: "tessera_tile_missing" } })).body).toMatchObject({ data: { resultType: "vector", result: [{ metric: { job: "node" }, value: [expect.any(Number), "1"] }] } });
    expect((await prometheus.call("query", { params: { query: "1 + 1" } })).body).toMatchObject({ data: { resultType: "scalar", result: [expect.any(Number), "2"] } });
    await prometheus.call("query", { params: { query: "up{" } }, 400);
    expect((await prometheus.call("queryRange", { params: { query: "up", start: now - 5, end: now, step: 1 } })).body).toMatchObject({ data: { resultType: "matrix" } });
    await prometheus.call("queryRange", { params: { query: "up", start: now, end: now - 60, step: "15s" } }, 400);
    expect((await prometheus.call("listSeries", { params: { "match[]": ["tessera_tile_missing"] } })).body).toMatchObject({ data: [{ __name__: "tessera_tile_missing" }] });
    expect((await prometheus.call("listLabels")).body).toMatchObject({ data: expect.arrayContaining(["instance", "job"]) });
    expect((await prometheus.call("listLabelValues", { params: { name: "job" } })).body).toMatchObject({ data: ["node"] });
    expect((await prometheus.call("listMetadata", { params: { metric: "tessera_tile_missing" } })).body).toMatchObject({ data: { tessera_tile_missing: [{ type: "gauge" }] } });
    expect((await prometheus.call("listTargets", { params: { state: "active" } })).body).toMatchObject({ data: { activeTargets: [{ health: "up" }] } });
    expect((await prometheus.call("listRules", { params: { type: "alert" } })).body).toMatchObject({ data: { groups: [{ rules: [{ name: "TileMissing", state: "firing" }] }] } });
    expect((await prometheus.call("listAlerts")).body).toMatchObject({ data: { alerts: [{ state: "firing", labels: { team: "mosaic" } }] } });
    expect((await prometheus.call("listAlertmanagers")).body).toMatchObject({ data: { activeAlertmanagers: [{ url: expect.stringContaining("/api/v2/alerts") }] } });
    expect((await prometheus.call("getBuildInfo")).body).toMatchObject({ data: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) } });
    await prometheus.call("getRuntimeInfo");
    await prometheus.call("getTsdbStatus");
    await prometheus.call("isHealthy");
    await prometheus.call("isReady");
    prometheus.finish();
  });
});

describe("Alertmanager", () => {
  it("answers every operation as documented, silences from beginning to end", async () => {
    const alertmanager = new Tried("alertmanager", "Alertmanager 0.25.0", monitoring.alertmanagerUrl);
    await alertmanager.call("postAlerts", { body: [{ labels: { alertname: "ByHand" }, annotations: {} }] });
    await alertmanager.call("postAlerts", { body: [{ labels: {}, annotations: {} }] }, 400);
    const silence = { matchers: [{ name: "alertname", value: "ByHand", isRegex: false, isEqual: true }], startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 60_000).toISOString(), createdBy: "li.wei", comment: "The tile is being replaced" };
    const { silenceID } = (await alertmanager.call("createSilence", { body: silence })).body as { silenceID: string };
    await alertmanager.call("createSilence", { body: { ...silence, endsAt: silence.startsAt } }, 400);
    await until("the alert is silenced", async () => ((await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/alerts?active=false`)).json()) as unknown[]).length === 1);
    expect((await alertmanager.call("listAlerts", { params: { silenced: false } })).body).toMatchObject([{ labels: { alertname: "TileMissing" }, status: { state: "active" } }]);
    await alertmanager.call("listAlerts", { params: { filter: ["not-a-matcher==="] } }, 400);
    await until("the alerts are grouped", async () => ((await (await fetch(`${monitoring.alertmanagerUrl}/api/v2/alerts/groups`)).json()) as unknown[]).length > 0);
    await alertmanager.call("listAlertGroups", { params: { filter: ["severity=\"critical\""] } });
    expect((await alertmanager.call("listSilences")).body).toMatchObject([{ id: silenceID, status: { state: "active" } }]);
    expect((await alertmanager.call("getSilence", { params: { silenceID } })).body).toMatchObject({ createdBy: "li.wei" });
    await alertmanager.call("deleteSilence", { params: { silenceID } });
    expect((await alertmanager.call("getSilence", { params: { silenceID } })).body).toMatchObject({ status: { state: "expired" } });
    await alertmanager.call("getSilence", { params: { silenceID: "00000000-0000-4000-8000-000000000000" } }, 404);
    expect((await alertmanager.call("listReceivers")).body).toEqual([{ name: "none" }]);
    await alertmanager.call("getStatus");
    alertmanager.finish();
  });
});

describe.each([
  ["prometheus", startGuardedPrometheus, "query", { params: { query: "1" } }],
  ["alertmanager", startGuardedAlertmanager, "getStatus", {}],
] as const)("%s with a password", (name, start, check, inputs) => {
  let system: StartedSystem;
  beforeAll(async () => {
    system = await start();
  });
  afterAll(() => system?.stop());

  it("takes the user and password of its recipe and refuses others", async () => {
    const connector = new DocumentedConnector(name);
    expect((await connector.call(system.url, check, inputs, basicAuthorization)).status).toBe(200);
    expect((await connector.call(system.url, check, inputs)).status).toBe(401);
  });
});
