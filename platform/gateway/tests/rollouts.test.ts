import { type RolloutMeasure, latencyPercentile, sharedCollections } from "@tessera/contracts";
import type { Db } from "mongodb";
import { describe, expect, it } from "vitest";
import { gatewayErrors, snapshotChecksum } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually } from "./harness/cleanup.ts";
import { noStore, startGateway } from "./harness/gateway.ts";
import { call } from "./harness/http.ts";
import { issueToken, operation, publish } from "./harness/publish.ts";
import type { StageGiven } from "./harness/publish.ts";
import { emptyStore, startStore } from "./harness/store.ts";

const since = "2026-01-01T00:00:00.000Z";
const known = operation("get", "GET", "/x", { backend: { path: "/v1" }, security: { authenticate: true, grant: false } });
const open = operation("open", "GET", "/open", { backend: { path: "/v1" } });
const served = [known, open, operation("old", "GET", "/old")];
const tried = [{ ...known, backend: { ...known.backend, path: "/v2" } }, { ...open, backend: { ...open.backend, path: "/v2" } }, operation("new", "GET", "/new")];
const nobody = { weight: 0, header: null, callers: [] };

function stage(url: string, rules: Partial<NonNullable<StageGiven["canary"]>> = {}): StageGiven {
  return { url, operations: served, canary: { ...nobody, ...rules, version: "1.1.0", operations: tried }, since };
}

async function versionOf(url: string, headers: Record<string, string> = {}, path = "/x"): Promise<unknown> {
  return (await call(url, `/ops/p/prod${path}`, { headers })).headers["x-tessera-version"];
}

/** All that gateways wrote of a version. */
async function measured(db: Db, version: string): Promise<{ calls: number; errors: number }> {
  const records = await db.collection<RolloutMeasure>(sharedCollections.gatewayRollouts).find({ space: "ops", connector: "p", stage: "prod", since, version }).toArray();
  return { calls: records.reduce((sum, { calls }) => sum + calls, 0), errors: records.reduce((sum, { errors }) => sum + errors, 0) };
}

describe("a version that is tried", () => {
  it("serves those whom header, caller or weight choose, on every gateway alike, and live", async () => {
    const [store, backend] = await Promise.all([emptyStore(), startBackend()]);
    let revision = 0;
    const serve = (rules: Parameters<typeof stage>[1]) => publish(store.db, { revision: (revision += 1), connectors: { p: { prod: stage(backend.url, rules) } } });
    await serve({ header: { name: "X-Try", values: ["new"] } });
    const tokens = await Promise.all(Array.from({ length: 40 }, async () => issueToken(store.db)));
    const gateways = await Promise.all([startGateway(store.uri), startGateway(store.uri)]);
    const authorization = (index: number) => ({ authorization: `Bearer ${tokens[index]?.clear}` });
    const chosen = async (url: string) => {
      const versions = await Promise.all(tokens.map((_token, index) => versionOf(url, authorization(index))));
      return new Set(versions.flatMap((version, index) => (version === "1.1.0" ? [index] : [])));
    };
    const [first, second] = gateways.map(({ url }) => url) as [string, string];

    await eventually(async () => expect(await versionOf(first, { ...authorization(0), "x-try": "new" })).toBe("1.1.0"));
    expect(await versionOf(first, authorization(0))).toBe("1.0.0");
    expect((await call(first, "/ops/p/prod/x", { headers: { ...authorization(0), "x-try": "new" } })).json()["url"]).toBe("/v2");

    await serve({ callers: [`token:${tokens[7]?.id}`] });
    await eventually(async () => expect([...(await chosen(second))]).toEqual([7]));

    let before = new Set<number>();
    for (const weight of [20, 60, 100]) {
      await serve({ weight });
      await Promise.all(gateways.map((gateway) => eventually(async () => expect((await fetch(`${gateway.url}/metrics`).then((answer) => answer.text())).includes(`tessera_gateway_snapshot_revision{space="ops"} ${revision}`)).toBe(true))));
      const [here, there] = await Promise.all([chosen(first), chosen(second)]);
      expect(here).toEqual(there);
      expect(before.isSubsetOf(here)).toBe(true);
      before = here;
    }
    expect(before.size).toBe(tokens.length);
  });

  it("routes by its own operations only", async () => {
    const [store, backend] = await Promise.all([emptyStore(), startBackend()]);
    await publish(store.db, { revision: 1, connectors: { p: { prod: stage(backend.url, { header: { name: "X-Try", values: ["new"] } }) } } });
    const gateway = await startGateway(store.uri);
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/old")).status).toBe(200));
    const there = await call(gateway.url, "/ops/p/prod/old", { headers: { "x-try": "new" } });
    expect([there.status, there.json()["code"]]).toEqual([404, gatewayErrors.operationNotFound]);
    expect(there.json()["detail"]).toContain("version 1.1.0");
    expect((await call(gateway.url, "/ops/p/prod/new", { headers: { "x-try": "new" } })).status).toBe(200);
    expect((await call(gateway.url, "/ops/p/prod/new")).status).toBe(404);
  });

  it("takes a wrong token for nobody, who is refused where tokens are asked for", async () => {
    const [store, backend] = await Promise.all([emptyStore(), startBackend()]);
    await publish(store.db, { revision: 1, connectors: { p: { prod: stage(backend.url, { weight: 50, callers: ["token:x"] }) } } });
    const gateway = await startGateway(store.uri);
    const wrong = { authorization: "Bearer tsr_wrong" };
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/x", { headers: wrong })).status).toBe(401));
    const byAddress = await versionOf(gateway.url, {}, "/open");
    expect(await versionOf(gateway.url, wrong, "/open")).toBe(byAddress);
    expect((await call(gateway.url, "/ops/p/prod/open", { headers: wrong })).status).toBe(200);
  });

  it("is served on from the disk when the store is away", async () => {
    const [store, backend] = await Promise.all([emptyStore(), startBackend()]);
    await publish(store.db, { revision: 1, connectors: { p: { prod: stage(backend.url, { weight: 100 }) } } });
    const first = await startGateway(store.uri);
    await eventually(async () => expect(await versionOf(first.url, {}, "/open")).toBe("1.1.0"));
    await first.close(0);
    const second = await startGateway(noStore, { dataDir: first.dataDir });
    await eventually(async () => expect(await versionOf(second.url, {}, "/open")).toBe("1.1.0"));
  });
});

describe("a snapshot of an earlier build", () => {
  it("is served, without what it does not know", async () => {
    const [store, backend] = await Promise.all([emptyStore(), startBackend()]);
    await publish(store.db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations: [open] } } } }, (snapshot) => {
      const connectors = snapshot.connectors.map(({ policies: _policies, stages, ...connector }) => ({ ...connector, stages: stages.map(({ canary: _canary, watch: _watch, variables: _variables, backends: _backends, ...older }) => older) }));
      return { ...snapshot, connectors, checksum: snapshotChecksum({ connectors, plugins: snapshot.plugins }) };
    });
    const gateway = await startGateway(store.uri);
    await eventually(async () => expect(await versionOf(gateway.url, {}, "/open")).toBe("1.0.0"));
  });
});

describe("the measure of a version", () => {
  it("adds up over gateways, restarts and an outage of the store, each call once", async () => {
    const store = await startStore();
    let status = 200;
    const backend = await startBackend((_request, response) => response.writeHead(status).end());
    await publish(store.db, { revision: 1, connectors: { p: { prod: stage(backend.url, { weight: 100 }) } } });
    const [one, other] = await Promise.all([startGateway(store.uri), startGateway(store.uri)]);
    for (const { url } of [one, other]) await eventually(async () => expect((await call(url, "/ops/p/prod/x")).status).toBe(401));
    const ask = async (url: string, count: number) => {
      for (let asked = 0; asked < count; asked += 1) expect((await call(url, "/ops/p/prod/open")).status).toBe(status);
    };
    await ask(one.url, 6);
    await ask(other.url, 4);
    await eventually(async () => expect(await measured(store.db, "1.1.0")).toEqual({ calls: 10, errors: 0 }));

    await store.kill();
    status = 503;
    await ask(one.url, 5);
    await other.close(0);
    await store.restart();
    await eventually(async () => expect(await measured(store.db, "1.1.0")).toEqual({ calls: 15, errors: 5 }), 30_000);

    const again = await startGateway(store.uri, { dataDir: other.dataDir });
    await ask(again.url, 3);
    await again.close(0);
    expect(await measured(store.db, "1.1.0")).toEqual({ calls: 18, errors: 8 });
    expect(await measured(store.db, "1.0.0")).toEqual({ calls: 0, errors: 0 });
  }, 60_000);

  it("counts failures of the backend and how long it takes, not refusals", async () => {
    const store = await emptyStore();
    const backend = await startBackend((request, response) => {
      if (request.url === "/v2") request.socket.destroy();
      else setTimeout(() => response.end(), 120);
    });
    await publish(store.db, { revision: 1, connectors: { p: { prod: stage(backend.url, { header: { name: "X-Try", values: ["new"] } }) } } });
    const gateway = await startGateway(store.uri);
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/x")).status).toBe(401));
    for (let asked = 0; asked < 3; asked += 1) {
      expect((await call(gateway.url, "/ops/p/prod/open", { headers: { "x-try": "new" } })).status).toBe(502);
      expect((await call(gateway.url, "/ops/p/prod/open")).status).toBe(200);
    }
    await eventually(async () => expect([await measured(store.db, "1.1.0"), await measured(store.db, "1.0.0")]).toEqual([{ calls: 3, errors: 3 }, { calls: 3, errors: 0 }]));
    const record = await store.db.collection<RolloutMeasure>(sharedCollections.gatewayRollouts).findOne({ version: "1.0.0" });
    expect(latencyPercentile(record?.latency ?? [], 0.95)).toBeGreaterThan(110);
  });
});
