/** Waiting items of many spaces; each turn goes to the next space in the circle, so a space waits for the others' turns and never for their backlog. */
export class FairQueue<T> {
  /** Insertion order is the circle: a space that had its turn moves to the end. */
  readonly #bySpace = new Map<string, Set<T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(space: string): number {
    return this.#bySpace.get(space)?.size ?? 0;
  }

  has(space: string, item: T): boolean {
    return this.#bySpace.get(space)?.has(item) ?? false;
  }

  /** Whether any space with waiting items satisfies the test. */
  some(test: (space: string) => boolean): boolean {
    return [...this.#bySpace.keys()].some(test);
  }

  add(space: string, item: T): void {
    const items = this.#bySpace.get(space);
    if (items === undefined) this.#bySpace.set(space, new Set([item]));
    else items.add(item);
    this.#size += 1;
  }

  remove(space: string, item: T): boolean {
    const items = this.#bySpace.get(space);
    if (items === undefined || !items.delete(item)) return false;
    if (items.size === 0) this.#bySpace.delete(space);
    this.#size -= 1;
    return true;
  }

  /** Takes the oldest item of the next space that `mayRun`, or undefined when no space may. */
  take(mayRun: (space: string) => boolean): T | undefined {
    for (const [space, items] of this.#bySpace) {
      if (!mayRun(space)) continue;
      const item = items.values().next().value as T;
      this.remove(space, item);
      const rest = this.#bySpace.get(space);
      if (rest !== undefined) {
        this.#bySpace.delete(space);
        this.#bySpace.set(space, rest);
      }
      return item;
    }
    return undefined;
  }

  /** Removes and returns everything. */
  drain(): T[] {
    const all = [...this.#bySpace.values()].flatMap((items) => [...items]);
    this.#bySpace.clear();
    this.#size = 0;
    return all;
  }
}
