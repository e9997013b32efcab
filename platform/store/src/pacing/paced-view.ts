import { setImmediate as nextTurn } from "node:timers/promises";
import type { Timestamp } from "bson";
import type { ReadView } from "../query/read-view.ts";
import { Transaction } from "../session/transaction.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Connection } from "../storage/connection.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import type { Engine } from "../storage/engine.ts";
import { KeptSnapshot } from "../storage/snapshot-history.ts";
import type { SnapshotRead } from "../storage/snapshot-history.ts";

/** What a paced read keeps while others write. */
interface Held {
  readonly connection: Connection;
  readonly collections: ReadonlyMap<string, Collection>;
}

/**
 * What one read sees: the store, a past state or a transaction, and how long it may go on before it has to pause. From its first pause until its
 * end it keeps the state that it began with, whatever others write meanwhile; a write keeps one only while it searches.
 */
export class PacedView implements ReadView {
  /** Cluster time of a read with read concern "snapshot" outside of transactions. */
  readonly atClusterTime: Timestamp | undefined;
  readonly #engine: Engine;
  readonly #base: Engine | Transaction | KeptSnapshot;
  #held: Held | undefined;
  #turnEnd = Infinity;
  #seesPresent = false;
  #isWriting = false;
  #group = 0;
  #isRefused = false;

  constructor(engine: Engine, base: Engine | Transaction | SnapshotRead = engine) {
    this.#engine = engine;
    this.#base = "snapshot" in base ? base.snapshot : base;
    this.atClusterTime = "snapshot" in base ? base.clusterTime : undefined;
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
    return this.#base instanceof KeptSnapshot || this.#base.hasRows(collection);
  }

  overlay(collection: Collection): ReadonlyMap<string, StoredDocument | null> | undefined {
    return this.#base instanceof KeptSnapshot ? undefined : this.#base.overlay(collection);
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
    if (this.#held !== undefined || this.#base !== this.#engine || this.#seesPresent) return true;
    this.#isRefused ||= !this.#engine.canOpenSnapshot();
    if (this.#isRefused) return false;
    const collections = new Map(this.#engine.catalog.all().map((collection) => [`${collection.db}.${collection.name}`, collection]));
    this.#held = { connection: this.#engine.openSnapshot(), collections };
    return true;
  }

  /** What follows writes: it sees the newest state after each pause. */
  seePresent(): void {
    this.letGo();
    this.#seesPresent = true;
    this.#isWriting = true;
  }

  /** What follows searches in one state, to write again later. */
  keepState(): void {
    this.#seesPresent = false;
  }

  /** Resolves when what was written before a pause is on disk; undefined for reads, and for writes whose commit can wait for more. */
  written(): Promise<void> | undefined {
    if (!this.#isWriting) return undefined;
    this.#group = this.#engine.group.number;
    return this.#engine.group.endSlice();
  }

  /** Lets those go first who came during a pause and wait for a commit; throws when what was written is lost. */
  async makeWay(): Promise<void> {
    const { group } = this.#engine;
    if (group.isAwaited) await group.settled();
    while (this.#engine.isTurnTaken) await nextTurn();
    group.assertKept(this.#group);
  }

  get isWriting(): boolean {
    return this.#isWriting;
  }

  /** Reads on from the newest state. */
  letGo(): void {
    this.#isRefused = false;
    if (this.#held === undefined) return;
    this.#engine.closeSnapshot(this.#held.connection);
    this.#held = undefined;
  }
}
