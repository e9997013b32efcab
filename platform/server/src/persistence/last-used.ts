/** Keeps the values that were used last, e.g. immutable contents that are costly to unpack. */
export class LastUsed<V> {
  readonly #limit: number;
  readonly #values = new Map<string, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The kept value, else what `load` gives, which is kept from now on; null is not kept. */
  async get(key: string, load: () => Promise<V | null>): Promise<V | null> {
    const value = this.#values.get(key) ?? (await load());
    if (value !== null) this.put(key, value);
    return value;
  }

  /** The value if it is kept; does not count as use. */
  peek(key: string): V | undefined {
    return this.#values.get(key);
  }

  put(key: string, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) if (this.#values.size > this.#limit) this.#values.delete(oldest);
  }
}
