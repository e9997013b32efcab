import type { AddressInfo } from "node:net";
import { createHostServer } from "@tessera/connector-host";
import { type ApiClient, ApiError, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { pidOf } from "../systems/role-pid.ts";

const rounds = process.env.FAULT === "long" ? 5 : 1;

describe.skipIf(process.platform !== "linux")("kill -9 under load", () => {
  let platform: Platform;
  let call: ApiClient;
  let token: string;
  const backend = createHostServer({});

  beforeAll(async () => {
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    platform = await startPlatform();
    call = await setUp(platform);
    const text = JSON.stringify({ openapi: "3.1.0", info: { title: "Facts", version: "1" }, paths: { "/facts": { get: { operationId: "getFacts", responses: { 200: { description: "Facts" } } } } } });
    await call(routes.connectors.import, { body: { name: "facts", document: { text }, backend: `http://127.0.0.1:${(backend.address() as AddressInfo).port}` } });
    await call(routes.connectors.publish, { params: { connector: "facts", stage: "prod" }, body: {} });
    token = (await call(routes.tokens.create, { body: { name: "load", role: "developer" } })).token;
    await call(routes.apps.create, { body: { name: "edited", title: { en: "Edited" } } });
    await until("the gateway", async () => (await callGateway()) === 200);
  });

  afterAll(async () => {
    await platform?.stop();
    backend.close();
    backend.closeAllConnections();
  });

  /** Status of a call through the gateway; 0 when the connection failed. */
  async function callGateway(): Promise<number> {
    try {
      const response = await fetch(`${platform.gatewayUrl}/default/facts/prod/facts`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  it.each((["store", "server", "gateway", "worker"] as const).flatMap((role) => Array.from({ length: rounds }, (_unused, round) => [role, round] as const)))(
    "%s (round %i): nothing acknowledged is lost and everything comes back by itself",
    async (role, round) => {
      const people = await Promise.all(Array.from({ length: 3 }, () => platform.logIn("admin", administratorPassword)));
      const { revision: startedFrom } = await call(routes.apps.draft, { params: { app: "edited" } });
      let running = true;
      const statuses: { at: number; status: number }[] = [];
      const clients = Array.from({ length: 20 }, async () => {
        while (running) {
          const status = await callGateway();
          statuses.push({ at: Date.now(), status });
          if (status === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        }
      });

      const acknowledged = new Set<string>();
      const editors = people.map(async (mine, editor) => {
        let revision = startedFrom;
        for (let edit = 0; running; edit += 1) {
          const id = `q_${role}_${round}_${editor}_${edit}`;
          const record = { id, name: id, kind: "operation", connector: "facts", operation: "getFacts", inputs: {}, trigger: "manual" };
          // The same change is sent until it is acknowledged: it must be applied once.
          while (running) {
            try {
              const answer = await mine(routes.apps.change, { params: { app: "edited" }, body: { baseRevision: revision, changeId: `change-${id}`, diff: { added: { [`query/${id}`]: record }, updated: {}, removed: {} } } });
              revision = answer.revision;
              acknowledged.add(`query/${id}`);
              break;
            } catch (error) {
              if (error instanceof ApiError && error.status < 500) throw error;
              await new Promise((resolve) => setTimeout(resolve, 50));
            }
          }
        }
      });

      const supervisor = platform.supervisor.process.pid ?? 0;
      let killedAt = 0;
      try {
        await until("some load", () => statuses.length > 50 && acknowledged.size > 3);
        const pid = await until(`the pid of ${role}`, () => pidOf(supervisor, role));
        killedAt = Date.now();
        const before = acknowledged.size;
        process.kill(pid, "SIGKILL");
        await until(`${role} again`, async () => {
          const now = await pidOf(supervisor, role);
          return now !== undefined && now !== pid;
        });
        await until("the server's readiness", async () => (await fetch(`${platform.url}/readyz`)).ok);
        await until("edits going on", () => acknowledged.size > before + 3);
        await until("the gateway serving", async () => (await callGateway()) === 200);
      } finally {
        running = false;
        await Promise.all([...clients, ...editors]);
      }

      const during = statuses.filter(({ at }) => at >= killedAt);
      expect(during.some(({ status }) => status === 200)).toBe(true);
      // Only the gateway's own death may cut a call; with server, store or worker down it goes on serving.
      const failed = during.filter(({ status }) => status !== 200);
      if (role === "gateway") expect(failed.every(({ status }) => status === 0 || status >= 502)).toBe(true);
      else expect(failed).toEqual([]);

      const { records } = await (await platform.logIn("admin", administratorPassword))(routes.apps.draft, { params: { app: "edited" } });
      expect([...acknowledged].filter((key) => records[key] === undefined)).toEqual([]);
    },
  );
});
