import type { Document } from "../bson/types.ts";
import type { Collection } from "../storage/catalog.ts";
import type { ChangeKind, StoredDocument } from "../storage/document-writer.ts";
import type { Engine } from "../storage/engine.ts";
import { createCollection } from "../storage/collections.ts";

/** Where a command's writes go: straight to the store, or into the open transaction of its session. */
export interface DocumentSink {
  /** The collection, created when it does not exist yet. */
  ensureCollection(db: string, name: string): Collection;
  /** A new collection; the caller has made sure that there is none of this name. */
  createCollection(db: string, name: string, options: Document): Collection;
  insert(collection: Collection, document: Document, bytes: Buffer): void;
  change(collection: Collection, stored: StoredDocument, before: Document, after: Document, bytes: Buffer, kind: ChangeKind): void;
  remove(collection: Collection, stored: StoredDocument): void;
}

/** Writes to the store at once; the commit group makes them durable before the client hears of them. */
export class DirectSink implements DocumentSink {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  ensureCollection(db: string, name: string): Collection {
    return this.#engine.catalog.find(db, name) ?? createCollection(this.#engine, db, name, {});
  }

  createCollection(db: string, name: string, options: Document): Collection {
    return createCollection(this.#engine, db, name, options);
  }

  insert(collection: Collection, document: Document, bytes: Buffer): void {
    this.#engine.writer.insert(collection, document, bytes);
  }

  change(collection: Collection, stored: StoredDocument, before: Document, after: Document, bytes: Buffer, kind: ChangeKind): void {
    this.#engine.writer.change(collection, stored, before, after, bytes, kind);
  }

  remove(collection: Collection, stored: StoredDocument): void {
    this.#engine.writer.remove(collection, stored);
  }
}
