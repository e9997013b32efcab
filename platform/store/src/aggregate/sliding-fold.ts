import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";

/** Folds values whose partial results can be put together. */
export interface Merging<S> {
  of(value: unknown): S;
  merge(left: S, right: S): S;
  /** undefined stands for no value at all. */
  result(state: S | undefined): unknown;
}

/**
 * The fold of a window that only ever moves forward, each value taken in and out once, however wide the window is: new values are
 * folded behind, and once those in front are gone, the ones behind become prefixes from their end.
 */
export class SlidingFold<S> {
  readonly #merging: Merging<S>;
  readonly #isTurnOver: () => boolean;
  /** Folds of the values from each position of the front part to its end; the foremost last. */
  #front: S[] = [];
  #back: S[] = [];
  #behind: S | undefined;

  constructor(merging: Merging<S>, isTurnOver: () => boolean) {
    this.#merging = merging;
    this.#isTurnOver = isTurnOver;
  }

  add(value: unknown): void {
    const state = this.#merging.of(value);
    this.#back.push(state);
    this.#behind = this.#behind === undefined ? state : this.#merging.merge(this.#behind, state);
  }

  /** Takes the oldest value out. */
  *drop(): Steps<void> {
    if (this.#front.length === 0) yield* this.#turn();
    this.#front.pop();
  }

  get result(): unknown {
    const ahead = this.#front.at(-1);
    const total = ahead === undefined ? this.#behind : this.#behind === undefined ? ahead : this.#merging.merge(ahead, this.#behind);
    return this.#merging.result(total);
  }

  *#turn(): Steps<void> {
    let total: S | undefined;
    while (this.#back.length > 0) {
      const state = this.#back.pop() as S;
      total = total === undefined ? state : this.#merging.merge(state, total);
      this.#front.push(total);
      if (this.#isTurnOver()) yield PAUSE;
    }
    this.#behind = undefined;
  }
}
