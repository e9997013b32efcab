import { globSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createHostServer } from "@tessera/connector-host";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Monitoring, startMonitoring } from "../systems/monitoring.ts";
import { until } from "../systems/process.ts";
import { DocumentedConnector } from "./documented.ts";

const root = join(import.meta.dirname, "../..");
const documents = globSync("connectors/*/openapi.yaml", { cwd: root }).sort();

describe.each(documents)("the document %s", (file) => {
  it("imports whole, without a finding", () => {
    const name = dirname(file).split("/").at(-1) ?? "";
    const { report, operations } = new DocumentedConnector(name).imported;
    expect(report.problems).toEqual([]);
    expect(report.skipped).toEqual([]);
    expect(operations.length).toBeGreaterThan(3);
  });
});

async function get(base: string, path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(base + path);
  const text = await response.text();
  return { status: response.status, body: /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text };
}

describe("connectors against the real systems", () => {
  let monitoring: Monitoring;
  let host: Server;

  beforeAll(async () => {
    monitoring = await startMonitoring();
    await monitoring.raise();
    await until("an alert", async () => ((await get(monitoring.alertmanagerUrl, "/api/v2/alerts")).body as unknown[]).length === 1);
    host = createHostServer({});
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    await monitoring?.stop();
    host?.close();
    host?.closeAllConnections();
  });

  it.each([
    ["query", "/api/v1/query?query=up"],
    ["query", "/api/v1/query?query="],
    ["queryRange", "/api/v1/query_range?query=up&start=0&end=60&step=15s"],
    ["listSeries", "/api/v1/series?match[]=up"],
    ["listLabels", "/api/v1/labels"],
    ["listLabelValues", "/api/v1/label/job/values"],
    ["listMetadata", "/api/v1/metadata?limit=3"],
    ["listTargets", "/api/v1/targets"],
    ["listRules", "/api/v1/rules?type=alert"],
    ["listAlerts", "/api/v1/alerts"],
    ["listAlertmanagers", "/api/v1/alertmanagers"],
    ["getBuildInfo", "/api/v1/status/buildinfo"],
    ["getRuntimeInfo", "/api/v1/status/runtimeinfo"],
    ["getTsdbStatus", "/api/v1/status/tsdb"],
    ["isHealthy", "/-/healthy"],
    ["isReady", "/-/ready"],
  ])("Prometheus answers %s as documented", async (operation, path) => {
    const { status, body } = await get(monitoring.prometheusUrl, path);
    new DocumentedConnector("prometheus").expectAnswer(operation, { status, headers: {}, body });
  });

  it("Alertmanager answers as documented, silences from beginning to end", async () => {
    const connector = new DocumentedConnector("alertmanager");
    const send = async (operation: string, method: string, path: string, body?: unknown) => {
      const response = await fetch(monitoring.alertmanagerUrl + path, { method, headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const text = await response.text();
      const value: unknown = text === "" ? undefined : JSON.parse(text);
      connector.expectAnswer(operation, { status: response.status, headers: {}, body: value });
      return value;
    };
    await send("postAlerts", "POST", "/api/v2/alerts", [{ labels: { alertname: "ByHand" }, annotations: {} }]);
    const { silenceID } = (await send("createSilence", "POST", "/api/v2/silences", {
      matchers: [{ name: "alertname", value: "ByHand", isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 60_000).toISOString(), createdBy: "tests", comment: "tests",
    })) as { silenceID: string };
    for (const [operation, path] of [["listAlerts", "/api/v2/alerts"], ["listAlertGroups", "/api/v2/alerts/groups"], ["listSilences", "/api/v2/silences"], ["getSilence", `/api/v2/silence/${silenceID}`], ["listReceivers", "/api/v2/receivers"], ["getStatus", "/api/v2/status"]] as const) {
      await send(operation, "GET", path);
    }
    await send("listAlerts", "GET", "/api/v2/alerts?filter=not-a-matcher%3D%3D%3D");
    await send("deleteSilence", "DELETE", `/api/v2/silence/${silenceID}`);
  });

  it.each(["/facts", "/load", "/memory", "/filesystems", "/network", "/processes?order=cpu&limit=3", "/processes?limit=0"])("the host server answers %s as documented", async (path) => {
    const connector = new DocumentedConnector("host");
    const { status, body } = await get(`http://127.0.0.1:${(host.address() as AddressInfo).port}`, path);
    const operation = connector.imported.operations.find((candidate) => candidate.path === path.split("?")[0]);
    connector.expectAnswer(operation?.id ?? path, { status, headers: {}, body });
  });
});
