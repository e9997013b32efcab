import type { ReadView } from "../query/read-view.ts";
import { Transaction } from "../session/transaction.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Connection } from "../storage/connection.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import type { Engine } from "../storage/engine.ts";

/** What a paced read keeps while others write. */
interface Held {
  readonly connection: Connection;
  readonly collections: ReadonlyMap<string, Collection>;
}

/**
 * What one read sees: the store or a transaction, and how long it may go on before it has to pause. From its first pause until its
 * end it keeps the state that it began with, whatever others write meanwhile.
 */
export class PacedView implements ReadView {
  readonly #engine: Engine;
  readonly #base: Engine | Transaction;
  #held: Held | undefined;
  #turnEnd = Infinity;

  constructor(engine: Engine, base: Engine | Transaction = engine) {
    this.#engine = engine;
    this.#base = base;
  }

  /** The transaction that is read in; undefined outside of transactions. */
  get transaction(): Transaction | undefined {
    return this.#base instanceof Transaction ? this.#base : undefined;
  }

  get connection(): Connection {
    return this.#held?.connection ?? this.#base.connection;
  }

  collection(db: string, name: string): Collection | undefined {
    return this.#held === undefined ? this.#base.collection(db, name) : this.#held.collections.get(`${db}.${name}`);
  }

  hasRows(collection: Collection): boolean {
    return this.#base.hasRows(collection);
  }

  overlay(collection: Collection): ReadonlyMap<string, StoredDocument | null> | undefined {
    return this.#base.overlay(collection);
  }

  isTurnOver(): boolean {
    return performance.now() > this.#turnEnd;
  }

  /** Begins a slice of `millis`. */
  beginTurn(millis: number): void {
    this.#turnEnd = performance.now() + millis;
  }

  /** Keeps the present state until `letGo`; false when no more states can be kept, so that the read must not pause. */
  hold(): boolean {
    if (this.#held !== undefined || this.transaction !== undefined) return true;
    if (!this.#engine.canOpenSnapshot()) return false;
    const collections = new Map(this.#engine.catalog.all().map((collection) => [`${collection.db}.${collection.name}`, collection]));
    this.#held = { connection: this.#engine.openSnapshot(), collections };
    return true;
  }

  /** Reads on from the newest state. */
  letGo(): void {
    if (this.#held === undefined) return;
    this.#engine.closeSnapshot(this.#held.connection);
    this.#held = undefined;
  }
}
