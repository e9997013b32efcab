import { UserError } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { queryMessages } from "./query.messages.ts";

interface Waiting {
  start(): void;
}

/** How many queries may run at once. */
export interface PlaceLimits {
  /** Of one space at once, and waiting. */
  perSpace: number;
  waitingPerSpace: number;
  /** Longest wait for a place. */
  maxWaitMs: number;
}

export const defaultPlaces: PlaceLimits = { perSpace: 32, waitingPerSpace: 256, maxWaitMs: 10_000 };

/** Places for queries of each space, so that one space cannot keep the others from running theirs. */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, Set<Waiting>>();

  constructor(limits: PlaceLimits = defaultPlaces) {
    this.#limits = limits;
  }

  /** Runs `work` when there is a place. Throws `query.overloaded` (429) when there is none in time. */
  async run<T>(space: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(space, signal);
    try {
      return await work();
    } finally {
      this.#leave(space);
    }
  }

  async #take(space: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const running = this.#running.get(space) ?? 0;
    if (running < this.#limits.perSpace) {
      this.#running.set(space, running + 1);
      return;
    }
    const waiting = this.#waiting.get(space) ?? new Set();
    if (waiting.size >= this.#limits.waitingPerSpace) throw overloaded();
    this.#waiting.set(space, waiting);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry: Waiting = { start: resolve };
    waiting.add(entry);
    // Out of the line first: a place must not be given to somebody who no longer waits.
    const giveUp = (error: Error): void => {
      waiting.delete(entry);
      reject(error);
    };
    const timer = setTimeout(() => giveUp(overloaded()), this.#limits.maxWaitMs);
    const onAbort = (): void => giveUp(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      if (waiting.size === 0 && this.#waiting.get(space) === waiting) this.#waiting.delete(space);
    }
  }

  /** The place goes to whoever waits longest. */
  #leave(space: string): void {
    const waiting = this.#waiting.get(space);
    for (const next of waiting ?? []) {
      waiting?.delete(next);
      next.start();
      return;
    }
    const running = (this.#running.get(space) ?? 1) - 1;
    if (running > 0) this.#running.set(space, running);
    else this.#running.delete(space);
  }
}

function overloaded(): UserError {
  return new UserError({ reason: "too-many", code: serverErrors.queryOverloaded, message: queryMessages.queriesBusy(), detail: { retryAfterSeconds: 2 } });
}
