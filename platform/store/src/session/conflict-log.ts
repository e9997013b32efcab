/**
 * Remembers which documents changed since the oldest open transaction began, so that a transaction finds out that it would
 * overwrite something newer than its snapshot. Empty while no transaction is open.
 */
export class ConflictLog {
  readonly #changes = new Map<string, number>();
  readonly #open = new Set<number>();
  /** Which open transaction has written a document. */
  readonly #claims = new Map<string, object>();
  readonly #claimedBy = new Map<object, string[]>();
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

  /** Reserves a document for the first open transaction that writes it; false while that is another one. */
  claim(owner: object, collection: number, idKey: Buffer): boolean {
    const key = `${collection}:${idKey.toString("latin1")}`;
    const holder = this.#claims.get(key);
    if (holder !== undefined) return holder === owner;
    this.#claims.set(key, owner);
    const own = this.#claimedBy.get(owner);
    if (own === undefined) this.#claimedBy.set(owner, [key]);
    else own.push(key);
    return true;
  }

  /** Gives free what a transaction reserved. */
  release(owner: object): void {
    for (const key of this.#claimedBy.get(owner) ?? []) this.#claims.delete(key);
    this.#claimedBy.delete(owner);
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
