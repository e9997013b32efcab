/** Answers that may be a little old, so that thousands who ask for the same few read the store once. */
export class KeptBriefly<V> {
  readonly #keptMs: number;
  readonly #most: number;
  readonly #kept = new Map<string, { until: number; value: Promise<V> }>();

  constructor(keptMs: number, most = 2_000) {
    this.#keptMs = keptMs;
    this.#most = most;
  }

  /** The kept answer, else what `read` gives. One that failed is not kept. */
  get(key: string, read: () => Promise<V>, now: number = Date.now()): Promise<V> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > now) return kept.value;
    this.#kept.delete(key);
    const entry = { until: now + this.#keptMs, value: read() };
    this.#kept.set(key, entry);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > this.#most) this.#kept.delete(oldest);
    entry.value.catch(() => this.#kept.get(key) === entry && this.#kept.delete(key));
    return entry.value;
  }
}
