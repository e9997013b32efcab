import { type Operation, UserError } from "@tessera/contracts";
import type { BuiltCall } from "../../gateway-call/build-call.ts";
import type { GatewayCaller } from "../../gateway-call/gateway-caller.ts";
import type { Logger } from "../../logging/logger.ts";
import { serverErrors } from "../../errors.ts";
import { KeptBriefly } from "../../persistence/kept-briefly.ts";
import type { MemberRepository } from "../spaces/member.repository.ts";
import { type AnswerKind, answerKind, callFailure } from "./answer-kind.ts";
import type { CallbackEffects } from "./callback-effect.ts";
import { followUpCall, startCall } from "./call-inputs.ts";
import type { OperationFinder } from "./operation-finder.ts";
import type { RunChange } from "./run-events.ts";
import { runMessages } from "./run.messages.ts";
import type { RunRepository } from "./run.repository.ts";
import { type RunSecrets, type StoredRun, declarationOf, identityOf } from "./run-record.ts";
import type { RunSafe } from "./run-secrets.ts";
import * as steps from "./run-step.ts";

export interface DriverTimes {
  /** A silent process loses its run after that, ms. */
  leaseMs: number;
  heartbeatMs: number;
}

export const defaultDriverTimes: DriverTimes = { leaseMs: 10_000, heartbeatMs: 3_000 };

/** What is read of an answer; more of a result is cut off. */
const maxAnswerBytes = 8 * 1024 * 1024;
/** Time that the gateway gets beyond the operation's own, ms. */
const marginMs = 5_000;
/** Somebody who left the space is known to have left after that, ms. */
const membershipMs = 2_000;

type Failed = Exclude<AnswerKind, { kind: "answered" }>;
type Answered = Extract<AnswerKind, { kind: "answered" }>;
type Step = (run: StoredRun, answer: AnswerKind, clock: steps.StepClock) => RunChange;

/** Takes a run one step further: makes the one call that is due and stores what came of it, before anything else happens. */
export class RunDriver {
  readonly #runs: RunRepository;
  readonly #effects: CallbackEffects;
  readonly #operations: OperationFinder;
  readonly #members: MemberRepository;
  readonly #gateway: GatewayCaller;
  readonly #safe: RunSafe;
  readonly #logger: Logger;
  readonly #times: DriverTimes;
  readonly #knownMembers = new KeptBriefly<boolean>(membershipMs);

  constructor(runs: RunRepository, effects: CallbackEffects, operations: OperationFinder, members: MemberRepository, gateway: GatewayCaller, safe: RunSafe, logger: Logger, times: DriverTimes = defaultDriverTimes) {
    this.#runs = runs;
    this.#effects = effects;
    this.#operations = operations;
    this.#members = members;
    this.#gateway = gateway;
    this.#safe = safe;
    this.#logger = logger;
    this.#times = times;
  }

  get leaseMs(): number {
    return this.#times.leaseMs;
  }

  /** A run that the caller has just taken. Answers it afterwards; null when another process has taken it over. */
  async drive(run: StoredRun, signal: AbortSignal, isFirst = false): Promise<StoredRun | null> {
    const beat = setInterval(() => void this.#beat(run), this.#times.heartbeatMs);
    try {
      return await this.#drive(run, signal, isFirst);
    } finally {
      clearInterval(beat);
    }
  }

  async #drive(run: StoredRun, signal: AbortSignal, isFirst: boolean): Promise<StoredRun | null> {
    if (run.phase === "ended") return run;
    if (run.phase === "start") return this.#start(run, signal, isFirst);
    if (run.early) {
      await this.#effects.applyKept(run._id);
      return this.#apply(run, (stored) => (stored.phase === "ended" ? null : { patch: { nextAt: stored.nextPollAt ?? new Date() } }));
    }
    if (run.phase !== "result" && run.deadline.getTime() <= Date.now()) return this.#apply(run, (stored) => steps.timedOut(stored, clock()));
    const { poll, result, cancel } = declarationOf(run);
    if (run.phase === "cancel" && cancel !== undefined) return this.#followUp(run, cancel, stepOf(steps.cancelAnswered, steps.cancelFailed), signal);
    if (run.phase === "result" && "operation" in result) return this.#followUp(run, result, stepOf(steps.resultAnswered, steps.resultFailed), signal);
    if (run.phase === "follow" && poll !== undefined && run.backendId !== null) return this.#followUp(run, poll, stepOf(steps.pollAnswered, steps.pollFailed), signal);
    return this.#apply(run, (stored) => ({ patch: { nextAt: stored.deadline } }));
  }

  async #start(run: StoredRun, signal: AbortSignal, isFirst: boolean): Promise<StoredRun | null> {
    const { idempotencyHeader } = declarationOf(run);
    const fail = stepOf(steps.startAnswered, steps.startFailed);
    // Sent by a process that is gone: only a key makes it harmless to send it again.
    if (run.sent && !isFirst && idempotencyHeader === undefined) {
      return this.#apply(run, (stored) => fail(stored, { kind: "uncertain", status: null, detail: runMessages.startInterrupted() }, clock()));
    }
    const secrets = this.#safe.open(run);
    if (secrets === null) return this.#broken(run, serverErrors.runStartRefused, "secretsLost");
    const found = await this.#operations.find(run.space, run.connector, run.stage, run.operation);
    const taken = run.sent ? run : await this.#apply(run, () => ({ patch: { sent: true } }));
    if (taken === null) return null;
    const answer = found === null ? this.#notServed(run, run.operation) : await this.#call(run, found.timeoutMs, () => startCall({ ...found.operation, async: declarationOf(run) }, secrets, run._id), signal);
    const after = await this.#apply(taken, (stored) => {
      const change = fail(stored, answer, clock());
      return "sealed" in change.patch || stored.phase === "ended" || change.patch.phase === undefined ? change : { ...change, patch: { ...change.patch, sealed: this.#safe.seal(stored, afterStart(secrets)) } };
    });
    if (after?.early !== true || after.phase === "start" || after.phase === "ended") return after;
    await this.#effects.applyKept(run._id);
    return this.#runs.find(run._id);
  }

  async #followUp(run: StoredRun, named: { operation: string; parameter: string }, step: Step, signal: AbortSignal): Promise<StoredRun | null> {
    const secrets = this.#safe.open(run);
    if (secrets === null) return this.#broken(run, serverErrors.runPollRefused, "secretsLost");
    const found = await this.#operations.find(run.space, run.connector, run.stage, named.operation);
    const answer = found === null ? this.#notServed(run, named.operation) : await this.#call(run, found.timeoutMs, () => call(found.operation, secrets, named.parameter, run.backendId ?? ""), signal);
    return this.#apply(run, (stored) => step(stored, answer, clock()));
  }

  async #call(run: StoredRun, timeoutMs: number, build: () => BuiltCall, signal: AbortSignal): Promise<AnswerKind> {
    const identity = identityOf(run);
    if (identity.kind === "user" && !(await this.#isMember(run.space, identity.sub.slice("user:".length)))) return { kind: "denied", status: null, detail: runMessages.callerGone() };
    try {
      const built = build();
      return answerKind(await this.#gateway.call(identity, { space: run.space, connector: run.connector, stage: run.stage }, built, { timeoutMs: timeoutMs + marginMs, maxBytes: maxAnswerBytes, signal, traceId: run.traceId, locale: run.locale }));
    } catch (error) {
      // Inputs that fit no call: nothing was sent.
      if (error instanceof UserError && (error.code === serverErrors.callParameter || error.code === serverErrors.callBody)) return { kind: "refused", status: null, detail: error.text };
      return callFailure(error);
    }
  }

  #isMember(space: string, user: string): Promise<boolean> {
    return this.#knownMembers.get(`${space}/${user}`, async () => (await this.#members.find(space, user)) !== null);
  }

  #notServed({ connector, stage }: StoredRun, operation: string): Failed {
    return { kind: "not-sent", status: null, detail: runMessages.notServed({ stage, connector, operation }) };
  }

  #broken(run: StoredRun, code: string, message: "secretsLost"): Promise<StoredRun | null> {
    return this.#apply(run, (stored) => (stored.phase === "ended" ? null : steps.brokenEnd(stored, code, runMessages[message](), clock())));
  }

  /** Nothing is changed when another process has the run by now. */
  async #apply(run: StoredRun, step: (stored: StoredRun) => RunChange | null): Promise<StoredRun | null> {
    let isOurs = true;
    const after = await this.#runs.update(run._id, (stored) => {
      isOurs = stored.fence === run.fence;
      return isOurs ? step(stored) : null;
    }, run);
    return isOurs ? after : null;
  }

  async #beat(run: StoredRun): Promise<void> {
    try {
      await this.#runs.extend(run, new Date(Date.now() + this.#times.leaseMs));
    } catch (error) {
      this.#logger.warn({ err: error, run: run._id }, "cannot keep the lease of a run");
    }
  }
}

function stepOf(answered: (run: StoredRun, answer: Answered, clock: steps.StepClock) => RunChange, failed: (run: StoredRun, answer: Failed, clock: steps.StepClock) => RunChange): Step {
  return (run, answer, at) => (answer.kind === "answered" ? answered(run, answer, at) : failed(run, answer, at));
}

function call(operation: Operation, secrets: RunSecrets, parameter: string, id: string): BuiltCall {
  return followUpCall(operation, secrets, parameter, id);
}

/** After the start only parameters are needed, for operations that share them. */
function afterStart({ params }: RunSecrets): RunSecrets {
  return { params, callbackUrl: null };
}

function clock(): steps.StepClock {
  return { now: new Date(), random: Math.random() };
}
