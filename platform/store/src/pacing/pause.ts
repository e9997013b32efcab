/** Stands between results at a place where the work may be interrupted, so that other commands run. */
export const PAUSE = Symbol("pause");
export type Pause = typeof PAUSE;

/** Items with pauses between them. */
export type Paced<T> = Iterable<T | Pause>;

/** Work that may be interrupted at each of its pauses and then has a result. */
export type Steps<T> = Generator<Pause, T>;

/** The items alone: the work is done in one go. */
export function* withoutPauses<T>(items: Paced<T>): Generator<T> {
  for (const item of items) if (item !== PAUSE) yield item;
}

/** Does all steps in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

/** All items as an array. */
export function* collect<T>(items: Paced<T>): Steps<T[]> {
  const collected: T[] = [];
  for (const item of items) {
    if (item === PAUSE) yield PAUSE;
    else collected.push(item);
  }
  return collected;
}

/** Each item changed by a function. */
export function* mapped<T, R>(items: Paced<T>, change: (item: T) => R): Generator<R | Pause> {
  for (const item of items) yield item === PAUSE ? PAUSE : change(item);
}

/** Items that are there already, with pauses for what is done with them. */
export function* pausing<T>(items: Iterable<T>, isTurnOver: () => boolean): Generator<T | Pause> {
  for (const item of items) {
    yield item;
    if (isTurnOver()) yield PAUSE;
  }
}
