import { type OperationPolicy, type UsageRecord, sharedCollections } from "@tessera/contracts";
import type { Db } from "mongodb";
import { describe, expect, it } from "vitest";
import { gatewayErrors } from "../src/index.ts";
import { startBackend } from "./harness/backend.ts";
import { eventually } from "./harness/cleanup.ts";
import { startGateway } from "./harness/gateway.ts";
import { call } from "./harness/http.ts";
import { issueToken, operation, publish } from "./harness/publish.ts";
import { emptyStore, startStore } from "./harness/store.ts";

const operations = [operation("get", "GET", "/x"), operation("next", "GET", "/v2/x"), operation("asked", "GET", "/asked", { security: { authenticate: true, grant: false } })];
const none: OperationPolicy = { offline: null, deprecation: null, limit: null };

async function serving(policies: Record<string, Partial<OperationPolicy>>, listener?: Parameters<typeof startBackend>[0]) {
  const [store, backend] = await Promise.all([emptyStore(), startBackend(listener)]);
  let revision = 0;
  const decide = (decided: typeof policies) => publish(store.db, { revision: (revision += 1), connectors: { p: { prod: { url: backend.url, operations } } }, policies: Object.fromEntries(Object.entries(decided).map(([id, policy]) => [id, { ...none, ...policy }])) });
  await decide(policies);
  const gateway = await startGateway(store.uri);
  await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/v2/x")).status).toBe(200));
  return { store, gateway, backend, decide };
}

describe("an operation that is offline", () => {
  const message = { en: "Use v2.", "zh-CN": "请用 v2。" };

  it("answers 410 with date and message in the caller's language, and never calls its backend", async () => {
    const { gateway, backend } = await serving({ get: { offline: { from: "2026-01-01T00:00:00.000Z", message } } });
    const asked = backend.seen.length;
    const english = await call(gateway.url, "/ops/p/prod/x");
    expect([english.status, english.json()["code"], english.json()["detail"]]).toEqual([410, gatewayErrors.operationOffline, "The operation 'get' is offline since 2026-01-01T00:00:00.000Z: Use v2."]);
    const chinese = await call(gateway.url, "/ops/p/prod/x", { headers: { "accept-language": "zh-CN" } });
    expect(chinese.json()).toMatchObject({ title: "接口已下线", detail: "接口“get”自 2026-01-01T00:00:00.000Z 起已下线：请用 v2。" });
    expect(chinese.headers["content-language"]).toBe("zh-CN");
    expect(backend.seen.length).toBe(asked);
  });

  it("goes and comes back within a second, without a release, and at its date without any news", async () => {
    const { gateway, decide } = await serving({});
    const status = async () => (await call(gateway.url, "/ops/p/prod/x")).status;
    expect(await status()).toBe(200);
    await decide({ get: { offline: { from: new Date(0).toISOString(), message } } });
    await eventually(async () => expect(await status()).toBe(410), 1_000);
    await decide({ get: { offline: { from: new Date(Date.now() + 1_500).toISOString(), message } } });
    await eventually(async () => expect(await status()).toBe(200), 1_000);
    await eventually(async () => expect(await status()).toBe(410), 5_000);
  });

  it("asks who calls first, so that it is known who still does", async () => {
    const { gateway, store } = await serving({ asked: { offline: { from: "2026-01-01T00:00:00.000Z", message } } });
    const { clear } = await issueToken(store.db);
    expect((await call(gateway.url, "/ops/p/prod/asked")).status).toBe(401);
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/asked", { headers: { authorization: `Bearer ${clear}` } })).status).toBe(410));
  });

  it("leaves operations alone that the release does not have", async () => {
    const { gateway } = await serving({ gone: { offline: { message } }, constructor: { offline: { message } } });
    expect((await call(gateway.url, "/ops/p/prod/x")).status).toBe(200);
  });
});

describe("an operation that is deprecated", () => {
  it("says so with every answer, beside what the backend says", async () => {
    const { gateway } = await serving({ get: { deprecation: { since: "2026-01-01T00:00:00.000Z", sunset: "2026-07-01T00:00:00.000Z", replacement: "next", link: "https://example.com/move" } } }, (_request, response) =>
      response.writeHead(200, { link: '</page/2>; rel="next"', deprecation: "true" }).end("{}"),
    );
    const { headers } = await call(gateway.url, "/ops/p/prod/x");
    expect(headers["deprecation"]).toBe("@1767225600");
    expect(headers["sunset"]).toBe("Wed, 01 Jul 2026 00:00:00 GMT");
    expect(headers["link"]).toBe('</page/2>; rel="next", <https://example.com/move>; rel="deprecation"; type="text/html", </ops/p/prod/v2/x>; rel="successor-version"');
    expect((await call(gateway.url, "/ops/p/prod/v2/x")).headers["sunset"]).toBeUndefined();
  });
});

describe("an operation that is limited", () => {
  it("answers 429 with the fields of a limit, and keeps its count when other things change", async () => {
    const { gateway, store, decide } = await serving({ asked: { limit: { count: 2, windowSeconds: 600, per: "caller" } } });
    const [one, other] = await Promise.all([issueToken(store.db), issueToken(store.db)]);
    const ask = (token: { clear: string }) => call(gateway.url, "/ops/p/prod/asked", { headers: { authorization: `Bearer ${token.clear}` } });
    await eventually(async () => expect((await ask(one)).status).toBe(200));
    await decide({ asked: { limit: { count: 2, windowSeconds: 600, per: "caller" }, deprecation: { since: "2026-01-01T00:00:00.000Z" } } });
    await eventually(async () => expect((await call(gateway.url, "/ops/p/prod/asked")).headers["deprecation"]).toBeDefined());
    expect((await ask(one)).headers).toMatchObject({ "ratelimit-limit": "2", "ratelimit-remaining": "0" });
    const refused = await ask(one);
    expect([refused.status, refused.json()["code"]]).toEqual([429, gatewayErrors.limitExceeded]);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(500);
    expect((await ask(other)).status).toBe(200);
  });

  it("may count all callers together", async () => {
    const { gateway } = await serving({ get: { limit: { count: 3, windowSeconds: 600, per: "operation" } } });
    const statuses: number[] = [];
    for (let asked = 0; asked < 5; asked += 1) statuses.push((await call(gateway.url, "/ops/p/prod/x")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});

describe("who calls", () => {
  async function usage(db: Db): Promise<Record<string, [number, number]>> {
    const records = await db.collection<UsageRecord>(sharedCollections.gatewayUsage).find().toArray();
    const sums: Record<string, [number, number]> = {};
    for (const { operation: id, caller, calls, failures } of records) {
      const before = sums[`${id} ${caller}`] ?? [0, 0];
      sums[`${id} ${caller}`] = [before[0] + calls, before[1] + failures];
    }
    return sums;
  }

  it("is counted once, over gateways, restarts and an outage of the store", async () => {
    const [store, backend] = await Promise.all([startStore(), startBackend()]);
    await publish(store.db, { revision: 1, connectors: { p: { prod: { url: backend.url, operations } } } });
    const token = await issueToken(store.db);
    const caller = `asked token:${token.id}`;
    const gateways = await Promise.all([startGateway(store.uri), startGateway(store.uri)]);
    const ask = async (url: string, count: number, path = "/asked") => {
      for (let asked = 0; asked < count; asked += 1) await call(url, `/ops/p/prod${path}`, { headers: { authorization: `Bearer ${token.clear}` } });
    };
    for (const { url } of gateways) await eventually(async () => expect((await call(url, "/ops/p/prod/asked")).status).toBe(401));
    const [one, other] = gateways.map(({ url }) => url) as [string, string];
    await Promise.all([ask(one, 10), ask(other, 7), ask(one, 2, "/nowhere")]);
    await eventually(async () => expect(await usage(store.db)).toEqual({ [caller]: [17, 0] }));

    await backend.close();
    await store.kill();
    await ask(one, 5);
    await store.restart();
    await eventually(async () => expect(await usage(store.db)).toEqual({ [caller]: [22, 5] }), 30_000);
    await gateways[0]?.close(0);
    expect(await usage(store.db)).toEqual({ [caller]: [22, 5] });
    const [record] = await store.db.collection<UsageRecord>(sharedCollections.gatewayUsage).find().toArray();
    expect(record).toMatchObject({ space: "ops", connector: "p", stage: "prod", operation: "asked", callerName: "ci", hour: expect.any(Date), firstAt: expect.any(Date), lastAt: expect.any(Date) });
  }, 60_000);

  it("is written when the gateway ends", async () => {
    const { gateway, store } = await serving({});
    await call(gateway.url, "/ops/p/prod/x");
    await gateway.close(0);
    expect((await usage(store.db))["get anonymous"]).toEqual([1, 0]);
  });
});
