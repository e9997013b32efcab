import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Pause, Paced, Steps } from "../pacing/pause.ts";
import type { SortKey, SortKeys } from "./sort.ts";

/** Memory that one in-memory sort may hold, as MongoDB's default. */
const MAX_SORT_BYTES = 100 * 1024 * 1024;
/** Items that are sorted in one go, about 4 ms. */
const RUN_ITEMS = 4_096;
/** Items between two looks at the clock while runs are merged. */
const MERGE_STRIDE = 64;

interface Entry<T> {
  readonly key: SortKey;
  readonly item: T;
  readonly position: number;
  readonly bytes: number;
}

/** How a sort orders and measures its items. */
export interface SortRules<T> {
  readonly keyOf: (item: T) => SortKey;
  readonly keys: Pick<SortKeys, "compare">;
  /** Bytes that an item holds. */
  readonly sizeOf: (item: T) => number;
  /** Only that many first ones are wanted; Infinity for all. */
  readonly keep: number;
  /** True when the sort is to pause; it pauses wherever its source does as well. */
  readonly isTurnOver: () => boolean;
}

/** Sorts items by key, stable: runs are sorted as they come and merged when the last item is there. */
export function* sortItems<T>(items: Paced<T>, rules: SortRules<T>): Generator<T | Pause> {
  const sorter = new Sorter(rules);
  for (const item of items) {
    if (item === PAUSE) yield PAUSE;
    else if (sorter.add(item)) yield* sorter.compact();
  }
  yield* sorter.merged();
}

class Sorter<T> {
  readonly #rules: SortRules<T>;
  #runs: Entry<T>[][] = [];
  #open: Entry<T>[] = [];
  #held = 0;
  #bytes = 0;
  #position = 0;

  constructor(rules: SortRules<T>) {
    this.#rules = rules;
  }

  /** True when so many items are held that those which are not among the first should go. */
  add(item: T): boolean {
    const { keyOf, sizeOf, keep } = this.#rules;
    const bytes = sizeOf(item);
    this.#open.push({ key: keyOf(item), item, position: this.#position++, bytes });
    this.#bytes += bytes;
    this.#held++;
    if (this.#open.length >= RUN_ITEMS) this.#closeRun();
    const isSurplus = this.#held >= keep * 2 + 1_000;
    if (this.#bytes > MAX_SORT_BYTES && !isSurplus) {
      throw new StoreError("QueryExceededMemoryLimitNoDiskUseAllowed", `the sort needs more than ${MAX_SORT_BYTES} bytes of memory: add an index for this order or a limit`);
    }
    return isSurplus;
  }

  /** Keeps only the first items. */
  *compact(): Steps<void> {
    const first: Entry<T>[] = [];
    for (const entry of this.#entries()) {
      if (entry === PAUSE) yield PAUSE;
      else first.push(entry);
    }
    this.#runs = [first];
    this.#held = first.length;
    this.#bytes = first.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  *merged(): Generator<T | Pause> {
    for (const entry of this.#entries()) yield entry === PAUSE ? PAUSE : entry.item;
  }

  #closeRun(): void {
    this.#runs.push(this.#open.sort((a, b) => this.#compare(a, b)));
    this.#open = [];
  }

  #compare(a: Entry<T>, b: Entry<T>): number {
    return this.#rules.keys.compare(a.key, b.key) || a.position - b.position;
  }

  /** The first items of all runs in order. */
  *#entries(): Generator<Entry<T> | Pause> {
    const { keep, isTurnOver } = this.#rules;
    this.#closeRun();
    const heads = new Heads(this.#runs.filter((run) => run.length > 0), (a, b) => this.#compare(a, b));
    for (let count = 0; count < keep; count++) {
      const entry = heads.take();
      if (entry === undefined) return;
      yield entry;
      if (count % MERGE_STRIDE === 0 && isTurnOver()) yield PAUSE;
    }
  }
}

/** The foremost items of several sorted runs as a binary heap. */
class Heads<E> {
  readonly #heap: { readonly run: readonly E[]; at: number }[];
  readonly #compare: (a: E, b: E) => number;

  constructor(runs: readonly (readonly E[])[], compare: (a: E, b: E) => number) {
    this.#compare = compare;
    this.#heap = runs.map((run) => ({ run, at: 0 })).sort((a, b) => compare(a.run[0] as E, b.run[0] as E));
  }

  /** The next item of all; undefined at the end. */
  take(): E | undefined {
    const top = this.#heap[0];
    if (top === undefined) return undefined;
    const item = top.run[top.at++] as E;
    if (top.at === top.run.length) {
      const last = this.#heap.pop();
      if (this.#heap.length > 0 && last !== undefined) this.#heap[0] = last;
    }
    this.#sink();
    return item;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let parent = 0; ; ) {
      let least = parent;
      for (const child of [parent * 2 + 1, parent * 2 + 2]) if (child < heap.length && this.#isBefore(child, least)) least = child;
      if (least === parent) return;
      [heap[parent], heap[least]] = [heap[least] as (typeof heap)[number], heap[parent] as (typeof heap)[number]];
      parent = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    return this.#compare(this.#itemOf(a), this.#itemOf(b)) < 0;
  }

  #itemOf(place: number): E {
    const { run, at } = this.#heap[place] as { readonly run: readonly E[]; at: number };
    return run[at] as E;
  }
}
