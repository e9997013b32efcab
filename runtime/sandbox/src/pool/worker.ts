import type { ChildMessage } from "../wire/messages.ts";
import { SandboxChild } from "./child-process.ts";
import type { Launch } from "./isolation.ts";
import type { Run } from "./run.ts";
import { crashed } from "./run-error.ts";

/** Runs that one process may hold; one of them computes, the others wait for capabilities. */
export const maxRunsHeld = 8;
/** A process is replaced after this many runs, however well they went. */
const maxRunsServed = 10_000;
/** How long past its wall limit a run may stay unanswered before its process is killed. */
const graceMs = 750;
/** Resident size above which an idle process is not worth keeping. */
const maxIdleRssBytes = 96 * 1024 * 1024;

export interface WorkerEvents {
  /** Something changed that may let another run start. */
  changed(): void;
  /** The process is gone; `wasReady` tells a crash from a failed start. */
  gone(worker: Worker, reason: string, wasReady: boolean): void;
}

/** A child process as the pool sees it: the runs it holds and whether it may get more. */
export class Worker {
  state: "starting" | "ready" | "retiring" | "dead" = "starting";
  idleSince = performance.now();
  readonly #runs = new Map<number, Run>();
  readonly #child: SandboxChild;
  readonly #events: WorkerEvents;
  /** Spaces whose isolates are probably still warm there. */
  readonly #warm = new Set<string>();
  /** Tells an end that the pool wanted from a crash. */
  wasAskedToEnd = false;
  #served = 0;
  #trimmed = true;

  constructor(launch: Launch, folder: string, events: WorkerEvents) {
    this.#events = events;
    this.#child = new SandboxChild(launch, folder, {
      message: (message, body) => this.#receive(message, body),
      exit: (reason) => this.#exited(reason),
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get held(): number {
    return this.#runs.size;
  }

  /** Whether a run is computing there, as opposed to waiting for a capability. */
  get isBusy(): boolean {
    for (const run of this.#runs.values()) if (run.openCalls === 0) return true;
    return false;
  }

  get canTake(): boolean {
    return this.state === "ready" && this.#runs.size < maxRunsHeld && !this.isBusy;
  }

  isWarmFor(space: string): boolean {
    return this.#warm.has(space);
  }

  *runs(): Iterable<Run> {
    yield* this.#runs.values();
  }

  start(run: Run): void {
    this.#served += 1;
    this.#trimmed = false;
    this.#warm.delete(run.program.space);
    this.#warm.add(run.program.space);
    if (this.#warm.size > maxRunsHeld) this.#warm.delete(this.#warm.values().next().value as string);
    this.#runs.set(run.id, run);
    this.#child.send(run.order(), run.input);
    run.after(run.limits.wallMs + graceMs, () => {
      run.timeOut();
      this.kill();
    });
  }

  /** Ends a run whose caller no longer waits; the process is killed when it does not let go of it. */
  cancel(run: Run): void {
    this.#child.send({ type: "cancel", id: run.id });
    const deadline = setTimeout(() => {
      if (this.#runs.has(run.id)) this.kill();
    }, graceMs);
    deadline.unref();
  }

  /** Lets an idle process give back the isolates it keeps warm. */
  trim(): void {
    if (this.#trimmed || this.#runs.size > 0) return;
    this.#trimmed = true;
    this.#warm.clear();
    this.#child.send({ type: "trim" });
  }

  /** Takes no more runs and ends with the last one. */
  retire(): void {
    if (this.state === "dead") return;
    this.state = "retiring";
    if (this.#runs.size === 0) this.kill();
  }

  kill(): void {
    this.state = "retiring";
    this.wasAskedToEnd = true;
    this.#child.kill();
  }

  #receive(message: ChildMessage, body: string): void {
    if (message.type === "ready") {
      if (this.state === "starting") this.state = "ready";
      this.idleSince = performance.now();
      this.#events.changed();
      return;
    }
    if (message.type === "trimmed") {
      if (message.rssBytes > maxIdleRssBytes && this.#runs.size === 0) this.retire();
      return;
    }
    const run = this.#runs.get(message.id);
    if (run === undefined) return;
    if (message.type === "call") {
      void this.#call(run, message, body);
      return;
    }
    this.#runs.delete(run.id);
    this.idleSince = performance.now();
    run.end(message, body);
    if (message.type === "failed" && message.fate === "kill") this.kill();
    else if (this.state === "retiring" || this.#served >= maxRunsServed || (message.type === "failed" && message.fate === "retire")) this.retire();
    this.#events.changed();
  }

  async #call(run: Run, message: Extract<ChildMessage, { type: "call" }>, body: string): Promise<void> {
    run.openCalls += 1;
    if (run.openCalls === 1) this.#events.changed();
    const answer = await run.call(message, body);
    run.openCalls -= 1;
    if (this.#runs.has(run.id)) this.#child.send(answer.message, answer.body);
  }

  #exited(reason: string): void {
    const wasReady = this.state !== "starting";
    this.state = "dead";
    for (const run of this.#runs.values()) run.fail(crashed(reason));
    this.#runs.clear();
    this.#events.gone(this, reason, wasReady);
  }
}
