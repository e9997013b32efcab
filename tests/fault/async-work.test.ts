import { type ApiClient, ApiError, type OperationRunDetail, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JobSystem, jobsAsync, jobsDocument, startJobs } from "../systems/jobs.ts";
import { type Platform, administratorPassword, setUp, startPlatform } from "../systems/platform.ts";
import { until } from "../systems/process.ts";
import { type Role, pidOf } from "../systems/role-pid.ts";

const count = 50;
const kills: Role[] = process.env.FAULT === "long" ? ["worker", "server", "worker", "gateway", "server", "worker"] : ["worker", "server", "worker"];

describe.skipIf(process.platform !== "linux")("kill -9 while work is followed", () => {
  let platform: Platform;
  let jobs: JobSystem;
  let call: ApiClient;

  beforeAll(async () => {
    [platform, jobs] = await Promise.all([startPlatform(), startJobs()]);
    call = await setUp(platform);
    await call(routes.connectors.import, { body: { name: "jobs", document: { text: jobsDocument(jobs.url) } } });
    const { operation, revision } = await call(routes.connectors.operation, { params: { connector: "jobs", operation: "startJob" } });
    await call(routes.connectors.saveOperation, { params: { connector: "jobs", operation: "startJob" }, body: { operation: { ...operation, async: jobsAsync("both", { timeoutSeconds: 120 }) }, revision } });
    await call(routes.connectors.publish, { params: { connector: "jobs", stage: "prod" }, body: {} });
    await until("the gateway", async () => (await call(routes.connectors.call, { params: { connector: "jobs", operation: "getJob" }, body: { params: { id: "none" } } })).status === 404);
  });
  afterAll(async () => {
    await platform?.stop();
    await jobs?.stop();
  });

  /** As a caller with an idempotency key does it: again until it is answered. */
  async function start(index: number): Promise<OperationRunDetail> {
    const ends = index % 5 === 0 ? "failed" : "succeeded";
    return until(`the start of ${index}`, async () => {
      try {
        return await call(routes.runs.start, { params: { connector: "jobs", operation: "startJob" }, body: { idempotencyKey: `key-${index}`, body: { name: String(index), durationMs: 3_000 + 200 * index, answerAfterMs: 300, ends } } });
      } catch (error) {
        // The server is away, or has just come back and does not reach the store or the gateway yet.
        if (!(error instanceof ApiError) || error.status >= 500) return undefined;
        throw error;
      }
    }, 60_000);
  }

  async function kill(role: Role): Promise<void> {
    const pid = await until(`a process of the ${role}`, () => pidOf(platform.supervisor.process.pid ?? 0, role));
    process.kill(pid, "SIGKILL");
    await until(`another process of the ${role}`, async () => {
      const next = await pidOf(platform.supervisor.process.pid ?? 0, role);
      return next !== undefined && next !== pid;
    });
  }

  it("starts each job exactly once, and every run ends as its job does", async () => {
    const starting = Promise.all(Array.from({ length: count }, (_unused, index) => start(index)));
    for (const role of kills) {
      const seen = jobs.starts();
      await until("further starts, or all", () => jobs.starts() > seen || jobs.jobs.size === count);
      await kill(role);
    }
    const runs = await starting;
    // The server that was killed last may still be on its way up.
    const again = await until("the server", () => platform.logIn("admin", administratorPassword).catch(() => undefined));
    const ended = await until("the end of every run", async () => {
      const { items } = await again(routes.runs.list, { query: { connector: "jobs", limit: 500 } });
      return items.length === count && items.every(({ finishedAt }) => finishedAt !== null) ? items : undefined;
    }, 120_000);

    expect(jobs.jobs.size).toBe(count);
    expect(new Set([...jobs.jobs.values()].map(({ key }) => key)).size).toBe(count);
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set(ended.map(({ id }) => id)));
    for (const run of ended) {
      const job = [...jobs.jobs.values()].find(({ key }) => key === run.id);
      expect({ run: run.state, backendId: run.backendId }).toEqual({ run: job?.request.ends, backendId: job?.id });
    }
    const results = await Promise.all(ended.filter(({ state }) => state === "succeeded").map(({ id }) => again(routes.runs.get, { params: { run: id } })));
    for (const { result, backendId } of results) expect(result).toEqual({ hosts: 1, job: backendId });
  });
});
