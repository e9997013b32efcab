import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gatewayNodeSchema, pluginDescriptorSchema, sharedCollections } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { gatewayErrors, snapshotErrors } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually, temporaryFolder } from "./harness/cleanup.ts";
import { noStore, spawnGateway, startGateway } from "./harness/gateway.ts";
import { call } from "./harness/http.ts";
import { binding, grant, issueToken, operation, publish, snapshotOf } from "./harness/publish.ts";
import type { SpaceGiven } from "./harness/publish.ts";
import { startStore } from "./harness/store.ts";

const secret = operation("get", "GET", "/secret", { security: { authenticate: true, grant: true } });

function version(revision: number, url: string, more: Partial<SpaceGiven["connectors"][string][string]> = {}): SpaceGiven {
  return { revision, connectors: { p: { prod: { url, operations: [operation("ping", "GET", "/ping", { backend: { path: `/v${revision}` } }), secret], version: `1.${revision}.0`, ...more } } } };
}

/** The version that answers, by what the backend was asked. */
async function servedBy(url: string): Promise<unknown> {
  const answer = await call(url, "/ops/p/prod/ping");
  expect(answer.status).toBe(200);
  return answer.json()["url"];
}

async function readyOnFirst() {
  const [store, backend] = await Promise.all([startStore(), startBackend()]);
  await publish(store.db, version(1, backend.url));
  const gateway = await startGateway(store.uri);
  await eventually(async () => expect(await servedBy(gateway.url)).toBe("/v1"));
  const served = () => eventually(async () => gatewayNodeSchema.parse(await store.db.collection<{ _id: string }>(sharedCollections.gatewayNodes).findOne({ _id: gateway.nodeId })));
  return { store, backend, gateway, served };
}

describe("a new snapshot", () => {
  it("is served within a second, each time, without a failed request", async () => {
    const { store, backend, gateway } = await readyOnFirst();
    let failed = 0;
    let asking = true;
    const load = (async () => {
      while (asking) if ((await call(gateway.url, "/ops/p/prod/ping")).status !== 200) failed += 1;
    })();
    for (let revision = 2; revision <= 8; revision += 1) {
      await publish(store.db, version(revision, backend.url));
      await eventually(async () => expect(await servedBy(gateway.url)).toBe(`/v${revision}`), 1_000);
    }
    asking = false;
    await load;
    expect(failed).toBe(0);
  });

  it("adds and removes spaces, connectors and stages", async () => {
    const { store, backend, gateway } = await readyOnFirst();
    await publish(store.db, { ...version(1, backend.url), space: "dev" });
    await eventually(async () => expect((await call(gateway.url, "/dev/p/prod/ping")).status).toBe(200));
    await store.db.collection<{ _id: string }>(sharedCollections.gatewaySnapshots).deleteOne({ _id: "dev" });
    await eventually(async () => expect((await call(gateway.url, "/dev/p/prod/ping")).json()["code"]).toBe(gatewayErrors.spaceNotFound));
    await publish(store.db, { revision: 2, connectors: { q: { test: { url: backend.url, operations: [operation("x", "GET", "/x")] } } } });
    await eventually(async () => expect((await call(gateway.url, "/ops/q/test/x")).status).toBe(200));
    expect((await call(gateway.url, "/ops/p/prod/ping")).json()["code"]).toBe(gatewayErrors.connectorNotFound);
    await eventually(async () => expect(await readdir(join(gateway.dataDir, "gateway/snapshots"))).toEqual(["ops.json"]));
    await eventually(async () => expect(await readdir(join(gateway.dataDir, "gateway/releases"))).toHaveLength(1));
  });

  it("keeps the counters of bindings that did not change", async () => {
    const { store, backend, gateway } = await readyOnFirst();
    const limited = (revision: number) => version(revision, backend.url, { plugins: [binding("limit-count", { count: 2, windowSeconds: 600 })] });
    await publish(store.db, limited(2));
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/ping")).headers["ratelimit-remaining"]).toBeDefined());
    await call(gateway.url, "/ops/p/prod/ping");
    await publish(store.db, limited(3));
    await eventually(() => expect(gateway.lines.join()).toContain('"revision":3'));
    expect((await call(gateway.url, "/ops/p/prod/ping")).status).toBe(429);
  });
});

describe("a broken snapshot is refused as a whole, the old one stays, the reason is reported:", () => {
  type Break = (given: SpaceGiven) => SpaceGiven;
  const operations = (list: ReturnType<typeof operation>[]): Break => (given) => ({ ...given, connectors: { ...given.connectors, good: { prod: { url: "http://127.0.0.1:1", operations: [operation("ok", "GET", "/ok")] } }, z: { prod: { url: "http://127.0.0.1:1", operations: list } } } });
  const plugins = (plugin: string, attributes: Record<string, unknown> = {}): Break => (given) => ({ ...given, connectorPlugins: [binding(plugin, attributes)] });

  it.each<[string, Break, (snapshot: object) => object, string, string]>([
    ["checksum", (given) => given, (snapshot) => ({ ...snapshot, checksum: "0".repeat(64) }), snapshotErrors.checksum, "damaged"],
    ["schema", (given) => given, (snapshot) => ({ ...snapshot, schemaVersion: 2 }), snapshotErrors.schema, "/schemaVersion"],
    ["missing fields", (given) => given, ({ ...snapshot }) => ({ ...snapshot, connectors: undefined }), snapshotErrors.schema, "/connectors"],
    ["unknown plugin", plugins("no-such-plugin"), (snapshot) => snapshot, snapshotErrors.pluginUnknown, "ops/p"],
    ["plugin attributes", plugins("limit-count", { count: 0, windowSeconds: 1 }), (snapshot) => snapshot, snapshotErrors.pluginAttributes, "/count"],
    ["plugin level", (given) => ({ ...given, plugins: [binding("path-rewrite", { addPrefix: "/x" })] }), (snapshot) => snapshot, snapshotErrors.pluginLevel, "level global"],
    ["two operations on one path", operations([operation("a", "GET", "/x/{id}"), operation("b", "GET", "/x/{name}")]), (snapshot) => snapshot, snapshotErrors.routeConflict, "'b' and 'a'"],
    ["backend parameter", operations([operation("a", "GET", "/x/{id}", { backend: { path: "/y/{other}" } })]), (snapshot) => snapshot, snapshotErrors.pathParameter, "{other}"],
  ])("%s", async (_name, breakIt, change, code, word) => {
    const { store, backend, gateway, served } = await readyOnFirst();
    await publish(store.db, breakIt(version(2, backend.url)), change);
    await eventually(async () => {
      const { spaces } = await served();
      expect(spaces["ops"]).toEqual({ revision: 1, refused: { revision: 2, reason: expect.stringContaining(code), text: { en: expect.stringContaining(word), "zh-CN": expect.stringMatching(/\p{Script=Han}/u) } } });
      expect(spaces["ops"]?.refused?.reason).toContain(word);
    });
    expect(await servedBy(gateway.url)).toBe("/v1");
    expect((await call(gateway.url, "/ops/good/prod/ok")).status).toBe(404);
    await publish(store.db, version(3, backend.url));
    await eventually(async () => expect((await served()).spaces["ops"]).toEqual({ revision: 3, refused: null }));
    expect(await servedBy(gateway.url)).toBe("/v3");
  });

  it("credential of another stage, release that does not exist or was changed", async () => {
    const { store, backend, gateway, served } = await readyOnFirst();
    const foreign = snapshotOf({ space: "dev", revision: 1, connectors: { p: { prod: { url: backend.url, operations: [], credential: { kind: "bearer", token: "t" } } } } }).snapshot.connectors[0]?.stages[0]?.credential;
    const { snapshotChecksum } = await import("../src/index.ts");
    const rechecked = (change: (stage: Record<string, unknown>) => void) => (snapshot: { connectors: unknown; plugins: unknown }) => {
      const copy = structuredClone(snapshot) as { connectors: { stages: Record<string, unknown>[] }[]; plugins: unknown; checksum: string };
      const stage = copy.connectors[0]?.stages[0];
      if (stage !== undefined) change(stage);
      return { ...copy, checksum: snapshotChecksum(copy) };
    };
    const reasons = async (code: string, revision: number) => eventually(async () => expect((await served()).spaces["ops"]?.refused).toMatchObject({ revision, reason: expect.stringContaining(code) }));
    await publish(store.db, version(2, backend.url), rechecked((stage) => (stage["credential"] = foreign)));
    await reasons(snapshotErrors.credentialUnreadable, 2);
    await publish(store.db, version(3, backend.url), rechecked((stage) => (stage["release"] = "f".repeat(64))));
    await reasons(snapshotErrors.releaseMissing, 3);
    const { snapshot, releases } = snapshotOf(version(4, backend.url));
    await store.db.collection<{ _id: string }>(sharedCollections.gatewayReleases).insertOne({ ...releases[0], _id: releases[0]?._id ?? "", operations: [] } as never);
    await store.db.collection<{ _id: string }>(sharedCollections.gatewaySnapshots).replaceOne({ _id: "ops" }, snapshot);
    await reasons(snapshotErrors.releaseBroken, 4);
    expect(await servedBy(gateway.url)).toBe("/v1");
  });
});

describe("tokens and grants", () => {
  it("lose their effect within a second of being revoked", async () => {
    const { store, gateway } = await readyOnFirst();
    const token = await issueToken(store.db);
    const viewer = await issueToken(store.db, { role: "viewer" });
    const granted = await grant(store.db, `token:${viewer.id}`, "p");
    const ask = async (clear: string) => (await call(gateway.url, "/ops/p/prod/secret", { headers: { authorization: `Bearer ${clear}` } })).status;
    await eventually(async () => expect([await ask(token.clear), await ask(viewer.clear)]).toEqual([200, 200]));
    await store.db.collection<{ _id: string }>(sharedCollections.apiTokens).updateOne({ _id: token.id }, { $set: { revokedAt: new Date() } });
    await eventually(async () => expect(await ask(token.clear)).toBe(401), 1_000);
    await store.db.collection<{ _id: string }>(sharedCollections.grants).updateOne({ _id: granted }, { $set: { revokedAt: new Date() } });
    await eventually(async () => expect(await ask(viewer.clear)).toBe(403), 1_000);
  });

  it("expire while everything else stands still", async () => {
    const { store, gateway } = await readyOnFirst();
    const expiresAt = new Date(Date.now() + 1_500);
    const token = await issueToken(store.db, { expiresAt });
    const ask = async () => (await call(gateway.url, "/ops/p/prod/secret", { headers: { authorization: `Bearer ${token.clear}` } })).json();
    await eventually(async () => expect(await ask()).toMatchObject({ method: "GET" }), 1_400);
    await eventually(async () => expect(await ask()).toMatchObject({ code: gatewayErrors.tokenExpired }), 3_000);
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
  });
});

describe("without the store", () => {
  it("a gateway serves on, and follows again when the store is back", async () => {
    const { store, backend, gateway } = await readyOnFirst();
    const token = await issueToken(store.db);
    const ask = async () => (await call(gateway.url, "/ops/p/prod/secret", { headers: { authorization: `Bearer ${token.clear}` } })).status;
    await eventually(async () => expect(await ask()).toBe(200));
    await store.kill();
    await eventually(async () => expect((await call(gateway.url, "/readyz")).json()).toMatchObject({ status: "ready", store: "unavailable" }));
    expect([await ask(), await servedBy(gateway.url)]).toEqual([200, "/v1"]);
    await store.restart();
    await eventually(async () => publish(store.db, version(2, backend.url)));
    await eventually(async () => expect(await servedBy(gateway.url)).toBe("/v2"));
    await store.db.collection<{ _id: string }>(sharedCollections.apiTokens).deleteOne({ _id: token.id });
    await eventually(async () => expect(await ask()).toBe(401));
    await eventually(async () => expect((await call(gateway.url, "/readyz")).json()).toMatchObject({ store: "connected" }));
  });

  it("a gateway that was killed starts from disk and serves tokens, grants and revocations as last known", async () => {
    const { store, gateway } = await readyOnFirst();
    const [good, revoked, viewer] = await Promise.all([issueToken(store.db), issueToken(store.db, { revokedAt: new Date() }), issueToken(store.db, { role: "viewer" })]);
    await grant(store.db, `token:${viewer.id}`, "p");
    const dataDir = await temporaryFolder();
    const first = await spawnGateway({ MONGODB_URI: store.uri, TESSERA_DATA_DIR: dataDir });
    const ask = async (url: string, clear: string) => (await call(url, "/ops/p/prod/secret", { headers: { authorization: `Bearer ${clear}` } })).status;
    const statuses = (url: string) => Promise.all([good, revoked, viewer].map(({ clear }) => ask(url, clear)));
    await eventually(async () => expect(await statuses(first.url)).toEqual([200, 401, 200]));
    const saved = async () => JSON.stringify(await readFile(join(dataDir, "gateway/callers.json"), "utf8"));
    await eventually(async () => expect(await saved()).toContain(viewer.id));
    await eventually(async () => expect(await saved()).toContain(`token:${viewer.id}`));
    await eventually(() => readFile(join(dataDir, "gateway/snapshots/ops.json")));
    await first.kill("SIGKILL");
    await store.kill();
    const second = await spawnGateway({ MONGODB_URI: noStore, TESSERA_DATA_DIR: dataDir });
    expect(await statuses(second.url)).toEqual([200, 401, 200]);
    expect(await servedBy(second.url)).toBe("/v1");
    for (const { clear } of [good, viewer]) expect(await saved()).not.toContain(clear);
    expect(gateway.url).not.toBe(second.url);
  });

  it("a broken file is named and ignored, the rest is served", async () => {
    const { store, backend, gateway } = await readyOnFirst();
    await publish(store.db, { ...version(1, backend.url), space: "dev" });
    await eventually(async () => expect((await call(gateway.url, "/dev/p/prod/ping")).status).toBe(200));
    const file = join(gateway.dataDir, "gateway/snapshots/ops.json");
    await eventually(() => readFile(join(gateway.dataDir, "gateway/snapshots/dev.json")));
    await eventually(() => readFile(join(gateway.dataDir, "gateway/callers.json")));
    await gateway.close(0);
    const text = await readFile(file, "utf8");
    for (const broken of [text.slice(0, -20), text.replace("prod", "prof"), "", "{}", text.replace("tessera-gateway 1", "tessera-gateway 9")]) {
      await writeFile(file, broken);
      const again = await startGateway(noStore, { dataDir: gateway.dataDir });
      expect((await call(again.url, "/dev/p/prod/ping")).status).toBe(200);
      expect((await call(again.url, "/ops/p/prod/ping")).json()["code"]).toBe(gatewayErrors.spaceNotFound);
      expect(again.lines.join()).toContain(file);
      await again.close(0);
    }
  });

  it("a gateway that never saw one answers that it is not ready", async () => {
    const gateway = await startGateway(noStore);
    expect((await call(gateway.url, "/healthz")).status).toBe(200);
    expect((await call(gateway.url, "/readyz")).status).toBe(503);
    const answer = await call(gateway.url, "/ops/p/prod/ping");
    expect([answer.status, answer.json()["code"]]).toEqual([503, gatewayErrors.notReady]);
  });
});

describe("the store learns", () => {
  it("which plugins a gateway carries and that it is there", async () => {
    const { store, gateway, served } = await readyOnFirst();
    const plugins = await eventually(async () => {
      const found = await store.db.collection(sharedCollections.gatewayPlugins).find().toArray();
      expect(found).toHaveLength(9);
      return found.map((plugin) => pluginDescriptorSchema.parse(plugin));
    });
    expect(plugins.find(({ name }) => name === "limit-count")).toMatchObject({ priority: 1002, phases: ["access"], builtIn: false, attributes: { type: "object", properties: { count: { type: "integer" } }, required: ["count", "windowSeconds"] } });
    expect(await served()).toMatchObject({ address: gateway.url, version: "0.1.0", spaces: { ops: { revision: 1, refused: null } } });
    await gateway.close(0);
    expect(await store.db.collection<{ _id: string }>(sharedCollections.gatewayNodes).findOne({ _id: gateway.nodeId })).toBeNull();
  });
});
