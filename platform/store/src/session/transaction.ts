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
import { assertNamespace, createCollection, recordSchemaChange } from "../storage/collections.ts";
import type { DocumentSink } from "./document-sink.ts";

/** One write of a transaction, in the order in which the client made them; null stands for "not there". */
interface OwnWrite {
  readonly collection: Collection;
  readonly idKey: Buffer;
  readonly before: StoredDocument | null;
  readonly after: StoredDocument | null;
  readonly kind: ChangeKind;
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
  readonly #newIndexes = new Map<number, readonly Document[]>();
  readonly #writes: OwnWrite[] = [];
  readonly #overlays = new Map<number, Map<string, StoredDocument | null>>();
  /** By unique index and key, both in latin1: the documents of this transaction that have it. */
  readonly #ownKeys = new Map<string, Set<string>>();
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

  isTurnOver(): boolean {
    return false;
  }

  /** A collection that is missing is created with the commit; until then only this transaction knows of it. */
  ensureCollection(db: string, name: string): Collection {
    const known = this.collection(db, name);
    if (known !== undefined) return known;
    // One that is newer than the snapshot is used as it is, though without its documents.
    const newer = this.#engine.catalog.find(db, name);
    if (newer === undefined) return this.createCollection(db, name, {});
    const own = { ...newer, indexes: [] };
    this.#created.set(`${db}.${name}`, own);
    return own;
  }

  createCollection(db: string, name: string, options: Document): Collection {
    assertNamespace(db, name);
    const own: Collection = { id: -1 - this.#created.size, db, name, uuid: Buffer.alloc(16), options, indexes: [] };
    this.#created.set(`${db}.${name}`, own);
    return own;
  }

  /** Indexes of a collection that this transaction creates; undefined when the collection is there already. */
  createIndexes(db: string, name: string, specifications: readonly Document[]): { readonly before: number; readonly after: number; readonly isNew: boolean } | undefined {
    const isNew = this.collection(db, name) === undefined;
    const collection = this.ensureCollection(db, name);
    if (collection.id >= 0) return undefined;
    const known = this.#newIndexes.get(collection.id) ?? [];
    const added = specifications.filter((specification) => !known.some((other) => other["name"] === specification["name"]));
    this.#newIndexes.set(collection.id, [...known, ...added]);
    return { before: known.length + 1, after: known.length + added.length + 1, isNew };
  }

  insert(collection: Collection, document: Document, bytes: Buffer): void {
    assertDocumentSize(bytes);
    const idKey = encodeValue(document["_id"]);
    this.#reserve(collection, idKey);
    const own = this.overlay(collection)?.get(idText(idKey));
    if (own === undefined ? this.#isInSnapshot(collection, idKey) : own !== null) throw duplicateKeyError(collection, undefined, document);
    this.#assertUnique(collection, document, idKey);
    this.#put(collection, idKey, null, { row: NO_ROW, idKey, bytes }, "replace", document);
  }

  change(collection: Collection, stored: StoredDocument, _before: Document, after: Document, bytes: Buffer, kind: ChangeKind): void {
    assertDocumentSize(bytes);
    this.#reserve(collection, stored.idKey);
    this.#assertUnique(collection, after, stored.idKey);
    this.#put(collection, stored.idKey, stored, { ...stored, bytes }, kind, after);
  }

  remove(collection: Collection, stored: StoredDocument): void {
    this.#reserve(collection, stored.idKey);
    this.#put(collection, stored.idKey, stored, null, "replace");
  }

  /**
   * Makes every write again on the store, in order, so that the history tells what the client did; runs inside a write. A conflict
   * throws and leaves nothing behind.
   */
  commit(session: Buffer): void {
    for (const { collection, idKey } of this.#writes) this.#assertUnchanged(collection, idKey);
    for (const collection of this.#created.values()) if (collection.id < 0) this.#createForGood(collection);
    const rows = new Map<string, number>();
    for (const write of this.#writes) this.#apply(write, session, rows);
  }

  get isReadOnly(): boolean {
    return this.#writes.length === 0 && this.#created.size === 0;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    this.#engine.conflicts.release(this);
    this.#engine.closeSnapshot(this.connection);
  }

  #createForGood({ id, db, name, options }: Collection): void {
    const { catalog, oplog } = this.#engine;
    // Another session may have created it in the meantime; with options or indexes that is a conflict.
    const existing = catalog.find(db, name);
    const specifications = this.#newIndexes.get(id) ?? [];
    if (existing !== undefined && (specifications.length > 0 || Object.keys(options).length > 0)) throw writeConflict();
    let collection = existing ?? createCollection(this.#engine, db, name, options);
    for (const specification of specifications) collection = catalog.addIndex(collection, specification).collection;
    if (specifications.length > 0) recordSchemaChange(oplog, collection, "createIndexes", { description: { indexes: [...specifications] } });
  }

  #apply({ collection, idKey, before, after, kind }: OwnWrite, session: Buffer, rows: Map<string, number>): void {
    const current = this.#engine.catalog.find(collection.db, collection.name);
    if (current === undefined || (collection.id >= 0 && current.id !== collection.id)) throw writeConflict();
    const { writer } = this.#engine;
    const key = `${collection.id}:${idText(idKey)}`;
    const stored = before === null ? null : { ...before, row: rows.get(key) ?? before.row };
    try {
      if (after === null) {
        if (stored !== null) writer.remove(current, stored, session);
      } else if (stored === null) rows.set(key, writer.insert(current, readDocument(after.bytes), after.bytes, session));
      else writer.change(current, stored, readDocument(stored.bytes), readDocument(after.bytes), after.bytes, kind, session);
    } catch (error) {
      // Nothing in the snapshot held this unique value, so another session took it since: the next try will see its document.
      if (error instanceof StoreError && error.codeName === "DuplicateKey" && !this.#newIndexes.has(collection.id)) throw writeConflict();
      throw error;
    }
  }

  /** The first transaction that writes a document has it until its end; the others hear of it at once, not only at their commit. */
  #reserve(collection: Collection, idKey: Buffer): void {
    this.#assertUnchanged(collection, idKey);
    if (!this.#engine.conflicts.claim(this, collection.id, idKey)) throw writeConflict();
  }

  #assertUnchanged(collection: Collection, idKey: Buffer): void {
    if (this.#engine.conflicts.changedSince(collection.id, idKey, this.#state)) throw writeConflict();
  }

  #isInSnapshot(collection: Collection, idKey: Buffer): boolean {
    return this.hasRows(collection) && this.connection.row(`SELECT r FROM d${collection.id} WHERE k = ?`, idKey) !== undefined;
  }

  #put(collection: Collection, idKey: Buffer, before: StoredDocument | null, after: StoredDocument | null, kind: ChangeKind, document?: Document): void {
    this.#writes.push({ collection, idKey, before, after, kind });
    let overlay = this.#overlays.get(collection.id);
    if (overlay === undefined) this.#overlays.set(collection.id, (overlay = new Map()));
    const id = idText(idKey);
    const previous = overlay.get(id);
    overlay.set(id, after);
    for (const index of uniqueIndexes(collection)) {
      if (previous) for (const key of index.keysOf(readDocument(previous.bytes)).keys) this.#ownKeys.get(ownKey(index, key))?.delete(id);
      if (document) for (const key of index.keysOf(document).keys) this.#holdersOf(index, key).add(id);
    }
  }

  #holdersOf(index: Index, key: Buffer): Set<string> {
    const place = ownKey(index, key);
    let holders = this.#ownKeys.get(place);
    if (holders === undefined) this.#ownKeys.set(place, (holders = new Set()));
    return holders;
  }

  #assertUnique(collection: Collection, document: Document, idKey: Buffer): void {
    for (const index of uniqueIndexes(collection)) {
      for (const key of index.keysOf(document).keys) {
        if (this.#isTaken(collection, index, key, document, idKey)) throw duplicateKeyError(collection, index, document);
      }
    }
  }

  #isTaken(collection: Collection, index: Index, key: Buffer, document: Document, idKey: Buffer): boolean {
    const overlay = this.overlay(collection);
    const holders = this.connection.rows<[Buffer, Buffer]>(`SELECT d.k, d.doc FROM i${index.definition.id} i CROSS JOIN d${collection.id} d ON d.r = i.r WHERE i.k = ?`, key);
    if (holders.some(([holder, bytes]) => !holder.equals(idKey) && overlay?.has(idText(holder)) !== true && index.holdsSame(document, readDocument(bytes)))) return true;
    for (const id of this.#ownKeys.get(ownKey(index, key)) ?? []) {
      const own = overlay?.get(id);
      if (own && !own.idKey.equals(idKey) && index.holdsSame(document, readDocument(own.bytes))) return true;
    }
    return false;
  }
}

function uniqueIndexes(collection: Collection): Index[] {
  return collection.indexes.filter(({ definition }) => definition.unique);
}

function ownKey(index: Index, key: Buffer): string {
  return `${index.definition.id}:${key.toString("latin1")}`;
}
