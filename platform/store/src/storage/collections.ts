import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import type { Collection } from "./catalog.ts";
import type { Engine } from "./engine.ts";

/** Refuses names that MongoDB refuses. */
export function assertNamespace(db: string, name: string): void {
  if (db === "" || /[/\\. "$\0]/.test(db) || Buffer.byteLength(db) > 63) throw new StoreError("InvalidNamespace", `Invalid database name: '${db}'`);
  if (name === "" || name.includes("\0") || name.includes("$") || name.startsWith(".") || name.endsWith(".") || Buffer.byteLength(`${db}.${name}`) > 255) {
    throw new StoreError("InvalidNamespace", `Invalid namespace specified '${db}.${name}'`);
  }
  if (name.startsWith("system.") && name !== "system.views") throw new StoreError("InvalidNamespace", `cannot write to '${db}.${name}'`);
}

/** Creates a collection and records it in the history; runs inside a write. */
export function createCollection(engine: Engine, db: string, name: string, options: Document): Collection {
  assertNamespace(db, name);
  const collection = engine.catalog.create(db, name, options);
  engine.oplog.append({ db, name, operation: "create" });
  return collection;
}

/** Drops a collection with its indexes and records it in the history; runs inside a write. */
export function dropCollection(engine: Engine, collection: Collection): void {
  engine.catalog.drop(collection);
  engine.oplog.append({ db: collection.db, name: collection.name, operation: "drop" });
}

/** Renames a collection and records it in the history; runs inside a write. */
export function renameCollection(engine: Engine, collection: Collection, db: string, name: string): void {
  assertNamespace(db, name);
  engine.catalog.rename(collection, db, name);
  engine.oplog.append({ db: collection.db, name: collection.name, operation: "rename", body: writeDocument({ to: { db, coll: name } }) });
}
