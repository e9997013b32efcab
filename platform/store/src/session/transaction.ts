import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { encodeValue } from "../index/key-encoding.ts";
import type { Index } from "../index/index-runtime.ts";
import { idText } from "../query/read-view.ts";
import type { ReadView } from "../query/read-view.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Connection } from "../storage/connection.ts";
import { assertDocumentSize } from "../storage/document-writer.ts";
import type { ChangeKind, StoredDocument } from "../storage/document-writer.ts";
import { duplicateKeyError } from "../storage/duplicate-key.ts";
import type { Engine } from "../storage/engine.ts";
import { createCollection } from "../storage/collections.ts";
import type { DocumentSink } from "./document-sink.ts";

/** What a transaction did to one document; null stands for "not there". */
interface OwnWrite {
  readonly collection: Collection;
  readonly idKey: Buffer;
  /** The document in the snapshot. */
  readonly before: StoredDocument | null;
  after: StoredDocument | null;
  kind: ChangeKind;
}

/** Row number of documents that exist only inside a transaction. */
const NO_ROW = -1;

/** Tells the driver to run the whole transaction again. */
export function writeConflict(): StoreError {
  return new StoreError("WriteConflict", "Write conflict during plan execution and yielding is disabled. Please retry your operation or multi-document transaction.", {
    labels: ["TransientTransactionError"],
  });
}

/**
 * A multi-document transaction with snapshot isolation: it reads a pinned SQLite snapshot with its own writes on top, keeps its
 * writes in memory, and at commit writes them in one step if nobody changed the same documents since (first committer wins).
 */
export class Transaction implements ReadView, DocumentSink {
  readonly connection: Connection;
  readonly #engine: Engine;
  readonly #state: number;
  readonly #catalog: ReadonlyMap<string, Collection>;
  readonly #created = new Map<string, Collection>();
  readonly #writes = new Map<string, OwnWrite>();
  readonly #overlays = new Map<number, Map<string, StoredDocument | null>>();
  #isOpen = true;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.connection = engine.openSnapshot();
    this.#state = engine.conflicts.begin();
    this.#catalog = new Map(engine.catalog.all().map((collection) => [`${collection.db}.${collection.name}`, collection]));
  }

  collection(db: string, name: string): Collection | undefined {
    return this.#catalog.get(`${db}.${name}`) ?? this.#created.get(`${db}.${name}`);
  }

  overlay(collection: Collection): ReadonlyMap<string, StoredDocument | null> | undefined {
    return this.#overlays.get(collection.id);
  }

  hasRows(collection: Collection): boolean {
    return this.#catalog.has(`${collection.db}.${collection.name}`);
  }

  /** A collection that is missing is created at once, as an empty one outside of the transaction; the snapshot never sees its table. */
  ensureCollection(db: string, name: string): Collection {
    const known = this.collection(db, name);
    if (known !== undefined) return known;
    const created = this.#engine.catalog.find(db, name) ?? this.#engine.group.write(() => createCollection(this.#engine, db, name, {}));
    const own = { ...created, indexes: [] };
    this.#created.set(`${db}.${name}`, own);
    return own;
  }

  insert(collection: Collection, document: Document, bytes: Buffer): void {
    assertDocumentSize(bytes);
    const idKey = encodeValue(document["_id"]);
    this.#assertUnchanged(collection, idKey);
    const text = idText(idKey);
    const own = this.overlay(collection)?.get(text);
    const stored = this.#snapshotDocument(collection, idKey);
    if (own === undefined ? stored !== null : own !== null) throw duplicateKeyError(collection, undefined, document);
    this.#assertUnique(collection, document, idKey);
    this.#put(collection, { row: stored?.row ?? NO_ROW, idKey, bytes }, "replace", stored);
  }

  change(collection: Collection, stored: StoredDocument, _before: Document, after: Document, bytes: Buffer, kind: ChangeKind): void {
    assertDocumentSize(bytes);
    this.#assertUnchanged(collection, stored.idKey);
    this.#assertUnique(collection, after, stored.idKey);
    this.#put(collection, { ...stored, bytes }, kind, stored);
  }

  remove(collection: Collection, stored: StoredDocument): void {
    this.#assertUnchanged(collection, stored.idKey);
    this.#put(collection, null, "replace", stored);
  }

  /** Writes everything to the store; runs inside a write. A conflict throws and leaves nothing behind. */
  commit(session: Buffer): void {
    const writes = [...this.#writes.values()];
    for (const { collection, idKey } of writes) this.#assertUnchanged(collection, idKey);
    // Removals first: they free unique values that the same transaction gives to other documents.
    for (const write of writes.filter(({ after }) => after === null)) this.#apply(write, session);
    for (const write of writes.filter(({ after }) => after !== null)) this.#apply(write, session);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    this.#engine.closeSnapshot(this.connection);
  }

  #apply({ collection, before, after, kind }: OwnWrite, session: Buffer): void {
    const current = this.#engine.catalog.find(collection.db, collection.name);
    if (current === undefined || current.id !== collection.id) throw writeConflict();
    const { writer } = this.#engine;
    if (after === null) {
      if (before !== null) writer.remove(current, before, session);
    } else if (before === null) writer.insert(current, readDocument(after.bytes), after.bytes, session);
    else if (!before.bytes.equals(after.bytes)) writer.change(current, before, readDocument(before.bytes), readDocument(after.bytes), after.bytes, kind, session);
  }

  #assertUnchanged(collection: Collection, idKey: Buffer): void {
    if (this.#engine.conflicts.changedSince(collection.id, idKey, this.#state)) throw writeConflict();
  }

  #snapshotDocument(collection: Collection, idKey: Buffer): StoredDocument | null {
    if (!this.hasRows(collection)) return null;
    const row = this.connection.row<[number, Buffer]>(`SELECT r, doc FROM d${collection.id} WHERE k = ?`, idKey);
    return row === undefined ? null : { row: row[0], idKey, bytes: row[1] };
  }

  #put(collection: Collection, after: StoredDocument | null, kind: ChangeKind, stored: StoredDocument | null): void {
    const idKey = (after ?? stored)?.idKey as Buffer;
    const text = idText(idKey);
    const key = `${collection.id}:${text}`;
    const known = this.#writes.get(key);
    if (known === undefined) this.#writes.set(key, { collection, idKey, before: stored?.row === NO_ROW ? null : stored, after, kind });
    else Object.assign(known, { after, kind: known.kind === "update" && kind === "update" ? "update" : kind });
    let overlay = this.#overlays.get(collection.id);
    if (overlay === undefined) this.#overlays.set(collection.id, (overlay = new Map()));
    overlay.set(text, after);
  }

  #assertUnique(collection: Collection, document: Document, idKey: Buffer): void {
    for (const index of collection.indexes.filter(({ definition }) => definition.unique)) {
      for (const key of index.keysOf(document).keys) {
        if (this.#isTaken(collection, index, key, idKey)) throw duplicateKeyError(collection, index, document);
      }
    }
  }

  #isTaken(collection: Collection, index: Index, key: Buffer, idKey: Buffer): boolean {
    const overlay = this.overlay(collection);
    const holders = this.connection.rows<[Buffer]>(`SELECT d.k FROM i${index.definition.id} i CROSS JOIN d${collection.id} d ON d.r = i.r WHERE i.k = ?`, key);
    if (holders.some(([holder]) => !holder.equals(idKey) && overlay?.has(idText(holder)) !== true)) return true;
    for (const own of overlay?.values() ?? []) {
      if (own !== null && !own.idKey.equals(idKey) && index.keysOf(readDocument(own.bytes)).keys.some((taken) => taken.equals(key))) return true;
    }
    return false;
  }
}
