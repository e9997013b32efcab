import type * as ivm from "isolated-vm";
import { compileProgram, SourceError } from "../realm/compile.ts";
import { prepareRealm } from "../realm/realm.ts";
import type { Failure, ParentMessage } from "../wire/messages.ts";
import { maxCallsPerRun } from "../wire/messages.ts";
import { placeIn, readOutcome } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { RunLog } from "./run-log.ts";

export type RunOrder = Extract<ParentMessage, { type: "run" }>;
export type Breach = "cpuMs" | "wallMs" | "memory" | "cancelled";
type Library = typeof ivm;

/** A context that no user code has run in yet, with one program bound to it. */
interface Prepared {
  key: string;
  context: ivm.Context;
  enter: ivm.Reference<(...parts: unknown[]) => string | undefined>;
}

/** The run that holds a seat. */
export interface SeatRun {
  order: RunOrder;
  startedAt: number;
  cpuAtStart: number;
  /** CPU milliseconds when last looked at: an isolate that is gone tells no more. */
  cpuMs: number;
  log: RunLog;
  pendingCalls: number;
  /** Whether the program has begun, so that what is thrown now is its own. */
  started: boolean;
  /** How many entries into the isolate have not returned; at 0 the run only waits. */
  entered: number;
  /** Set by an asynchronous program that settled; it counts once every entry has returned. */
  settled?: Outcome;
  breach?: { limit: Breach; at: number; executing: boolean };
  finish(outcome: Outcome): void;
}

const maxCachedPrograms = 64;

/** One isolate of one space. It serves one run at a time, each in a context of its own, and is thrown away after any breach. */
export class Seat {
  readonly space: string;
  readonly memoryMb: number;
  runs = 0;
  idleSince = 0;
  run: SeatRun | undefined;
  readonly #library: Library;
  readonly #isolate: ivm.Isolate;
  readonly #sendCall: (run: SeatRun, call: number, name: string, argument: string) => void;
  readonly #programs = new Map<string, ivm.Script>();
  #realm: ivm.Script | undefined;
  #next: Promise<Prepared | undefined> = Promise.resolve(undefined);

  constructor(
    library: Library,
    order: RunOrder,
    onCatastrophe: () => void,
    sendCall: (run: SeatRun, call: number, name: string, argument: string) => void,
  ) {
    this.#library = library;
    this.space = order.space;
    this.memoryMb = order.limits.memoryMb;
    this.#sendCall = sendCall;
    this.#isolate = new library.Isolate({ memoryLimit: order.limits.memoryMb, onCatastrophicError: onCatastrophe });
  }

  get isDisposed(): boolean {
    return this.#isolate.isDisposed;
  }

  /** CPU milliseconds of this isolate so far; undefined once it is gone. */
  cpuMs(): number | undefined {
    return this.#isolate.isDisposed ? undefined : Number(this.#isolate.cpuTime) / 1e6;
  }

  /** Runs one order to its outcome; never rejects. The caller enforces the limits by `stop`. */
  async execute(order: RunOrder, input: string): Promise<{ outcome: Outcome; run: SeatRun }> {
    const run: SeatRun = {
      order,
      startedAt: performance.now(),
      cpuAtStart: this.cpuMs() ?? 0,
      cpuMs: 0,
      log: new RunLog(order.limits.logBytes),
      pendingCalls: 0,
      started: false,
      entered: 1,
      finish: () => undefined,
    };
    this.run = run;
    this.runs += 1;
    const settled = new Promise<Outcome>((resolve) => {
      run.finish = resolve;
    });
    this.#start(run, input).catch((cause: unknown) => run.finish({ failure: this.#explain(run, cause) }));
    const outcome = await settled;
    this.run = undefined;
    return { outcome, run };
  }

  async #start(run: SeatRun, input: string): Promise<void> {
    const { order } = run;
    const key = programKey(order);
    let prepared = await this.#next;
    if (prepared?.key !== key) {
      const context = prepared?.context ?? (await this.#isolate.createContext());
      prepared = await this.#bind(context, key, order);
    }
    this.#next = Promise.resolve(prepared);
    const options = JSON.stringify({ scope: order.scope, capabilities: order.capabilities, callable: order.entry === "function" });
    const parts = ["start", input, options, order.limits.outputBytes, order.limits.logBytes, maxCallsPerRun];
    run.started = true;
    this.#left(run, await prepared.enter.apply(undefined, parts));
  }

  /** Hands the outcome of a capability call to the program. */
  answer(call: number, ok: boolean, text: string, code: string): void {
    const { run } = this;
    if (run === undefined || run.pendingCalls === 0) return;
    run.pendingCalls -= 1;
    run.entered += 1;
    this.#next
      .then(async (prepared) => this.#left(run, await prepared?.enter.apply(undefined, ["answer", call, ok, text, code])))
      .catch((cause: unknown) => run.finish({ failure: this.#explain(run, cause) }));
  }

  /** An entry returned: microtasks are done, so a program with no outcome and nothing to wait for can never have one. */
  #left(run: SeatRun, text: string | undefined): void {
    run.entered -= 1;
    if (typeof text === "string") run.finish(readOutcome(text, run.order.limits.outputBytes));
    else if (run.entered === 0 && run.settled !== undefined) run.finish(run.settled);
    else if (run.entered === 0 && run.pendingCalls === 0) run.finish({ failure: { kind: "never-settles" } });
  }

  /** Ends the run by ending its isolate; the outcome follows when the isolate lets go, which some built-ins delay. */
  stop(limit: Breach): void {
    const { run } = this;
    if (run === undefined || run.breach !== undefined) return;
    run.breach = { limit, at: performance.now(), executing: run.entered > 0 };
    this.dispose();
    if (!run.breach.executing) run.finish({ failure: breachFailure(limit) });
  }

  /** Makes the next clean context while nobody waits for it. Without a program it frees what the last run left. */
  prepareNext(order: RunOrder): void {
    const used = this.#next;
    this.#next = (async () => {
      const last = await used;
      last?.enter.release();
      last?.context.release();
      return this.#bind(await this.#isolate.createContext(), programKey(order), order);
    })();
    // A run that comes meets the failure in execute(); until then it is nobody's.
    this.#next.catch(() => this.dispose());
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  async #bind(context: ivm.Context, key: string, order: RunOrder): Promise<Prepared> {
    this.#realm ??= await this.#isolate.compileScript(`(${prepareRealm.toString()})`, { filename: "realm.js" });
    const script = this.#programs.get(key) ?? (await this.#compile(context, key, order));
    const program = await script.run(context, { reference: true });
    const realm = await this.#realm.run(context, { reference: true });
    const ignored = { ignored: true } as const;
    const { Callback } = this.#library;
    const enter = await realm.apply(
      undefined,
      [
        program.derefInto(),
        new Callback((text: string) => this.#settled(text), ignored),
        new Callback((level: string, line: string) => this.run?.log.add(level, line), ignored),
        new Callback((call: number, name: string, argument: string) => this.#called(call, name, argument), ignored),
      ],
      { result: { reference: true } },
    );
    program.release();
    realm.release();
    return { key, context, enter: enter as Prepared["enter"] };
  }

  #settled(text: string): void {
    if (this.run !== undefined) this.run.settled ??= readOutcome(text, this.run.order.limits.outputBytes);
  }

  #called(call: number, name: string, argument: string): void {
    const { run } = this;
    if (run === undefined) return;
    run.pendingCalls += 1;
    this.#sendCall(run, call, name, argument);
  }

  async #compile(context: ivm.Context, key: string, order: RunOrder): Promise<ivm.Script> {
    const parameters = [...order.scope, "input", "capabilities"];
    const script = await compileProgram(this.#isolate, context, order.source, order.entry, parameters);
    const [oldest] = this.#programs;
    if (oldest !== undefined && this.#programs.size >= maxCachedPrograms) {
      oldest[1].release();
      this.#programs.delete(oldest[0]);
    }
    this.#programs.set(key, script);
    return script;
  }

  #explain(run: SeatRun, cause: unknown): Failure {
    if (run.breach !== undefined) return breachFailure(run.breach.limit);
    const message = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof SourceError) return { kind: "syntax", message, line: cause.line, column: cause.column };
    if (/memory limit/.test(message)) return breachFailure("memory");
    // The realm catches all that its program throws, so what a living isolate still reports is a rejection nobody handled.
    if (run.started && !this.isDisposed) return unhandledRejection(cause, message);
    return { kind: "internal", message: message.slice(0, 500) };
  }
}

/** A promise that was rejected and that nothing in the program awaits or catches. isolated-vm copies errors and primitives only. */
function unhandledRejection(cause: unknown, message: string): Failure {
  const isError = cause instanceof Error;
  const what = isError && message.startsWith("An object was thrown") ? "a value that is no Error" : message.slice(0, 2_000);
  return { kind: "threw", name: isError ? cause.name.slice(0, 200) : typeof cause, message: `${what} (in a promise that nothing awaits)`, ...placeIn(isError ? String(cause.stack) : "") };
}

/** The cache key within a seat, whose space is fixed: the exact text and how it is read, so two programs can never be confused. */
function programKey(order: RunOrder): string {
  return `${order.entry}:${order.scope.join()}:${order.source}`;
}

export function breachFailure(limit: Breach): Failure {
  if (limit === "memory") return { kind: "memory" };
  if (limit === "cancelled") return { kind: "cancelled" };
  return { kind: "timeout", limit };
}
