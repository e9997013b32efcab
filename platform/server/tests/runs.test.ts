import { type AsyncOperation, type OperationRunDetail, routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JobRequest, jobsAsync } from "../../../tests/systems/jobs.ts";
import { until } from "./driver/child.ts";
import { type JobsPlatform, startJobsPlatform } from "./driver/jobs-platform.ts";
import { refusal } from "./driver/person.ts";

/** The same start, followed in different ways. */
const declarations: Record<string, AsyncOperation> = {
  startJob: jobsAsync("poll"),
  reporting: jobsAsync("callback"),
  both: jobsAsync("both"),
  fetching: jobsAsync("poll", { result: { operation: "getResult", parameter: "path.id", pointer: "/items" } }),
  careless: (({ idempotencyHeader: _taken, ...rest }) => rest)(jobsAsync("poll")),
  unstoppable: (({ cancel: _taken, ...rest }) => rest)(jobsAsync("poll")),
  hurried: jobsAsync("poll", { timeoutSeconds: 1 }),
  misread: jobsAsync("poll", { id: { pointer: "/nothing" } }),
};

describe("runs of async operations", () => {
  let world: JobsPlatform;

  beforeAll(async () => {
    world = await startJobsPlatform();
    await world.publish(declarations);
  });
  afterAll(() => world?.stop());

  const start = (operation: string, body: JobRequest = {}, more: { wait?: number; idempotencyKey?: string } = {}) =>
    world.person.call(routes.runs.start, { params: { connector: "jobs", operation }, query: { wait: more.wait ?? 30 }, body: { body, ...(more.idempotencyKey === undefined ? {} : { idempotencyKey: more.idempotencyKey }) } });
  const get = (run: string) => world.person.call(routes.runs.get, { params: { run } });
  const ended = (run: string) => until(`the end of ${run}`, async () => ((await get(run)).finishedAt === null ? undefined : get(run)));
  const jobOf = (run: OperationRunDetail) => world.jobs.jobs.get(run.backendId ?? "");

  it("follow by polling to the result, which one call answers", async () => {
    const run = await start("startJob", { name: "a", durationMs: 600 });
    expect(run).toMatchObject({ state: "succeeded", backendState: "done", progress: 1, result: { hosts: 1, job: run.backendId }, truncated: false, error: null, cancellable: true, version: "1.0.0" });
    expect(run.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["start", "poll", "end"]));
    expect(jobOf(run)?.key).toBe(run.id);
    expect((await world.person.call(routes.runs.list, { query: { connector: "jobs", operation: "startJob", state: "succeeded" } })).items.map(({ id, result }) => [id, result])).toContainEqual([run.id, null]);
  });

  it("answer before the work has ended when nobody wants to wait, and tell each change to who waits for it", async () => {
    const begun = await start("startJob", { durationMs: 900 }, { wait: 0 });
    expect(begun).toMatchObject({ state: "running", result: null, finishedAt: null });
    const later = await world.person.call(routes.runs.get, { params: { run: begun.id }, query: { wait: 20, after: begun.change } });
    expect(later.change).toBeGreaterThan(begun.change);
    expect(await ended(begun.id)).toMatchObject({ state: "succeeded" });
  });

  it("follow by callback alone, without a poll, and ignore repeated reports", async () => {
    const run = await start("reporting", { durationMs: 300, reports: 3 });
    expect(run).toMatchObject({ state: "succeeded", result: { job: run.backendId } });
    await until("all reports", () => (jobOf(run)?.reports.length === 3 ? true : undefined));
    expect(jobOf(run)).toMatchObject({ polls: 0, reports: [204, 204, 204] });
    const { items } = await world.person.call(routes.runs.callbacks, { params: { run: run.id } });
    expect(items.map(({ effect }) => effect)).toEqual(["ignored", "ignored", "outcome"]);
    expect(items[2]).toMatchObject({ headers: { authorization: "…", "content-type": "application/json" }, body: { job: { state: "done" } }, replayOf: null });
  });

  it("keep a callback that comes before the answer to the start, and apply it then", async () => {
    const run = await start("reporting", { early: true, answerAfterMs: 400 });
    expect(run).toMatchObject({ state: "succeeded", result: { hosts: 1 } });
    expect((await world.person.call(routes.runs.callbacks, { params: { run: run.id } })).items).toMatchObject([{ effect: "outcome" }]);
  });

  it("take whatever tells the outcome first", async () => {
    const run = await start("both", { durationMs: 500, reports: 2 });
    expect(run).toMatchObject({ state: "succeeded" });
    expect(run.events.filter(({ kind }) => kind === "end")).toHaveLength(1);
  });

  it("fetch the result by a call of its own", async () => {
    expect(await start("fetching", { name: "b" })).toMatchObject({ state: "succeeded", result: [{ host: "web-1", name: "b" }] });
  });

  it("end as failed with the backend's reason", async () => {
    expect(await start("startJob", { ends: "failed" })).toMatchObject({ state: "failed", error: { code: "run.work-failed", detail: expect.stringContaining("disk full on web-1") }, result: null });
  });

  it("stop the work when somebody cancels, and say what became of it", async () => {
    const run = await start("startJob", { ends: "hang" }, { wait: 0 });
    const cancelling = await world.person.call(routes.runs.cancel, { params: { run: run.id } });
    expect(cancelling.state).toBe("cancelling");
    expect(await ended(run.id)).toMatchObject({ state: "cancelled", backendState: "stopped", error: { code: "run.work-cancelled" } });
    expect(jobOf(run)?.state).toBe("stopped");
    expect(await refusal(world.person.call(routes.runs.cancel, { params: { run: run.id } }))).toMatchObject({ status: 409, code: "run.ended" });
  });

  it("give up work that cannot be stopped, and say that it goes on", async () => {
    const run = await start("unstoppable", { ends: "hang" }, { wait: 0 });
    expect(await world.person.call(routes.runs.cancel, { params: { run: run.id } })).toMatchObject({ state: "cancelled", error: { code: "run.abandoned", detail: expect.stringContaining("goes on") } });
    expect(["queued", "running"]).toContain(jobOf(run)?.state);
  });

  it("end when the time is over", async () => {
    expect(await start("hurried", { ends: "hang" })).toMatchObject({ state: "timed-out", error: { code: "run.timed-out" } });
  });

  it("say that work without an id cannot be followed", async () => {
    expect(await start("misread")).toMatchObject({ state: "failed", error: { code: "run.no-id", detail: expect.stringContaining("/nothing") } });
  });

  it("start work once however often the same key is sent, and refuse the key for other inputs", async () => {
    const before = world.jobs.jobs.size;
    const runs = await Promise.all(Array.from({ length: 5 }, () => start("startJob", { name: "once" }, { idempotencyKey: "deploy-1" })));
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    expect(world.jobs.jobs.size - before).toBe(1);
    expect(await refusal(start("startJob", { name: "twice" }, { idempotencyKey: "deploy-1" }))).toMatchObject({ status: 422, code: "run.key-reused", path: "/idempotencyKey" });
    expect((await start("startJob", { name: "once" }, { idempotencyKey: "deploy-2" })).id).not.toBe(runs[0]?.id);
  });

  it("repeat a start whose answer was lost with the same key, and never without one", async () => {
    const before = world.jobs.jobs.size;
    expect(await start("startJob", { loseAnswers: 2 })).toMatchObject({ state: "succeeded" });
    expect(world.jobs.jobs.size - before).toBe(1);
    expect(await start("careless", { loseAnswers: 1 })).toMatchObject({ state: "failed", error: { code: "run.start-uncertain" } });
    expect(world.jobs.jobs.size - before).toBe(2);
  });

  it("bear with a backend that is out of order while it is polled", async () => {
    const run = await start("startJob", { durationMs: 300 }, { wait: 0 });
    world.jobs.failWith(503);
    await until("a poll that failed", async () => ((await get(run.id)).events.some(({ status }) => status === 503) ? true : undefined));
    world.jobs.failWith(null);
    expect(await ended(run.id)).toMatchObject({ state: "succeeded" });
  });

  it("refuse what fits no call before anything is started", async () => {
    const before = world.jobs.starts();
    expect(await refusal(world.person.call(routes.runs.start, { params: { connector: "jobs", operation: "startJob" }, body: { params: { no: 1 } } }))).toMatchObject({ code: "call.parameter" });
    expect(await refusal(world.person.call(routes.runs.start, { params: { connector: "jobs", operation: "reporting" }, body: { body: [1] } }))).toMatchObject({ code: "call.body", path: "/body" });
    expect(await refusal(world.person.call(routes.runs.start, { params: { connector: "jobs", operation: "getJob" }, body: { params: { id: "1" } } }))).toMatchObject({ status: 422, code: "run.not-async" });
    expect(world.jobs.starts()).toBe(before);
  });

  it("replay a stored callback, recorded in the audit", async () => {
    const run = await start("both", { ends: "hang", durationMs: 1 }, { wait: 0 });
    const job = jobOf(run);
    expect((await fetch(job?.request.callbackUrl ?? "", { method: "POST", body: "job%5Bstate%5D=done" })).status).toBe(204);
    const [first] = (await world.person.call(routes.runs.callbacks, { params: { run: run.id } })).items;
    expect(first).toMatchObject({ effect: "ignored", reason: expect.stringContaining("/job/state") });
    const again = await world.person.call(routes.runs.replay, { params: { run: run.id, callback: first?.id ?? "" } });
    expect(again).toMatchObject({ effect: "ignored", replayOf: first?.id });
    const audit = await world.person.call(routes.audit.list, { query: { target: `run:jobs/both/${run.id}` } });
    expect(audit.items.map(({ action }) => action)).toEqual(["runs.replay", "runs.start"]);
    await world.person.call(routes.runs.cancel, { params: { run: run.id } });
  });

  it("take callbacks of any type, as forms and as text", async () => {
    const run = await start("both", { ends: "hang" }, { wait: 0 });
    const url = jobOf(run)?.request.callbackUrl ?? "";
    const send = (body: string | Uint8Array, type: string) => fetch(url, { method: "POST", body: body as BodyInit, headers: { "content-type": type } }).then(({ status }) => status);
    expect(await send("job=%7B%22state%22%3A%22running%22%2C%22percent%22%3A40%7D", "application/x-www-form-urlencoded")).toBe(204);
    expect(await get(run.id)).toMatchObject({ state: "running", progress: 0.4 });
    expect(await send(new Uint8Array([0, 1, 2, 255]), "application/octet-stream")).toBe(204);
    expect(await send("[".repeat(100_000), "application/json")).toBe(204);
    expect(await send('{"job":{"state":"done"}}', "text/plain")).toBe(204);
    expect(await ended(run.id)).toMatchObject({ state: "succeeded", result: null });
  });
});
