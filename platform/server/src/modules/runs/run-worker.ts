import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../../logging/logger.ts";
import type { RunDriver } from "./run-driver.ts";
import type { RunRepository } from "./run.repository.ts";

export interface RunWorkerTimes {
  /** Wait between looks for runs that are due, ms. */
  lookMs: number;
  /** Runs that are called about at once. */
  atOnce: number;
  /** Calls on their way get that long when the worker ends, ms. */
  settleMs: number;
}

const defaultTimes: RunWorkerTimes = { lookMs: 150, atOnce: 64, settleMs: 6_000 };

/** Follows runs: takes those that are due and lets the driver make their next call. Any number of workers share the runs. */
export class RunWorker {
  readonly #runs: RunRepository;
  readonly #driver: RunDriver;
  readonly #logger: Logger;
  readonly #times: RunWorkerTimes;
  readonly #stopping = new AbortController();
  readonly #calls = new AbortController();
  readonly #busy = new Set<Promise<void>>();

  constructor(runs: RunRepository, driver: RunDriver, logger: Logger, times: Partial<RunWorkerTimes> = {}) {
    this.#runs = runs;
    this.#driver = driver;
    this.#logger = logger;
    this.#times = { ...defaultTimes, ...times };
  }

  /** Works until {@link stop}. A store that is away is waited for. */
  async work(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const taken = await this.#look();
      if (signal.aborted) break;
      if (this.#busy.size >= this.#times.atOnce) await Promise.race(this.#busy);
      else if (taken === 0) await delay(this.#times.lookMs, undefined, { signal }).catch(ignoreAbort);
    }
    const late = setTimeout(() => this.#calls.abort(), this.#times.settleMs);
    await Promise.all(this.#busy);
    clearTimeout(late);
  }

  /** Takes no further run; calls on their way come to their end. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Answers how many runs were taken. */
  async #look(): Promise<number> {
    try {
      const now = new Date();
      const taken = await this.#runs.claim(now, new Date(now.getTime() + this.#driver.leaseMs), this.#times.atOnce - this.#busy.size);
      for (const run of taken) this.#begin(this.#driver.drive(run, this.#calls.signal), run._id);
      return taken.length;
    } catch (error) {
      this.#logger.warn({ err: error }, "cannot look for runs");
      await delay(this.#times.lookMs, undefined, { signal: this.#stopping.signal }).catch(ignoreAbort);
      return 0;
    }
  }

  #begin(work: Promise<unknown>, run: string): void {
    const done = work.then(
      () => undefined,
      // The lease ends by itself and the run is taken again.
      (error: unknown) => this.#logger.warn({ err: error, run }, "a step of a run broke off"),
    );
    this.#busy.add(done);
    void done.finally(() => this.#busy.delete(done));
  }
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === "AbortError")) throw error;
}
