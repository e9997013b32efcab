import { readDocument } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { MAX_DOCUMENT_BYTES, writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import { encodeValue } from "../index/key-encoding.ts";
import type { DocumentKeys } from "../index/index-keys.ts";
import type { Index } from "../index/index-runtime.ts";
import { describeUpdate } from "../update/update-description.ts";
import type { Catalog, Collection } from "./catalog.ts";
import type { Connection } from "./connection.ts";
import { duplicateKeyError } from "./duplicate-key.ts";
import type { Oplog } from "./oplog.ts";

/** A stored document: its row, the encoded `_id` and its BSON. */
export interface StoredDocument {
  readonly row: number;
  readonly idKey: Buffer;
  readonly bytes: Buffer;
}

/** How a changed document came about: operators give an `update` event with a description, a whole new document a `replace`. */
export type ChangeKind = "update" | "replace";

/** Called for each changed document so that open transactions can see that it is newer than their snapshot. */
export type WriteObserver = (collection: Collection, idKey: Buffer) => void;

/** Writes documents together with their index keys and their history; always called inside `CommitGroup.write`. */
export class DocumentWriter {
  readonly #connection: Connection;
  readonly #catalog: Catalog;
  readonly #oplog: Oplog;
  readonly #observe: WriteObserver;

  constructor(connection: Connection, catalog: Catalog, oplog: Oplog, observe: WriteObserver) {
    this.#connection = connection;
    this.#catalog = catalog;
    this.#oplog = oplog;
    this.#observe = observe;
  }

  /** Returns the new document's row. */
  insert(collection: Collection, document: Document, bytes: Buffer, session?: Buffer): number {
    assertDocumentSize(bytes);
    const idKey = encodeValue(document["_id"]);
    const entries = collection.indexes.map((index) => ({ index, found: index.keysOf(document) }));
    if (this.#rowOf(collection, idKey) !== undefined) throw duplicateKeyError(collection, undefined, document);
    for (const { index, found } of entries) this.#assertUnique(collection, index, found.keys, document, undefined);
    const inserted = this.#connection.run(`INSERT INTO d${collection.id} (k, doc) VALUES (?, ?)`, idKey, bytes);
    const row = Number(inserted.lastInsertRowid);
    for (const { index, found } of entries) this.#addKeys(collection, index, found, found.keys, row);
    this.#oplog.append({ db: collection.db, name: collection.name, operation: "insert", body: bytes, ...(session && { session }) });
    this.#observe(collection, idKey);
    return row;
  }

  change(collection: Collection, stored: StoredDocument, before: Document, after: Document, bytes: Buffer, kind: ChangeKind, session?: Buffer): void {
    assertDocumentSize(bytes);
    const entries = collection.indexes.map((index) => keyChange(index, index.keysOf(before), index.keysOf(after)));
    // Keys under a collation are coarser than it: an unchanged key may stand for another value.
    for (const { index, found, added } of entries) this.#assertUnique(collection, index, index.collation === undefined ? added : found.keys, after, stored.row);
    this.#connection.run(`UPDATE d${collection.id} SET doc = ? WHERE r = ?`, bytes, stored.row);
    for (const { index, found, added, removed } of entries) {
      for (const key of removed) this.#connection.run(`DELETE FROM i${index.definition.id} WHERE k = ? AND r = ?`, key, stored.row);
      this.#addKeys(collection, index, found, added, stored.row);
    }
    const body = kind === "replace" ? bytes : writeDocument(describeUpdate(before, after));
    const id = writeDocument({ _id: after["_id"] });
    this.#oplog.append({ db: collection.db, name: collection.name, operation: kind, id, body, ...(session && { session }), ...(keepsImages(collection) && { before: stored.bytes, ...(kind === "update" && { after: bytes }) }) });
    this.#observe(collection, stored.idKey);
  }

  remove(collection: Collection, stored: StoredDocument, session?: Buffer): void {
    const document = readDocument(stored.bytes);
    for (const index of collection.indexes) {
      for (const key of index.keysOf(document).keys) this.#connection.run(`DELETE FROM i${index.definition.id} WHERE k = ? AND r = ?`, key, stored.row);
    }
    this.#connection.run(`DELETE FROM d${collection.id} WHERE r = ?`, stored.row);
    const id = writeDocument({ _id: document["_id"] });
    this.#oplog.append({ db: collection.db, name: collection.name, operation: "delete", id, ...(session && { session }), ...(keepsImages(collection) && { before: stored.bytes }) });
    this.#observe(collection, stored.idKey);
  }

  /** Fills a new index from the documents that are already there. */
  buildIndex(collection: Collection, index: Index): void {
    let last = 0;
    for (;;) {
      const rows = this.#connection.rows<[number, Buffer]>(`SELECT r, doc FROM d${collection.id} WHERE r > ? ORDER BY r LIMIT 500`, last);
      for (const [row, bytes] of rows) {
        const document = readDocument(bytes);
        const found = index.keysOf(document);
        this.#assertUnique(collection, index, found.keys, document, row);
        this.#addKeys(collection, index, found, found.keys, row);
        last = row;
      }
      if (rows.length < 500) return;
    }
  }

  /** Adds the keys of a document that a slice of an index build reached; a write may have added them before. */
  addMissingKeys(collection: Collection, index: Index, document: Document, row: number): void {
    const { keys, multikeyPaths } = index.keysOf(document);
    if (multikeyPaths !== 0) this.#catalog.markMultikey(collection, index, multikeyPaths);
    for (const key of keys) this.#connection.run(`INSERT OR IGNORE INTO i${index.definition.id} (k, r) VALUES (?, ?)`, key, row);
  }

  #rowOf(collection: Collection, idKey: Buffer): number | undefined {
    return this.#connection.row<[number]>(`SELECT r FROM d${collection.id} WHERE k = ?`, idKey)?.[0];
  }

  #assertUnique(collection: Collection, index: Index, keys: readonly Buffer[], document: Document, ownRow: number | undefined): void {
    if (!index.definition.unique) return;
    for (const key of keys) {
      if (this.#isTaken(collection, index, key, document, ownRow)) throw duplicateKeyError(collection, index, document);
    }
  }

  #isTaken(collection: Collection, index: Index, key: Buffer, document: Document, ownRow: number | undefined): boolean {
    const holders = this.#connection.rows<[number]>(`SELECT r FROM i${index.definition.id} WHERE k = ? AND r <> ?${index.collation === undefined ? " LIMIT 1" : ""}`, key, ownRow ?? -1);
    if (index.collation === undefined) return holders.length > 0;
    return holders.some(([row]) => {
      const [bytes] = this.#connection.row<[Buffer]>(`SELECT doc FROM d${collection.id} WHERE r = ?`, row) ?? [];
      return bytes !== undefined && index.holdsSame(document, readDocument(bytes));
    });
  }

  #addKeys(collection: Collection, index: Index, found: DocumentKeys, keys: readonly Buffer[], row: number): void {
    if (found.multikeyPaths !== 0) this.#catalog.markMultikey(collection, index, found.multikeyPaths);
    for (const key of keys) this.#connection.run(`INSERT INTO i${index.definition.id} (k, r) VALUES (?, ?)`, key, row);
  }
}

/** True when changes of the collection's documents are kept with the documents themselves, for change streams that ask for them. */
export function keepsImages({ options }: Pick<Collection, "options">): boolean {
  const images = options["changeStreamPreAndPostImages"];
  return isDocument(images) && images["enabled"] === true;
}

function keyChange(index: Index, before: DocumentKeys, after: DocumentKeys): { index: Index; found: DocumentKeys; added: Buffer[]; removed: Buffer[] } {
  return {
    index,
    found: after,
    added: after.keys.filter((key) => !before.keys.some((old) => old.equals(key))),
    removed: before.keys.filter((old) => !after.keys.some((key) => key.equals(old))),
  };
}

/** Refuses documents above the limit that drivers are told. */
export function assertDocumentSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new StoreError("BSONObjectTooLarge", `object to insert too large. size in bytes: ${bytes.length}, max size: ${MAX_DOCUMENT_BYTES}`);
  }
}
