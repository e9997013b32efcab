/**
 * Remembers which documents changed since the oldest open transaction began, so that a transaction finds out that it would
 * overwrite something newer than its snapshot. Empty while no transaction is open.
 */
export class ConflictLog {
  readonly #changes = new Map<string, number>();
  readonly #open = new Set<number>();
  #committed = 0;

  /** Number of the last committed group of writes. */
  get now(): number {
    return this.#committed;
  }

  /** Starts watching for a transaction whose snapshot is the current committed state; returns that state's number. */
  begin(): number {
    this.#open.add(this.#committed);
    return this.#committed;
  }

  /** Forgets all changes when the last transaction ended. */
  end(openTransactions: number): void {
    if (openTransactions > 0) return;
    this.#open.clear();
    this.#changes.clear();
  }

  committed(): void {
    this.#committed++;
  }

  note(collection: number, idKey: Buffer): void {
    if (this.#open.size > 0) this.#changes.set(`${collection}:${idKey.toString("latin1")}`, this.#committed + 1);
  }

  /** True when the document was changed after the given state. */
  changedSince(collection: number, idKey: Buffer, state: number): boolean {
    return (this.#changes.get(`${collection}:${idKey.toString("latin1")}`) ?? 0) > state;
  }
}
