import type * as ivm from "isolated-vm";
import type { ChildMessage } from "../wire/messages.ts";
import { breachFailure, Seat } from "./seat.ts";
import type { RunOrder, SeatRun } from "./seat.ts";

type Send = (message: ChildMessage, body?: string) => void;

const tickMs = 10;
/** How long an isolate that was told to end may stay inside a built-in before the whole process has to go. */
const lettingGoMs = 250;
const maxSeats = 8;
const runsPerSeat = 2_000;
/** Resident memory beyond the seats' own limits: the process itself and garbage not collected yet. */
const processMb = 160;

/** All seats of this process: assigns runs to isolates of their space and enforces the limits while they run. */
export class Floor {
  readonly #library: typeof ivm;
  readonly #send: Send;
  readonly #seats = new Set<Seat>();
  readonly #runs = new Map<number, Seat>();
  #ticker: NodeJS.Timeout | undefined;

  constructor(library: typeof ivm, send: Send) {
    this.#library = library;
    this.#send = send;
  }

  async run(order: RunOrder, input: string): Promise<void> {
    const seat = this.#take(order);
    this.#runs.set(order.id, seat);
    this.#ticker ??= setInterval(() => this.#tick(), tickMs);
    const { outcome, run } = await seat.execute(order, input);
    if (!this.#runs.delete(order.id)) return;
    const cpuNow = seat.cpuMs();
    const cpuMs = cpuNow === undefined ? run.cpuMs : cpuNow - run.cpuAtStart;
    const { lines: logs } = run.log;
    if (outcome.failure === undefined) {
      this.#send({ type: "done", id: order.id, cpuMs, logs }, outcome.json);
    } else {
      const doubtful = seat.isDisposed && (run.breach === undefined || run.breach.executing);
      this.#send({ type: "failed", id: order.id, cpuMs, logs, failure: outcome.failure, fate: doubtful ? "retire" : "keep" });
    }
    this.#release(seat, order, run);
  }

  answer(id: number, call: number, ok: boolean, text: string, code: string): void {
    this.#runs.get(id)?.answer(call, ok, text, code);
  }

  cancel(id: number): void {
    this.#runs.get(id)?.stop("cancelled");
  }

  /** Frees every isolate that serves no run. */
  trim(): void {
    for (const seat of this.#seats) if (seat.run === undefined) this.#drop(seat);
  }

  #take(order: RunOrder): Seat {
    for (const seat of this.#seats) {
      if (seat.isDisposed) this.#seats.delete(seat);
      else if (seat.run === undefined && seat.space === order.space && seat.memoryMb === order.limits.memoryMb) return seat;
    }
    if (this.#seats.size >= maxSeats) {
      const idle = [...this.#seats].filter((seat) => seat.run === undefined).toSorted((one, other) => one.idleSince - other.idleSince);
      if (idle[0] !== undefined) this.#drop(idle[0]);
    }
    const seat: Seat = new Seat(
      this.#library,
      order,
      () => this.#condemn(seat),
      (run, call, name, argument) => this.#send({ type: "call", id: run.order.id, call, name }, argument),
    );
    this.#seats.add(seat);
    return seat;
  }

  /** A context is used once, an isolate as long as nothing went wrong in it. */
  #release(seat: Seat, order: RunOrder, run: SeatRun): void {
    seat.idleSince = performance.now();
    if (seat.isDisposed || run.entered > 0 || seat.runs >= runsPerSeat) this.#drop(seat);
    else seat.prepareNext(order);
  }

  #drop(seat: Seat): void {
    seat.dispose();
    this.#seats.delete(seat);
  }

  #tick(): void {
    if (this.#runs.size === 0) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
      return;
    }
    const now = performance.now();
    let allowedMb = processMb;
    for (const seat of this.#seats) allowedMb += 2 * seat.memoryMb;
    const swollen = process.memoryUsage.rss() > allowedMb * 1024 * 1024;
    for (const seat of this.#runs.values()) {
      const { run } = seat;
      if (run === undefined) continue;
      this.#check(seat, run, now);
      if (swollen && run.entered > 0) {
        run.breach ??= { limit: "memory", at: now, executing: true };
        if (run.breach.limit !== "cancelled") run.breach.limit = "memory";
        this.#condemn(seat);
      } else if (run.breach?.executing === true && now - run.breach.at > lettingGoMs) this.#condemn(seat);
    }
  }

  #check(seat: Seat, run: SeatRun, now: number): void {
    if (run.breach !== undefined) return;
    const cpu = seat.cpuMs();
    if (cpu !== undefined) run.cpuMs = cpu - run.cpuAtStart;
    // Gone although nobody stopped it: the isolate met its memory limit and is on its way out.
    if (cpu === undefined) run.breach = { limit: "memory", at: now, executing: run.entered > 0 };
    else if (run.cpuMs > run.order.limits.cpuMs) seat.stop("cpuMs");
    else if (now - run.startedAt > run.order.limits.wallMs) seat.stop("wallMs");
  }

  /** The isolate does not let go of its thread, or V8 lost it: tell why and ask to be killed. */
  #condemn(seat: Seat): void {
    const { run } = seat;
    if (run === undefined || !this.#runs.delete(run.order.id)) return;
    const failure = breachFailure(run.breach?.limit ?? "memory");
    this.#send({ type: "failed", id: run.order.id, cpuMs: run.cpuMs, logs: run.log.lines, failure, fate: "kill" });
  }
}
