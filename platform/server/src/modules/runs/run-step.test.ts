import { type AsyncOperation, type Message, asyncOperationSchema, verbatim } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import type { AnswerKind } from "./answer-kind.ts";
import type { RunChange } from "./run-events.ts";
import type { StoredRun } from "./run-record.ts";
import * as steps from "./run-step.ts";

const outcome = { state: "/state", succeeded: ["done"], failed: ["error"], cancelled: ["stopped"], reason: "/why", progress: "/at" };
const poll = { operation: "get", parameter: "path.id", outcome, intervalMs: 1_000, maxIntervalMs: 4_000 };
const declared = (more: object = {}): AsyncOperation => asyncOperationSchema.parse({ id: { pointer: "/id" }, poll, callback: { parameter: "body./url", outcome }, cancel: { operation: "stop", parameter: "path.id" }, idempotencyHeader: "Idempotency-Key", ...more });

const started = new Date("2026-01-01T00:00:00Z");
const at = (seconds: number): steps.StepClock => ({ now: new Date(started.getTime() + seconds * 1_000), random: 0.5 });

function run(more: Partial<StoredRun> = {}, declaration: object = {}): StoredRun {
  return {
    _id: "r", space: "default", connector: "jobs", stage: "prod", operation: "start", version: "1.0.0", caller: "user:u", callerName: "li.wei", identity: "{}", idempotencyKey: "r", digest: "", declaration: JSON.stringify(declared(declaration)),
    sealed: "sealed", callbackHash: null, phase: "follow", state: "running", backendId: "7", backendState: null, progress: null, result: null, truncated: false, error: null, cancelRequested: false, sent: true, early: false, attempts: 0, intervalMs: 1_000,
    callbacks: 0, events: [], startedAt: started, deadline: at(3_600).now, finishedAt: null, nextAt: at(10).now, nextPollAt: null, fence: 1, claim: null, revision: 1, change: 0, traceId: "t", locale: "en", ...more,
  };
}
const answered = (body: unknown, headers: Record<string, string> = {}): Extract<AnswerKind, { kind: "answered" }> => ({ kind: "answered", status: 200, body, answer: { status: 200, headers, bytes: Buffer.alloc(0), truncated: false, durationMs: 1, url: "" } });
const failed = (kind: "denied" | "refused" | "not-sent" | "uncertain", status: number | null = null, detail: Message = verbatim("why")) => ({ kind, status, detail });
const after = (before: StoredRun, { patch }: RunChange): StoredRun => ({ ...before, ...patch });
const starting = { phase: "start", state: "starting", backendId: null } as const;
const withoutKey = { idempotencyHeader: undefined };

describe("the start", () => {
  it("is followed from its answer on, with the id from body or header", () => {
    expect(steps.startAnswered(run(starting), answered({ id: 7 }), at(1)).patch).toMatchObject({ phase: "follow", state: "running", backendId: "7", nextAt: at(2).now, nextPollAt: at(2).now });
    const header = { id: { header: "Location" } };
    expect(steps.startAnswered(run(starting, header), answered(null, { location: "https://jobs.example.com/v1/jobs/a%20b?x=1" }), at(1)).patch.backendId).toBe("a b");
    expect(steps.startAnswered(run(starting, header), answered(null), at(1)).patch).toMatchObject({ phase: "ended", state: "failed", error: { code: "run.no-id" } });
    expect(steps.startAnswered(run(starting, { poll: undefined, cancel: undefined }), answered({}), at(1)).patch).toMatchObject({ phase: "follow", backendId: null, nextAt: at(3_600).now, nextPollAt: null });
  });

  it("is stopped at once when somebody cancelled meanwhile", () => {
    const asked = after(run(starting), steps.cancelAsked(run(starting), "li.wei", at(0)));
    expect(asked).toMatchObject({ phase: "start", state: "cancelling", cancelRequested: true });
    expect(steps.startAnswered(asked, answered({ id: "7" }), at(1)).patch).toMatchObject({ phase: "cancel", state: "cancelling", nextAt: at(1).now });
    const unnamed = run({ ...asked, declaration: run({}, { poll: undefined }).declaration });
    expect(steps.startAnswered(unnamed, answered({}), at(1)).patch).toMatchObject({ phase: "ended", state: "cancelled", error: { code: "run.abandoned" } });
  });

  it("is repeated after an uncertain try only with a key", () => {
    expect(steps.startFailed(run(starting), failed("uncertain"), at(1)).patch).toMatchObject({ attempts: 1, sent: true, nextAt: at(1.5).now });
    expect(steps.startFailed(run(starting, withoutKey), failed("uncertain"), at(1)).patch).toMatchObject({ phase: "ended", error: { code: "run.start-uncertain" } });
    expect(steps.startFailed(run({ ...starting, attempts: 7 }), failed("uncertain"), at(1)).patch).toMatchObject({ phase: "ended", error: { code: "run.start-uncertain" } });
  });

  it("is known to have arrived when a callback came before its answer, and repeated for the id where a key makes that harmless", () => {
    const early = { ...starting, early: true };
    const followed = { phase: "follow", state: "running", nextPollAt: null };
    expect(steps.startFailed(run(early, withoutKey), failed("uncertain"), at(1)).patch).toMatchObject(followed);
    expect(steps.startFailed(run(early), failed("uncertain"), at(1)).patch).toMatchObject({ attempts: 1, sent: true, nextAt: at(1.5).now });
    for (const kind of ["uncertain", "not-sent"] as const) expect(steps.startFailed(run({ ...early, attempts: 7 }), failed(kind), at(1)).patch).toMatchObject(followed);
    expect(steps.startFailed(run(early), failed("refused", 409), at(1)).patch).toMatchObject(followed);
    expect(steps.startFailed(run({ ...early, cancelRequested: true, state: "cancelling" }), failed("refused", 409), at(1)).patch).toMatchObject({ phase: "ended", state: "cancelled", error: { code: "run.abandoned" } });
  });

  it("is repeated with and without a key when nothing was sent", () => {
    for (const declaration of [{}, withoutKey]) {
      expect(steps.startFailed(run({ ...starting, sent: false }, declaration), failed("not-sent"), at(1)).patch).toMatchObject({ attempts: 1, sent: false });
      expect(steps.startFailed(run({ ...starting, sent: false, attempts: 7 }, declaration), failed("not-sent"), at(1)).patch).toMatchObject({ phase: "ended", error: { code: "run.start-refused" } });
    }
  });

  it("ends with the refusal; a grant of an app that is on its way is waited for", () => {
    expect(steps.startFailed(run(starting), failed("refused", 400), at(1)).patch).toMatchObject({ phase: "ended", error: { code: "run.start-refused" }, sealed: null, nextAt: null });
    expect(steps.startFailed(run(starting), failed("denied", 403), at(1)).patch).toMatchObject({ phase: "ended", error: { code: "run.denied" } });
    const ofApp = { ...starting, caller: "app:default/a" };
    expect(steps.startFailed(run(ofApp), failed("denied", 403), at(1)).patch.phase).toBeUndefined();
    expect(steps.startFailed(run(ofApp), failed("denied", 403), at(4)).patch).toMatchObject({ phase: "ended", error: { code: "run.denied" } });
  });
});

describe("following", () => {
  it("asks less and less often, never after the time is over", () => {
    let now = run();
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      now = after(now, steps.pollAnswered(now, answered({ state: "busy", at: round }), at(10)));
      waits.push(((now.nextAt?.getTime() ?? 0) - at(10).now.getTime()) / 1_000);
    }
    expect(waits).toEqual([1, 1.5, 2.25, 3.375, 4, 4]);
    expect(steps.pollAnswered(run({ intervalMs: 4_000 }), answered({ state: "busy" }), at(3_599)).patch.nextAt).toEqual(at(3_600).now);
  });

  it("writes equal polls down once", () => {
    let now = run();
    for (let round = 0; round < 500; round += 1) now = after(now, steps.pollAnswered(now, answered({ state: "busy", at: 5 }), at(round)));
    expect(now.events).toMatchObject([{ kind: "poll", count: 500, firstAt: at(0).now, at: at(499).now }]);
    for (let round = 0; round < 500; round += 1) now = after(now, steps.pollAnswered(now, answered({ state: "busy", at: round / 10 }), at(round)));
    expect(now.events).toHaveLength(100);
  });

  it("ends with what the backend says", () => {
    expect(steps.pollAnswered(run(), answered({ state: "done", at: 80, value: 1 }), at(1))).toMatchObject({ patch: { phase: "ended", state: "succeeded", progress: 1, backendState: "done", sealed: null }, result: { value: { value: 1 } } });
    expect(steps.pollAnswered(run({}, { result: { pointer: "/gone" } }), answered({ state: "done" }), at(1)).result).toEqual({ value: null, truncated: false });
    expect(steps.pollAnswered(run(), answered({ state: "error", why: "disk full" }), at(1)).patch).toMatchObject({ state: "failed", error: { code: "run.work-failed", message: { en: "The work failed (error): disk full" } } });
    expect(steps.pollAnswered(run({ state: "cancelling" }), answered({ state: "stopped" }), at(1)).patch).toMatchObject({ state: "cancelled", error: { code: "run.work-cancelled" } });
    expect(steps.timedOut(run(), at(3_600)).patch).toMatchObject({ state: "timed-out", error: { code: "run.timed-out", message: { en: expect.stringContaining("3600 s") as unknown } } });
  });

  it("fetches the result by a call where that is declared, and gives up when it cannot be had", () => {
    const fetching = { result: { operation: "result", parameter: "path.id", pointer: "/items" } };
    const known = after(run({}, fetching), steps.pollAnswered(run({}, fetching), answered({ state: "done" }), at(1)));
    expect(known).toMatchObject({ phase: "result", state: "running", progress: 1, nextAt: at(1).now });
    expect(steps.resultAnswered(known, answered({ items: [1] }), at(2))).toMatchObject({ patch: { state: "succeeded" }, result: { value: [1] } });
    expect(steps.resultFailed(known, failed("uncertain", 503), at(2)).patch).toMatchObject({ attempts: 1 });
    expect(steps.resultFailed({ ...known, attempts: 4 }, failed("refused", 404), at(2)).patch).toMatchObject({ state: "failed", error: { code: "run.result-failed" } });
    expect(steps.calledBack(known, { state: "done" }, at(2))).toMatchObject({ change: null, effect: "ignored" });
    expect(steps.calledBack(run({ backendId: null }, fetching), { state: "done" }, at(1)).change?.patch).toMatchObject({ state: "failed", error: { code: "run.result-failed", message: { en: expect.stringContaining("id") as unknown } } });
  });

  it("bears with trouble, but not with refusals without end or a lost grant", () => {
    expect(steps.pollFailed(run({ attempts: 50 }), failed("uncertain", 503), at(1)).patch).toMatchObject({ attempts: 51 });
    expect(steps.pollFailed(run({ attempts: 3 }), failed("refused", 404), at(1)).patch.phase).toBeUndefined();
    expect(steps.pollFailed(run({ attempts: 4 }), failed("refused", 404), at(1)).patch).toMatchObject({ state: "failed", error: { code: "run.poll-refused" } });
    expect(steps.pollFailed(run(), failed("denied", 403), at(1)).patch).toMatchObject({ state: "failed", error: { code: "run.denied" } });
  });

  it("does not move a run that something else moved on", () => {
    for (const phase of ["result", "cancel", "ended"] as const) {
      expect(steps.pollAnswered(run({ phase }), answered({ state: "done" }), at(1)).patch).toEqual({});
      expect(steps.pollFailed(run({ phase }), failed("denied"), at(1)).patch).toEqual({});
    }
  });
});

describe("a callback", () => {
  it("tells the outcome, the progress, or nothing", () => {
    expect(steps.calledBack(run(), { state: "done" }, at(1))).toMatchObject({ effect: "outcome", change: { patch: { state: "succeeded" } } });
    expect(steps.calledBack(run(), { state: "busy", at: 40 }, at(1))).toMatchObject({ effect: "progress", change: { patch: { backendState: "busy", progress: 0.4 } } });
    expect(steps.calledBack(run(), { state: "busy" }, at(1)).change?.patch.nextAt).toBeUndefined();
    expect(steps.calledBack(run(), "hello", at(1))).toMatchObject({ effect: "ignored", change: null });
    expect(steps.calledBack(run({ phase: "ended", state: "succeeded" }), { state: "done" }, at(1))).toMatchObject({ effect: "ignored", change: null });
  });
});

describe("cancelling", () => {
  it("tells the backend and waits for the outcome", () => {
    const asked = after(run(), steps.cancelAsked(run(), "li.wei", at(1)));
    expect(asked).toMatchObject({ phase: "cancel", state: "cancelling", nextAt: at(1).now });
    for (const change of [steps.cancelAnswered(asked, answered({}), at(2)), steps.cancelFailed(asked, failed("refused", 409), at(2))]) {
      expect(change.patch).toMatchObject({ phase: "follow", nextAt: at(2.3).now });
      expect(after(asked, change).state).toBe("cancelling");
    }
  });

  it("goes on with the work when the backend does not stop it", () => {
    const asked = after(run(), steps.cancelAsked(run(), "li.wei", at(1)));
    expect(steps.cancelFailed(asked, failed("refused", 400), at(2)).patch).toMatchObject({ phase: "follow", state: "running", cancelRequested: false });
    expect(steps.cancelFailed(asked, failed("uncertain", 503), at(2)).patch).toMatchObject({ attempts: 1 });
    expect(steps.cancelFailed({ ...asked, attempts: 5 }, failed("uncertain", 503), at(2)).patch).toMatchObject({ phase: "follow", state: "running" });
  });

  it("gives up following where nothing stops the work, and says that it goes on", () => {
    expect(steps.cancelAsked(run({}, { cancel: undefined }), "li.wei", at(1)).patch).toMatchObject({ phase: "ended", state: "cancelled", error: { code: "run.abandoned" } });
    expect(steps.cancelAsked(run({ backendId: null }), "li.wei", at(1)).patch).toMatchObject({ phase: "ended", error: { code: "run.abandoned" } });
  });
});
