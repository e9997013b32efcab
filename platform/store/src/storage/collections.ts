import { Binary } from "bson";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import { viewOf } from "../view/view.ts";
import type { Collection } from "./catalog.ts";
import type { Engine } from "./engine.ts";
import type { Oplog, OplogOperation, SchemaChange } from "./oplog.ts";

/** Collections that `$out` writes before they take the place of their target; a start removes what a crash left of them. */
export const TEMPORARY_PREFIX = "tmp.agg_out.";

/** Refuses names that MongoDB refuses. */
export function assertNamespace(db: string, name: string): void {
  if (db === "" || /[/\\. "$\0]/.test(db) || Buffer.byteLength(db) > 63) throw new StoreError("InvalidNamespace", `Invalid database name: '${db}'`);
  if (name === "" || name.includes("\0") || name.includes("$") || name.startsWith(".") || name.endsWith(".") || Buffer.byteLength(`${db}.${name}`) > 255) {
    throw new StoreError("InvalidNamespace", `Invalid namespace specified '${db}.${name}'`);
  }
  if (name.startsWith("system.") && name !== "system.views") throw new StoreError("InvalidNamespace", `cannot write to '${db}.${name}'`);
}

/** Records a change of a collection or its indexes in the history; runs inside a write. */
export function recordSchemaChange(oplog: Oplog, collection: Collection, operation: OplogOperation, change: SchemaChange = {}): void {
  oplog.append({ db: collection.db, name: collection.name, operation, body: writeDocument({ uuid: new Binary(collection.uuid, 4), ...change }) });
}

/** Creates a collection and records it in the history; runs inside a write. */
export function createCollection(engine: Engine, db: string, name: string, options: Document): Collection {
  assertNamespace(db, name);
  const collection = engine.catalog.create(db, name, options);
  recordSchemaChange(engine.oplog, collection, "create", { description: { ...(viewOf(collection) === undefined && { idIndex: { v: 2, key: { _id: 1 }, name: "_id_" } }), ...options } });
  return collection;
}

/** Drops a collection with its indexes and records it in the history; runs inside a write. */
export function dropCollection(engine: Engine, collection: Collection): void {
  engine.catalog.drop(collection);
  recordSchemaChange(engine.oplog, collection, "drop", { ...(viewOf(collection) !== undefined && { isView: true }) });
}

/** Renames a collection and records it in the history; runs inside a write. */
export function renameCollection(engine: Engine, collection: Collection, db: string, name: string, dropped?: Collection): void {
  assertNamespace(db, name);
  engine.catalog.rename(collection, db, name);
  const to = { db, coll: name };
  recordSchemaChange(engine.oplog, collection, "rename", { to, description: { to, ...(dropped && { dropTarget: new Binary(dropped.uuid, 4) }) } });
}
