import { setImmediate as nextTurn } from "node:timers/promises";
import { StoreError } from "../errors.ts";
import type { PacedView } from "./paced-view.ts";
import type { Steps } from "./pause.ts";

/** How long the reads and writes that take longer may keep the others waiting, all together. */
const TURN_MS = 8;
const LEAST_MS = 1;

/** When a read or write is to end early. */
export interface ReadLimits {
  /** Aborted when the client is gone; left out where that ends nothing. */
  readonly closed?: AbortSignal;
  /** Bounds the time of the read. */
  readonly budget?: TimeBudget | undefined;
  /** Throws when nobody wants the result any more. */
  readonly assertWanted?: () => void;
}

/** The `maxTimeMS` of a command, which its cursor goes on counting. */
export class TimeBudget {
  #leftMs: number;

  constructor(millis: number) {
    this.#leftMs = millis;
  }

  /** Takes time off; throws MaxTimeMSExpired when there was less. */
  spend(millis: number): void {
    this.#leftMs -= millis;
    if (this.#leftMs < 0) throw new StoreError("MaxTimeMSExpired", "operation exceeded time limit");
  }
}

/**
 * Lets reads and writes take turns with everything else in the process: one that is not done after its slice goes on in a later turn of the
 * event loop. Most are done in their first slice and cost nothing more.
 */
export class Turns {
  #waiting = 0;

  /** Reads and writes that wait for their next turn. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Runs a read or a write; the result is there at once, or a promise of it when it had to pause. */
  run<T>(view: PacedView, steps: Steps<T>, limits: ReadLimits): T | Promise<T> {
    const started = performance.now();
    view.beginTurn(TURN_MS);
    const first = steps.next();
    if (first.done === true) return first.value;
    return this.#goOn(view, steps, limits, started);
  }

  async #goOn<T>(view: PacedView, steps: Steps<T>, { closed, budget, assertWanted }: ReadLimits, started: number): Promise<T> {
    this.#waiting++;
    try {
      for (let from = started; ; ) {
        // Asked for first: what is pending is committed when a state is kept, and that may fail.
        const written = view.written();
        written?.catch(() => undefined);
        const pauses = view.hold();
        await written;
        const now = performance.now();
        budget?.spend(now - from);
        from = now;
        if (pauses) await nextTurn();
        if (view.isWriting) await view.makeWay();
        if (closed?.aborted === true) throw new StoreError("ClientDisconnect", "the client went away before the command was done");
        if (view.transaction?.isOpen === false) throw new StoreError("NoSuchTransaction", "the transaction that the command reads in is over", { labels: ["TransientTransactionError"] });
        assertWanted?.();
        view.beginTurn(Math.max(TURN_MS / this.#waiting, LEAST_MS));
        const next = steps.next();
        if (next.done === true) return next.value;
      }
    } catch (error) {
      // What the generators hold is given back, also when they were not the ones that failed.
      steps.return(undefined as T);
      throw error;
    } finally {
      this.#waiting--;
      view.letGo();
    }
  }
}
