import { randomBytes } from "node:crypto";
import { readDocument } from "../bson/reader.ts";
import { writeDocument } from "../bson/writer.ts";
import type { Document } from "../bson/types.ts";
import { toDouble } from "../bson/numeric.ts";
import { isNumeric } from "../bson/types.ts";
import type { Direction, IndexDefinition, IndexStage } from "../index/index-definition.ts";
import { Index } from "../index/index-runtime.ts";
import type { Connection } from "./connection.ts";
import { createDocumentTable, createIndexTable } from "./schema.ts";

/** A collection as the catalogue knows it; replaced as a whole when its indexes change. */
export interface Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  /** 16 bytes, shown as UUID. */
  readonly uuid: Buffer;
  readonly options: Document;
  readonly indexes: readonly Index[];
}

/** Full name `db.collection`. */
export function namespaceOf(collection: Pick<Collection, "db" | "name">): string {
  return `${collection.db}.${collection.name}`;
}

/** Names and layouts of all collections and indexes, read from the file and kept in memory. */
export class Catalog {
  readonly #connection: Connection;
  readonly #collections = new Map<string, Collection>();
  #hasUncommitted = false;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.reload();
  }

  /** What was changed so far is on disk now. */
  committed(): void {
    this.#hasUncommitted = false;
  }

  /** Something was rolled back: when names or layouts may be part of it, everything is read again. */
  rolledBack(): void {
    if (this.#hasUncommitted) this.reload();
  }

  /** Removes indexes that a crash left unfinished; runs inside a write. Returns their names. */
  dropUnfinished(): string[] {
    const unfinished = this.all().flatMap(({ db, name, indexes }) => indexes.filter(({ definition }) => definition.stage !== "ready").map((index) => ({ db, name, index })));
    for (const { db, name, index } of unfinished) this.dropIndex(this.find(db, name) as Collection, index);
    return unfinished.map(({ db, name, index }) => `${db}.${name}.${index.definition.name}`);
  }

  /** Reads everything from the file. */
  reload(): void {
    this.#collections.clear();
    const indexes = Map.groupBy(
      this.#connection.rows<[number, number, Buffer, number, IndexStage]>("SELECT id, collection, spec, multikey, stage FROM indexes ORDER BY id"),
      (row) => row[1],
    );
    for (const [id, db, name, uuid, options] of this.#connection.rows<[number, string, string, Buffer, Buffer]>("SELECT id, db, name, uuid, options FROM collections")) {
      const own = (indexes.get(id) ?? []).map(([indexId, , spec, multikey, stage]) => new Index(definitionOf(indexId, readDocument(spec), multikey, stage)));
      this.#put({ id, db, name, uuid, options: readDocument(options), indexes: own });
    }
    this.#hasUncommitted = this.#connection.inTransaction;
  }

  find(db: string, name: string): Collection | undefined {
    return this.#collections.get(`${db}.${name}`);
  }

  /** Collections of one database, by name. */
  list(db: string): Collection[] {
    return [...this.#collections.values()].filter((collection) => collection.db === db).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Names of databases that hold at least one collection. */
  databases(): string[] {
    return [...new Set([...this.#collections.values()].map((collection) => collection.db))].sort();
  }

  all(): Collection[] {
    return [...this.#collections.values()];
  }

  create(db: string, name: string, options: Document): Collection {
    const uuid = randomBytes(16);
    uuid[6] = ((uuid[6] as number) & 0x0f) | 0x40;
    uuid[8] = ((uuid[8] as number) & 0x3f) | 0x80;
    const inserted = this.#connection.run("INSERT INTO collections (db, name, uuid, options) VALUES (?, ?, ?, ?)", db, name, uuid, writeDocument(options));
    const id = Number(inserted.lastInsertRowid);
    createDocumentTable(this.#connection, id);
    const collection: Collection = { id, db, name, uuid, options, indexes: [] };
    this.#put(collection);
    return collection;
  }

  drop(collection: Collection): void {
    this.#hasUncommitted = true;
    for (const index of collection.indexes) this.#connection.exec(`DROP TABLE i${index.definition.id}`);
    this.#connection.exec(`DROP TABLE d${collection.id}`);
    this.#connection.run("DELETE FROM indexes WHERE collection = ?", collection.id);
    this.#connection.run("DELETE FROM collections WHERE id = ?", collection.id);
    this.#collections.delete(namespaceOf(collection));
  }

  rename(collection: Collection, db: string, name: string): Collection {
    this.#connection.run("UPDATE collections SET db = ?, name = ? WHERE id = ?", db, name, collection.id);
    this.#collections.delete(namespaceOf(collection));
    const renamed = { ...collection, db, name };
    this.#put(renamed);
    return renamed;
  }

  /** Adds an index with an empty key table; the caller fills it, at once or (stage `filling`) in slices. */
  addIndex(collection: Collection, spec: Document, stage: IndexStage = "ready"): { readonly collection: Collection; readonly index: Index } {
    const inserted = this.#connection.run("INSERT INTO indexes (collection, name, spec, stage) VALUES (?, ?, ?, ?)", collection.id, spec["name"], writeDocument(spec), stage);
    const id = Number(inserted.lastInsertRowid);
    createIndexTable(this.#connection, id);
    const index = new Index(definitionOf(id, spec, 0, stage));
    const changed = { ...collection, indexes: [...collection.indexes, index] };
    this.#put(changed);
    return { collection: changed, index };
  }

  dropIndex(collection: Collection, index: Index): Collection {
    this.#connection.exec(`DROP TABLE i${index.definition.id}`);
    this.#connection.run("DELETE FROM indexes WHERE id = ?", index.definition.id);
    const changed = { ...collection, indexes: collection.indexes.filter((other) => other !== index) };
    this.#put(changed);
    return changed;
  }

  /** Replaces the options of a collection (collMod). */
  changeOptions(collection: Collection, options: Document): void {
    this.#connection.run("UPDATE collections SET options = ? WHERE id = ?", writeDocument(options), collection.id);
    this.#put({ ...collection, options });
  }

  /** Changes options of an index that keep its keys (collMod). */
  changeIndex(collection: Collection, index: Index, spec: Document): void {
    this.#connection.run("UPDATE indexes SET spec = ? WHERE id = ?", writeDocument(spec), index.definition.id);
    this.#replace(collection, index, definitionOf(index.definition.id, spec, index.definition.multikeyPaths, index.definition.stage));
  }

  /** Moves an index on in its build. */
  setIndexStage(collection: Collection, index: Index, stage: IndexStage): void {
    this.#connection.run("UPDATE indexes SET stage = ? WHERE id = ?", stage, index.definition.id);
    this.#replace(collection, index, definitionOf(index.definition.id, index.definition.spec, index.definition.multikeyPaths, stage));
  }

  #replace(collection: Collection, index: Index, definition: IndexDefinition): void {
    this.#put({ ...collection, indexes: collection.indexes.map((other) => (other === index ? new Index(definition) : other)) });
  }

  /** Remembers that components of an index hold arrays, before such a key is written. */
  markMultikey(collection: Collection, index: Index, paths: number): void {
    // The caller's index may be older than the catalogue's, which is what queries are planned with.
    const current = this.find(collection.db, collection.name)?.indexes.find(({ definition }) => definition.id === index.definition.id) ?? index;
    const { definition } = current;
    if ((definition.multikeyPaths | paths) === definition.multikeyPaths) return;
    this.#hasUncommitted = true;
    definition.multikeyPaths |= paths;
    this.#connection.run("UPDATE indexes SET multikey = ? WHERE id = ?", definition.multikeyPaths, definition.id);
  }

  #put(collection: Collection): void {
    this.#hasUncommitted = true;
    this.#collections.set(namespaceOf(collection), collection);
  }
}

function definitionOf(id: number, spec: Document, multikeyPaths: number, stage: IndexStage): IndexDefinition {
  const key = spec["key"] as Document;
  const expireAfter = spec["expireAfterSeconds"];
  return {
    id,
    name: String(spec["name"]),
    key: Object.fromEntries(Object.entries(key).map(([path, direction]): [string, Direction] => [path, isNumeric(direction) ? (toDouble(direction) < 0 ? -1 : 1) : "hashed"])),
    unique: (spec["unique"] === true || spec["prepareUnique"] === true) && stage !== "filling",
    sparse: spec["sparse"] === true,
    hidden: spec["hidden"] === true || stage !== "ready",
    stage,
    partialFilter: spec["partialFilterExpression"] as Document | undefined,
    expireAfterSeconds: isNumeric(expireAfter) ? toDouble(expireAfter) : undefined,
    spec,
    multikeyPaths,
  };
}
