/** Hands out names of which each is given once; a taken one gets the next free `-2`, `-3`, ... in constant time on average. */
export class UniqueNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  take(wanted: string): string {
    let name = wanted;
    for (let count = this.#next.get(wanted) ?? 2; this.#taken.has(name); count += 1) {
      name = `${wanted}-${count}`;
      this.#next.set(wanted, count + 1);
    }
    this.#taken.add(name);
    return name;
  }
}
