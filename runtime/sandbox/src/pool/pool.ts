import { chmod, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@tessera/contracts";
import { sandboxErrorCodes } from "../errors.ts";
import { defaultLimits, resolveLimits } from "../limits.ts";
import type { SandboxLimits } from "../limits.ts";
import { checkProgram } from "../program.ts";
import type { SandboxProgram, SandboxResult } from "../program.ts";
import { FairQueue } from "./fair-queue.ts";
import { findLaunch } from "./isolation.ts";
import type { Isolation, Launch } from "./isolation.ts";
import { Run } from "./run.ts";
import { programMessages, runMessages } from "../messages.ts";
import { cancelled, closed, overloaded, unavailable } from "./run-error.ts";
import { maxRunsHeld, Worker } from "./worker.ts";

/** How a pool is set up; every field has a default that suits one machine. */
export interface SandboxPoolOptions {
  /** Processes kept ready even when nothing runs; default 1, 0 starts the first one on demand. */
  minProcesses?: number;
  /** Processes at most, each computing one run at a time; default: the machine's parallelism. */
  maxProcesses?: number;
  /** Limits of runs that set none. */
  limits?: Partial<SandboxLimits>;
  /** User and group of the children when the pool runs as root; default 65534, nobody. */
  uid?: number;
  gid?: number;
  /** Runs of one space that compute at once; default: all processes but one, at least one. */
  maxPerSpace?: number;
  /** Runs of one space that may wait for their turn; default 1000. */
  maxQueuedPerSpace?: number;
  /** How long a run may wait for its turn, in milliseconds; default 30000. */
  maxQueueMs?: number;
  /** How long a process beyond `minProcesses`, or a warm isolate, is kept without work, in milliseconds; default 10000. */
  idleMs?: number;
  onLog?: (entry: { level: "info" | "warn" | "error"; message: string }) => void;
}

/** What the pool is doing now and has done so far. */
export interface SandboxStats {
  processes: number;
  pids: number[];
  running: number;
  waiting: number;
  finished: number;
  failed: number;
  /** Processes that ended without being told to. */
  crashes: number;
  /** What confines the processes; undefined until the first was started. */
  isolation: Isolation | undefined;
}

/** Runs user JavaScript in isolates of disposable processes. */
export interface SandboxPool {
  /** Resolves with the result, or rejects with an error of a code in `sandboxErrorCodes`; times, logs and place are in its `detail`. */
  run<T = unknown>(program: SandboxProgram): Promise<SandboxResult<T>>;
  stats(): SandboxStats;
  /** Ends all processes; runs that are under way or waiting are rejected with `sandbox.closed`. */
  close(): Promise<void>;
}

const maxFailedStarts = 3;

/** Creates a pool; its first processes start at once. Options out of range are a UserError `sandbox.invalid-options`. */
export function createSandboxPool(options: SandboxPoolOptions = {}): SandboxPool {
  return new Pool(options);
}

class Pool implements SandboxPool {
  readonly #minProcesses: number;
  readonly #maxProcesses: number;
  readonly #maxPerSpace: number;
  readonly #maxQueued: number;
  readonly #maxQueueMs: number;
  readonly #idleMs: number;
  readonly #limits: SandboxLimits;
  readonly #log: NonNullable<SandboxPoolOptions["onLog"]>;
  readonly #queue = new FairQueue<Run>();
  readonly #workers = new Set<Worker>();
  readonly #setup: Promise<{ launch: Launch; folder: string }>;
  readonly #sweeper: NodeJS.Timeout;
  #launch: Launch | undefined;
  #folder = "";
  #failedStarts = 0;
  #nextId = 1;
  #finished = 0;
  #failed = 0;
  #crashes = 0;
  #closing: Promise<void> | undefined;
  #emptied: (() => void) | undefined;

  constructor(options: SandboxPoolOptions) {
    this.#minProcesses = wholeNumber(options.minProcesses ?? 1, "minProcesses", 0);
    this.#maxProcesses = wholeNumber(options.maxProcesses ?? Math.max(availableParallelism(), this.#minProcesses), "maxProcesses", Math.max(1, this.#minProcesses));
    this.#maxPerSpace = wholeNumber(options.maxPerSpace ?? Math.max(1, this.#maxProcesses - 1), "maxPerSpace", 1);
    this.#maxQueued = wholeNumber(options.maxQueuedPerSpace ?? 1_000, "maxQueuedPerSpace", 1);
    this.#maxQueueMs = wholeNumber(options.maxQueueMs ?? 30_000, "maxQueueMs", 1);
    this.#idleMs = wholeNumber(options.idleMs ?? 10_000, "idleMs", 1);
    this.#limits = resolveLimits(defaultLimits, options.limits);
    this.#log = options.onLog ?? (() => undefined);
    this.#setup = this.#prepare({ uid: options.uid ?? 65_534, gid: options.gid ?? 65_534 });
    this.#setup.then(
      () => this.#dispatch(),
      (cause: unknown) => this.#giveUp(cause instanceof Error ? cause.message : String(cause)),
    );
    this.#sweeper = setInterval(() => this.#sweep(), Math.max(50, this.#idleMs / 2));
    this.#sweeper.unref();
  }

  async run<T>(program: SandboxProgram): Promise<SandboxResult<T>> {
    if (this.#closing !== undefined) throw closed();
    checkProgram(program);
    const { signal, space } = program;
    if (signal?.aborted === true) throw cancelled();
    const limits = resolveLimits(this.#limits, program.limits);
    if (this.#queue.sizeOf(space) >= this.#maxQueued) throw overloaded(runMessages.waiting({ space, count: this.#maxQueued }));
    const { promise, resolve, reject } = Promise.withResolvers<SandboxResult<unknown>>();
    const run = new Run(this.#nextId, program, limits, resolve, reject);
    this.#nextId += 1;
    run.onAbort(() => this.#cancel(run));
    this.#queue.add(space, run);
    this.#dispatch();
    if (this.#queue.has(space, run)) {
      run.after(this.#maxQueueMs, () => {
        if (this.#queue.remove(space, run)) run.fail(overloaded(runMessages.noTurn({ space, timeMs: this.#maxQueueMs })));
      });
    }
    try {
      const result = await promise;
      this.#finished += 1;
      return result as SandboxResult<T>;
    } catch (cause) {
      this.#failed += 1;
      throw cause;
    }
  }

  stats(): SandboxStats {
    const workers = [...this.#workers];
    return {
      processes: workers.length,
      pids: workers.flatMap((worker) => worker.pid ?? []),
      running: workers.reduce((sum, worker) => sum + worker.held, 0),
      waiting: this.#queue.size,
      finished: this.#finished,
      failed: this.#failed,
      crashes: this.#crashes,
      isolation: this.#launch?.isolation,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  async #shutDown(): Promise<void> {
    clearInterval(this.#sweeper);
    for (const run of this.#queue.drain()) run.fail(closed());
    const ended = new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
    for (const worker of this.#workers) {
      for (const run of worker.runs()) run.fail(closed());
      worker.kill();
    }
    if (this.#workers.size > 0) await ended;
    const setup = await this.#setup.catch(() => undefined);
    if (setup !== undefined) await rm(setup.folder, { recursive: true, force: true });
  }

  async #prepare(ids: { uid: number; gid: number }): Promise<{ launch: Launch; folder: string }> {
    const launch = await findLaunch(ids);
    const folder = await mkdtemp(join(tmpdir(), "tessera-sandbox-"));
    await chmod(folder, 0o555);
    this.#launch = launch;
    this.#folder = folder;
    for (const note of launch.isolation.notes) this.#log({ level: "warn", message: `sandbox: ${note}` });
    return { launch, folder };
  }

  #dispatch(): void {
    if (this.#closing !== undefined || this.#launch === undefined) return;
    const computing = new Map<string, number>();
    const held = new Map<string, number>();
    for (const worker of this.#workers) {
      for (const { program, openCalls } of worker.runs()) {
        held.set(program.space, (held.get(program.space) ?? 0) + 1);
        if (openCalls === 0) computing.set(program.space, (computing.get(program.space) ?? 0) + 1);
      }
    }
    // Waiting runs hold isolates: one space may fill half of them.
    const maxHeld = Math.ceil((this.#maxProcesses * maxRunsHeld) / 2);
    const mayRun = (space: string): boolean => (computing.get(space) ?? 0) < this.#maxPerSpace && (held.get(space) ?? 0) < maxHeld;
    const free = [...this.#workers].filter((worker) => worker.canTake);
    while (free.length > 0) {
      const run = this.#queue.take(mayRun);
      if (run === undefined) break;
      const { space } = run.program;
      const [worker] = free.splice(Math.max(0, free.findIndex((one) => one.isWarmFor(space))), 1);
      computing.set(space, (computing.get(space) ?? 0) + 1);
      held.set(space, (held.get(space) ?? 0) + 1);
      worker?.start(run);
    }
    this.#grow(mayRun);
  }

  /** Starts what `minProcesses` asks for, and one more while runs wait that may run. */
  #grow(mayRun: (space: string) => boolean): void {
    const isWanted = (alive: number, starting: number): boolean =>
      alive < this.#minProcesses || (alive < this.#maxProcesses && starting === 0 && this.#queue.some(mayRun));
    const count = (): [alive: number, starting: number] => {
      const alive = [...this.#workers].filter((worker) => worker.state === "starting" || worker.state === "ready");
      return [alive.length, alive.filter((worker) => worker.state === "starting").length];
    };
    while (this.#failedStarts < maxFailedStarts && isWanted(...count())) this.#startWorker();
  }

  #startWorker(): void {
    const worker = new Worker(this.#launch as Launch, this.#folder, {
      changed: () => {
        if (worker.state === "ready") this.#failedStarts = 0;
        this.#dispatch();
      },
      gone: (_worker, reason, wasReady) => this.#lost(worker, reason, wasReady),
    });
    this.#workers.add(worker);
  }

  #lost(worker: Worker, reason: string, wasReady: boolean): void {
    this.#workers.delete(worker);
    if (this.#closing !== undefined) {
      if (this.#workers.size === 0) this.#emptied?.();
      return;
    }
    if (!worker.wasAskedToEnd) {
      this.#crashes += 1;
      this.#log({ level: "warn", message: `sandbox: a process ended by itself: ${reason}` });
    }
    if (!wasReady) this.#failedStarts += 1;
    if (this.#failedStarts >= maxFailedStarts) this.#giveUp(reason);
    else this.#dispatch();
  }

  /** No process can be had: says so to everyone who waits; the next run tries again. */
  #giveUp(reason: string): void {
    this.#log({ level: "error", message: `sandbox: no process can be started: ${reason}` });
    for (const run of this.#queue.drain()) run.fail(unavailable(reason));
    this.#failedStarts = 0;
  }

  #cancel(run: Run): void {
    const worker = [...this.#workers].find((one) => [...one.runs()].includes(run));
    if (!this.#queue.remove(run.program.space, run)) worker?.cancel(run);
    run.fail(cancelled());
  }

  #sweep(): void {
    const now = performance.now();
    let alive = [...this.#workers].filter((worker) => worker.state === "ready").length;
    for (const worker of this.#workers) {
      if (worker.state !== "ready" || worker.held > 0 || now - worker.idleSince < this.#idleMs) continue;
      if (alive > this.#minProcesses) {
        alive -= 1;
        worker.retire();
      } else worker.trim();
    }
  }
}

function wholeNumber(value: number, name: string, low: number): number {
  if (Number.isInteger(value) && value >= low) return value;
  throw new UserError({
    code: sandboxErrorCodes.invalidOptions,
    message: programMessages.option({ name, value: String(value), low }),
    path: `/${name}`,
  });
}
