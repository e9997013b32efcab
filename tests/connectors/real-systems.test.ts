import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basicAuthorization } from "../systems/account.ts";
import { startDockerRegistry } from "../systems/docker-registry.ts";
import { startInfluxdb } from "../systems/influxdb.ts";
import { until } from "../systems/process.ts";
import type { StartedSystem } from "../systems/started-system.ts";
import { startVictoriaMetrics } from "../systems/victoria-metrics.ts";
import { DocumentedConnector } from "./documented.ts";
import { Tried } from "./tried.ts";

describe("Docker Registry", () => {
  let system: StartedSystem;
  let guarded: StartedSystem;
  beforeAll(async () => {
    [system, guarded] = await Promise.all([startDockerRegistry(), startDockerRegistry({ password: true })]);
  });
  afterAll(() => Promise.all([system?.stop(), guarded?.stop()]));

  it("answers every operation as documented, from the first blob to the last tag", async () => {
    const registry = new Tried("docker-registry", "Docker Registry 2.8.2", system.url);
    const name = "team/shop";
    const upload = (location: string | undefined) => {
      const url = new URL(location ?? "", system.url);
      return { name, uuid: url.pathname.split("/").at(-1) ?? "", _state: url.searchParams.get("_state") ?? "" };
    };
    const push = async (content: string) => {
      const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
      const started = await registry.call("startUpload", { params: { name } }, 202);
      const sent = await registry.call("uploadChunk", { params: upload(started.headers["location"]), body: content }, 202);
      await registry.call("getUpload", { params: upload(sent.headers["location"]) }, 204);
      await registry.call("finishUpload", { params: { ...upload(sent.headers["location"]), digest } }, 201);
      return { digest, size: Buffer.byteLength(content) };
    };
    await registry.call("checkApi");
    const config = { mediaType: "application/vnd.oci.image.config.v1+json", ...(await push(JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } }))) };
    const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar", ...(await push("tiles")) };
    const given = await registry.call("startUpload", { params: { name } }, 202);
    await registry.call("cancelUpload", { params: upload(given.headers["location"]) }, 204);
    await registry.call("startUpload", { params: { name: "team/copy", mount: layer.digest, from: name } }, 201);
    const manifest = { schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", config, layers: [layer] };
    const put = await registry.call("putManifest", { params: { name, reference: "1.4.0" }, body: manifest }, 201);
    await registry.call("putManifest", { params: { name, reference: "latest" }, body: manifest }, 201);
    await registry.call("putManifest", { params: { name, reference: "broken" }, body: { ...manifest, layers: [{ ...layer, digest: `sha256:${"0".repeat(64)}` }] } }, 400);
    expect((await registry.call("listRepositories", { params: { n: 10 } })).body).toEqual({ repositories: ["team/copy", name] });
    expect((await registry.call("listTags", { params: { name } })).body).toEqual({ name, tags: expect.toSatisfy((tags: string[]) => tags.toSorted().join() === "1.4.0,latest") });
    await registry.call("listTags", { params: { name: "no/such" } }, 404);
    expect((await registry.call("getManifest", { params: { name, reference: "1.4.0" } })).body).toEqual(manifest);
    await registry.call("getManifest", { params: { name, reference: "none" } }, 404);
    const { headers } = await registry.call("headManifest", { params: { name, reference: "1.4.0" } });
    expect(headers["docker-content-digest"]).toBe(put.headers["docker-content-digest"]);
    await registry.call("headManifest", { params: { name, reference: "none" } }, 404);
    expect((await registry.call("getBlob", { params: { name, digest: layer.digest } })).body).toBe("tiles");
    await registry.call("headBlob", { params: { name, digest: layer.digest } });
    await registry.call("deleteManifest", { params: { name, reference: headers["docker-content-digest"] } }, 202);
    await registry.call("deleteBlob", { params: { name, digest: layer.digest } }, 202);
    await registry.call("getBlob", { params: { name, digest: layer.digest } }, 404);
    expect((await registry.call("listTags", { params: { name } })).body).toEqual({ name, tags: null });
    registry.finish();
  });

  it("takes the user and password of its recipe and refuses others", async () => {
    const registry = new DocumentedConnector("docker-registry");
    expect((await registry.call(guarded.url, "checkApi", {}, basicAuthorization)).status).toBe(200);
    expect((await registry.call(guarded.url, "checkApi")).status).toBe(401);
  });
});

describe("VictoriaMetrics", () => {
  let system: StartedSystem;
  beforeAll(async () => {
    system = await startVictoriaMetrics();
  });
  afterAll(() => system?.stop());

  it("answers every operation as documented: writes in each format are read in each", async () => {
    const metrics = new Tried("victoria-metrics", "VictoriaMetrics 1.79.5", system.url);
    const now = Math.floor(Date.now() / 1000);
    await metrics.call("isHealthy");
    await metrics.call("importJsonLines", { body: `${JSON.stringify({ metric: { __name__: "deploys_total", app: "shop" }, values: [1, 2], timestamps: [(now - 60) * 1000, now * 1000] })}\n` }, 204);
    await metrics.call("importPrometheus", { params: { extra_label: ["env=prod"] }, body: `deploys_total{app="cart"} 3 ${now * 1000}\n` }, 204);
    await metrics.call("importCsv", { params: { format: "1:label:app,2:metric:builds_total" }, body: "shop,7\n" }, 204);
    await metrics.call("importInflux", { body: `orders,app=shop total=5 ${now}000000000\n` }, 204);
    await until("what was written can be read", async () => {
      await fetch(`${system.url}/internal/force_flush`);
      const found = await fetch(`${system.url}/api/v1/query?query=${encodeURIComponent("count({__name__=~\"deploys_total|builds_total|orders_total\"}[1h])")}`);
      return ((await found.json()) as { data: { result: { value: [number, string] }[] } }).data.result[0]?.value[1] === "4";
    });
    const { body } = await metrics.call("query", { params: { query: "sum(deploys_total)", time: String(now) } });
    expect(body).toMatchObject({ data: { resultType: "vector", result: [{ value: [now, "5"] }] } });
    await metrics.call("query", { params: { query: "up{" } }, 422);
    await metrics.call("queryRange", { params: { query: "deploys_total", start: "-5m", step: "1m" } });
    await metrics.call("listSeries", { params: { "match[]": ["deploys_total"], start: "-1h" } });
    expect((await metrics.call("listLabels", { params: { start: "-1h" } })).body).toMatchObject({ data: expect.arrayContaining(["__name__", "app", "env"]) });
    expect((await metrics.call("listLabelValues", { params: { label: "app" } })).body).toMatchObject({ data: ["cart", "shop"] });
    await metrics.call("countSeries");
    await metrics.call("getTsdbStatus", { params: { topN: 3 } });
    await metrics.call("listTopQueries", { params: { topN: 3 } });
    await metrics.call("listActiveQueries");
    await metrics.call("listTargets", { params: { state: "active" } });
    expect((await metrics.call("exportJsonLines", { params: { "match[]": ["builds_total"] } })).body).toContain("\"values\":[7]");
    await metrics.call("exportJsonLines", { params: { "match[]": ["{"] } }, 400);
    expect((await metrics.call("exportCsv", { params: { "match[]": ["deploys_total{app=\"cart\"}"], format: "app,__value__" } })).body).toBe("cart,3\n");
    expect((await metrics.call("federate", { params: { "match[]": ["orders_total"] } })).body).toMatch(/^orders_total\{.*app="shop".*\} 5 /);
    const { body: made } = await metrics.call("createSnapshot");
    const snapshot = (made as { snapshot: string }).snapshot;
    expect((await metrics.call("listSnapshots")).body).toEqual({ status: "ok", snapshots: [snapshot] });
    await metrics.call("deleteSnapshot", { params: { snapshot } });
    await metrics.call("deleteSeries", { params: { "match[]": ["builds_total"] } }, 204);
    expect((await metrics.call("query", { params: { query: "builds_total" } })).body).toMatchObject({ data: { result: [] } });
    await metrics.call("getMetrics");
    metrics.finish();
  });
});

describe("InfluxDB", () => {
  let system: StartedSystem;
  beforeAll(async () => {
    system = await startInfluxdb();
  });
  afterAll(() => system?.stop());

  it("answers every operation of 1.6 as documented, with the password of its recipe", async () => {
    const influx = new Tried("influxdb", "InfluxDB 1.6.7", system.url, basicAuthorization);
    await influx.call("ping", {}, 204);
    await influx.call("execute", { body: { q: "CREATE DATABASE shop" } });
    expect((await influx.call("query", { params: { q: "SHOW DATABASES" } })).body).toMatchObject({ results: [{ series: [{ values: expect.arrayContaining([["shop"]]) }] }] });
    await influx.call("writePoints", { params: { db: "shop", precision: "s" }, body: "deploys,app=shop total=2i,ok=true,by=\"li.wei\" 1767600060\n" }, 204);
    await influx.call("writePoints", { params: { db: "shop" }, body: "deploys total=\n" }, 400);
    await influx.call("writePoints", { params: { db: "none" }, body: "deploys total=1\n" }, 404);
    const { body } = await influx.call("query", { params: { db: "shop", q: "SELECT * FROM deploys", epoch: "s" } });
    expect(body).toEqual({ results: [{ statement_id: 0, series: [{ name: "deploys", columns: ["time", "app", "by", "ok", "total"], values: [[1767600060, "shop", "li.wei", true, 2]] }] }] });
    await influx.call("query", { params: { db: "shop", q: "SELECT sum(total) FROM deploys GROUP BY app; SHOW TAG KEYS" } });
    await influx.call("query", { params: { q: "SELECT FROM" } }, 400);
    await influx.call("query", { params: { q: "SHOW DATABASES" } }, 401, {});
    await influx.call("getStatistics");
    await influx.call("countRequests", { params: { seconds: 1 } });
    influx.finish(["getHealth", "queryFlux", "writePointsV2", "listBuckets"]);
  });
});
