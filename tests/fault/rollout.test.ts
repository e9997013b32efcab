import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiClient, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { pidOf } from "../systems/role-pid.ts";

const stage = { connector: "orders", stage: "prod" };

describe("a guarded canary", () => {
  let platform: Platform;
  let call: ApiClient;
  let authorization: string;
  const backend = createServer((request, response) => response.writeHead(request.url?.startsWith("/next") ? 500 : 200).end());

  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      backend.listen(0, "127.0.0.1", resolve);
    });
    platform = await startPlatform();
    call = await setUp(platform);
    const document = { openapi: "3.1.0", info: { title: "Orders", version: "1" }, servers: [{ url: `http://127.0.0.1:${(backend.address() as AddressInfo).port}` }], paths: { "/orders": { get: { operationId: "listOrders", responses: { 200: { description: "Done" } } } } } };
    await call(routes.connectors.import, { body: { name: "orders", document: { text: JSON.stringify(document) } } });
    await call(routes.connectors.publish, { params: stage, body: { version: "1.0.0" } });
    const { operation, revision } = await call(routes.connectors.operation, { params: { connector: "orders", operation: "listOrders" } });
    await call(routes.connectors.saveOperation, { params: { connector: "orders", operation: "listOrders" }, body: { operation: { ...operation, backend: { ...operation.backend, path: "/next/orders" } }, revision } });
    authorization = `Bearer ${(await call(routes.tokens.create, { body: { name: "till" } })).token}`;
  });
  afterAll(async () => {
    await platform?.stop();
    backend.closeAllConnections();
    backend.close();
  });

  const ask = () => fetch(`${platform.gatewayUrl}/default/orders/prod/orders`, { headers: { authorization, "x-canary": "yes" } });

  it("is taken back although the worker that judged it was killed, and is served on meanwhile", async () => {
    await call(routes.connectors.publish, { params: stage, body: { version: "1.1.0", canary: { header: { name: "X-Canary", values: ["yes"] } }, guard: { minCalls: 30 } } });
    await until("the canary", async () => (await ask()).headers.get("x-tessera-version") === "1.1.0");
    process.kill(await until("the worker", () => pidOf(platform.supervisor.process.pid ?? 0, "worker")), "SIGKILL");
    for (let asked = 0; asked < 40; asked += 1) await ask();
    await until("1.0.0 for all", async () => (await ask()).headers.get("x-tessera-version") === "1.0.0", 60_000);
    const { lastRollout } = await call(routes.rollouts.status, { params: stage });
    expect(lastRollout).toMatchObject({ version: "1.1.0", end: "rolled-back", by: "tessera" });
    const { items } = await call(routes.audit.list, { query: { target: "stage:orders/prod" } });
    expect(items.filter(({ action }) => action === "rollouts.guard")).toHaveLength(1);
  });
});
