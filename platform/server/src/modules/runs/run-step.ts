import { type AsyncOperation, type Message, readPointer, verbatim } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type AnswerKind, saidBy } from "./answer-kind.ts";
import { type Told, readOutcome } from "./outcome.ts";
import { type NewEvent, type RunChange, withEvent } from "./run-events.ts";
import { runMessages as say } from "./run.messages.ts";
import { type RunState, type StoredRun, declarationOf } from "./run-record.ts";

/** Time and chance, given from outside so that a step is a plain function. */
export interface StepClock {
  now: Date;
  /** 0 to 1, for jitter. */
  random: number;
}

type Failed = Exclude<AnswerKind, { kind: "answered" }>;
type Answered = Extract<AnswerKind, { kind: "answered" }>;

/** How often a phase is tried: the start about 45 s, the result some minutes. */
const tries = { start: 8, refusals: 5, cancel: 6, result: 20 } as const;
/** A grant reaches all gateways in that time after it was given, ms. */
const grantTravelMs = 3_000;
const backoff = { firstMs: 500, longestMs: 15_000 } as const;
/** The first look at work that was told to stop, ms. */
const afterCancelMs = 300;

/** The start was answered: the work is followed from here on. */
export function startAnswered(run: StoredRun, { status, body, answer }: Answered, clock: StepClock): RunChange {
  const declared = declarationOf(run);
  const id = idIn(declared, body, answer.headers);
  const event: NewEvent = { kind: "start", status, detail: id === null ? say.startedNoId() : say.started({ id }) };
  // A callback was faster: what it told stands.
  if (run.phase !== "start") return { patch: { backendId: id, events: withEvent(run.events, event, clock.now) } };
  const noted = { ...run, events: withEvent(run.events, event, clock.now) };
  if (id === null && declared.poll !== undefined) return ended(noted, "failed", { code: serverErrors.runNoId, message: say.noId({ place: placeOf(declared.id) }) }, clock);
  const started = { backendId: id, sent: true, attempts: 0, events: noted.events };
  if (run.cancelRequested) return id === null ? abandonedUnnamed(noted, clock) : { patch: { ...started, state: "cancelling", phase: "cancel", nextAt: clock.now, nextPollAt: null } };
  return { patch: { ...started, state: "running", phase: "follow", ...nextLook(run, declared.poll?.intervalMs ?? 0, clock), ...(run.early ? { nextAt: clock.now } : {}) } };
}

/** The start was not answered with a success, or it is not known whether it was. */
export function startFailed(run: StoredRun, failed: Failed, clock: StepClock): RunChange {
  if (run.phase !== "start") return { patch: {} };
  const reason = failed.detail;
  const attempts = run.attempts + 1;
  const again = (detail: Message, sent: boolean): RunChange => ({ patch: { attempts, sent, nextAt: later(attempts, clock), events: withEvent(run.events, { kind: "start", status: failed.status, detail }, clock.now) } });
  const fail = (code: string, message: Message): RunChange => (run.early ? followedByCallbacks(run, failed, clock) : ended(run, "failed", { code, message }, clock, failed.status));
  const canRepeat = declarationOf(run).idempotencyHeader !== undefined;
  switch (failed.kind) {
    case "denied":
      if (clock.now.getTime() - run.startedAt.getTime() < grantTravelMs && isApp(run)) return again(say.startTryAgain({ reason }), run.sent);
      return fail(serverErrors.runDenied, say.startDenied({ caller: run.callerName, reason }));
    case "refused":
      return fail(serverErrors.runStartRefused, say.startRefused({ reason }));
    case "not-sent":
      // What an earlier try left open stays open.
      if (attempts < tries.start) return again(say.startTryAgain({ reason }), run.sent && canRepeat);
      return run.sent && canRepeat ? fail(serverErrors.runStartUncertain, say.startStillUncertain({ attempts, reason })) : fail(serverErrors.runStartRefused, say.startRefused({ reason }));
    case "uncertain":
      if (!canRepeat) return fail(serverErrors.runStartUncertain, say.startUncertain({ reason }));
      return attempts < tries.start ? again(say.startRepeated({ reason }), true) : fail(serverErrors.runStartUncertain, say.startStillUncertain({ attempts, reason }));
  }
}

/** A callback has proved that the work was started: only callbacks can tell of it, because its id stays unknown. */
function followedByCallbacks(run: StoredRun, { status, detail }: Failed, clock: StepClock): RunChange {
  const events = withEvent(run.events, { kind: "start", status, detail }, clock.now);
  if (run.cancelRequested) return abandonedUnnamed({ ...run, events }, clock);
  return { patch: { state: "running", phase: "follow", sent: true, attempts: 0, nextAt: clock.now, nextPollAt: null, events } };
}

/** The backend said how the work stands. */
export function pollAnswered(run: StoredRun, { status, body, answer }: Answered, clock: StepClock): RunChange {
  const declared = declarationOf(run);
  if (run.phase !== "follow" || declared.poll === undefined) return { patch: {} };
  const told = readOutcome(declared.poll.outcome, body);
  const detail = told.state === null ? say.noState({ place: bodyPlace(declared.poll.outcome.state) }) : null;
  const noted = { ...run, attempts: 0, events: withEvent(run.events, { kind: "poll", status, backendState: told.state, progress: told.progress, detail }, clock.now) };
  return learned(noted, declared, told, { value: body, truncated: answer.truncated }, clock);
}

export function pollFailed(run: StoredRun, failed: Failed, clock: StepClock): RunChange {
  if (run.phase !== "follow") return { patch: {} };
  if (failed.kind === "denied" && !isTravelling(run, clock)) return deniedEnd(run, failed, clock);
  const attempts = run.attempts + 1;
  if (failed.kind === "refused" && attempts >= tries.refusals) return ended(run, "failed", { code: serverErrors.runPollRefused, message: say.pollRefused({ attempts, reason: failed.detail }) }, clock, failed.status);
  const events = withEvent(run.events, { kind: "poll", status: failed.status, detail: say.pollFailed({ reason: failed.detail }) }, clock.now);
  const waitMs = Math.max(run.intervalMs, Math.min(backoff.longestMs, backoff.firstMs * 2 ** attempts));
  return { patch: { attempts, events, ...nextLook(run, waitMs, clock), intervalMs: run.intervalMs } };
}

/** What a callback says; `null`: nothing that changes anything. */
export function calledBack(run: StoredRun, body: unknown, clock: StepClock): { change: RunChange | null; effect: "outcome" | "progress" | "ignored"; reason: Message | null } {
  const declared = declarationOf(run);
  const { callback } = declared;
  const ignored = (reason: Message) => ({ change: null, effect: "ignored" as const, reason });
  if (callback === undefined) return ignored(say.callbackNotDeclared());
  if (run.phase === "ended") return ignored(say.callbackEnded({ state: run.state }));
  if (run.phase === "result") return ignored(say.callbackResult());
  const told = readOutcome(callback.outcome, body);
  if (told.state === null && told.progress === null) return ignored(say.callbackNoState({ place: bodyPlace(callback.outcome.state) }));
  const noted = { ...run, events: withEvent(run.events, { kind: "callback", backendState: told.state, progress: told.progress }, clock.now) };
  if (told.kind === "running") return { change: { patch: { backendState: told.state ?? run.backendState, progress: told.progress ?? run.progress, events: noted.events } }, effect: "progress", reason: null };
  return { change: learned(noted, declared, told, { value: body, truncated: false }, clock), effect: "outcome", reason: null };
}

function learned(run: StoredRun, declared: AsyncOperation, told: Told, body: { value: unknown; truncated: boolean }, clock: StepClock): RunChange {
  const known = { backendState: told.state ?? run.backendState, progress: told.progress ?? run.progress, events: run.events, attempts: 0 };
  const seen = { ...run, ...known };
  if (told.kind === "succeeded") {
    if ("operation" in declared.result && run.backendId === null) return ended(seen, "failed", { code: serverErrors.runResultFailed, message: say.resultFailed({ reason: say.idUnknown() }) }, clock);
    if ("operation" in declared.result) return { patch: { ...known, progress: 1, phase: "result", nextAt: clock.now, nextPollAt: null } };
    return succeeded(seen, body, declared.result.pointer, clock);
  }
  const state = told.state ?? "";
  if (told.kind === "failed") return ended(seen, "failed", { code: serverErrors.runWorkFailed, message: say.workFailed({ state, reason: saidBy(told.reason) }) }, clock);
  if (told.kind === "cancelled") return ended(seen, "cancelled", { code: serverErrors.runWorkCancelled, message: say.workCancelled({ state }) }, clock);
  const next = Math.min(run.intervalMs * 1.5, declared.poll?.maxIntervalMs ?? run.intervalMs);
  return { patch: { ...known, ...nextLook(run, run.intervalMs, clock), intervalMs: Math.round(next) } };
}

export function resultAnswered(run: StoredRun, { body, answer, status }: Answered, clock: StepClock): RunChange {
  const { result } = declarationOf(run);
  if (run.phase !== "result" || !("operation" in result)) return { patch: {} };
  return succeeded({ ...run, events: withEvent(run.events, { kind: "result", status, detail: say.resultFetched() }, clock.now) }, { value: body, truncated: answer.truncated }, result.pointer, clock);
}

export function resultFailed(run: StoredRun, failed: Failed, clock: StepClock): RunChange {
  if (run.phase !== "result") return { patch: {} };
  if (failed.kind === "denied" && !isTravelling(run, clock)) return deniedEnd(run, failed, clock);
  const attempts = run.attempts + 1;
  if (attempts >= (failed.kind === "refused" ? tries.refusals : tries.result)) return ended(run, "failed", { code: serverErrors.runResultFailed, message: say.resultFailed({ reason: failed.detail }) }, clock, failed.status);
  return { patch: { attempts, nextAt: later(attempts, clock), events: withEvent(run.events, { kind: "result", status: failed.status, detail: say.resultTryAgain({ reason: failed.detail }) }, clock.now) } };
}

/** A person wants the work stopped. */
export function cancelAsked(run: StoredRun, person: string, clock: StepClock): RunChange {
  const { cancel } = declarationOf(run);
  const events = withEvent(run.events, { kind: "cancel", detail: say.cancelAsked({ person }) }, clock.now);
  const noted = { ...run, events };
  if (cancel === undefined) return ended(noted, "cancelled", { code: serverErrors.runAbandoned, message: say.abandoned() }, clock);
  if (run.phase === "start") return { patch: { cancelRequested: true, state: "cancelling", events } };
  if (run.backendId === null) return abandonedUnnamed(noted, clock);
  return { patch: { cancelRequested: true, state: "cancelling", phase: "cancel", attempts: 0, nextAt: clock.now, nextPollAt: null, events } };
}

/** Nobody can tell the backend which work to stop. */
function abandonedUnnamed(run: StoredRun, clock: StepClock): RunChange {
  return ended(run, "cancelled", { code: serverErrors.runAbandoned, message: say.abandonedNoId() }, clock);
}

/** The backend took the wish, or says that there is nothing to stop any more: the outcome tells. */
export function cancelAnswered(run: StoredRun, { kind, status }: Pick<AnswerKind, "kind" | "status">, clock: StepClock): RunChange {
  if (run.phase !== "cancel") return { patch: {} };
  const events = withEvent(run.events, { kind: "cancel", status, detail: kind === "answered" ? say.cancelSent() : null }, clock.now);
  const { poll } = declarationOf(run);
  return { patch: { phase: "follow", attempts: 0, events, ...nextLook(run, poll === undefined ? 0 : afterCancelMs, clock), intervalMs: poll?.intervalMs ?? run.intervalMs } };
}

export function cancelFailed(run: StoredRun, failed: Failed, clock: StepClock): RunChange {
  if (run.phase !== "cancel") return { patch: {} };
  if (failed.kind === "refused" && failed.status !== null && [404, 409, 410].includes(failed.status)) return cancelAnswered(run, failed, clock);
  const attempts = run.attempts + 1;
  const isOver = failed.kind === "refused" || (failed.kind === "denied" && !isTravelling(run, clock)) || attempts >= tries.cancel;
  if (!isOver) return { patch: { attempts, nextAt: later(attempts, clock), events: withEvent(run.events, { kind: "cancel", status: failed.status, detail: say.cancelTryAgain({ reason: failed.detail }) }, clock.now) } };
  const events = withEvent(run.events, { kind: "cancel", status: failed.status, detail: say.cancelRefused({ reason: failed.detail }) }, clock.now);
  const { poll } = declarationOf(run);
  return { patch: { phase: "follow", state: "running", cancelRequested: false, attempts: 0, events, ...nextLook(run, poll === undefined ? 0 : run.intervalMs, clock) } };
}

/** The time is over. */
export function timedOut(run: StoredRun, clock: StepClock): RunChange {
  const seconds = Math.round((run.deadline.getTime() - run.startedAt.getTime()) / 1000);
  return ended(run, "timed-out", { code: serverErrors.runTimedOut, message: say.timedOut({ seconds }) }, clock);
}

/** Something that no further call can mend. */
export function brokenEnd(run: StoredRun, code: string, message: Message, clock: StepClock): RunChange {
  return ended(run, "failed", { code, message }, clock);
}

function succeeded(run: StoredRun, body: { value: unknown; truncated: boolean }, pointer: string, clock: StepClock): RunChange {
  const { progress, backendState, attempts } = run;
  const found = body.truncated ? body.value : readPointer(body.value, pointer);
  const detail = found === undefined ? say.resultNothing({ place: bodyPlace(pointer) }) : null;
  const change = ended({ ...run, progress: progress === null ? null : 1 }, "succeeded", null, clock, null, detail);
  return { patch: { ...change.patch, backendState, attempts }, result: { value: found ?? null, truncated: body.truncated } };
}

function deniedEnd(run: StoredRun, { detail, status }: Failed, clock: StepClock): RunChange {
  return ended(run, "failed", { code: serverErrors.runDenied, message: say.denied({ caller: run.callerName, reason: detail }) }, clock, status);
}

function ended(run: StoredRun, state: RunState, error: StoredRun["error"], clock: StepClock, status: number | null = null, detail: Message | null = error?.message ?? null): RunChange {
  const { progress, backendState } = run;
  const events = withEvent(run.events, { kind: "end", status, backendState, progress, detail }, clock.now);
  return { patch: { phase: "ended", state, error, progress, backendState, events, sealed: null, joinKey: undefined, cancelRequested: false, finishedAt: clock.now, nextAt: null, nextPollAt: null } };
}

/** When the run is looked at next: after `waitMs`, at the latest when its time is over. 0: only then. */
function nextLook(run: StoredRun, waitMs: number, { now, random }: StepClock): Pick<StoredRun, "nextAt" | "nextPollAt"> {
  if (waitMs === 0) return { nextAt: run.deadline, nextPollAt: null };
  const at = new Date(Math.min(now.getTime() + waitMs * (0.85 + 0.3 * random), run.deadline.getTime()));
  return { nextAt: at, nextPollAt: at };
}

function later(attempts: number, { now, random }: StepClock): Date {
  return new Date(now.getTime() + Math.min(backoff.longestMs, backoff.firstMs * 2 ** (attempts - 1)) * (0.7 + 0.6 * random));
}

function isApp({ caller }: StoredRun): boolean {
  return caller.startsWith("app:");
}

/** A grant that was given with the start may still be on its way to the gateways. */
function isTravelling(run: StoredRun, { now }: StepClock): boolean {
  return isApp(run) && now.getTime() - run.startedAt.getTime() < grantTravelMs;
}

function idIn({ id }: AsyncOperation, body: unknown, headers: Readonly<Record<string, string>>): string | null {
  const found = "pointer" in id ? readPointer(body, id.pointer) : lastSegment(headers[id.header.toLowerCase()], id.header);
  if (typeof found === "string" && found !== "" && found.length <= 500) return found;
  return typeof found === "number" || typeof found === "bigint" ? String(found) : null;
}

/** A `Location` names the work by the end of an address. */
function lastSegment(value: string | undefined, header: string): string | undefined {
  if (value === undefined || header.toLowerCase() !== "location") return value;
  return decodedOr(value.split(/[?#]/)[0]?.split("/").filter((part) => part !== "").at(-1));
}

function decodedOr(text: string | undefined): string | undefined {
  return text !== undefined && /^([^%]|%[0-7][0-9A-Fa-f])*$/.test(text) ? decodeURIComponent(text) : text;
}

function placeOf(id: AsyncOperation["id"]): Message {
  return "pointer" in id ? bodyPlace(id.pointer) : say.headerPlace({ name: id.header });
}

function bodyPlace(pointer: string): Message {
  return pointer === "" ? say.wholeBody() : say.bodyPlace({ pointer: verbatim(pointer) });
}
