import type { Document } from "../bson/types.ts";
import { isDocument } from "../bson/types.ts";
import { sendable } from "../cursor/cursor.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import { isSameIndex, parseIndexSpecification } from "../index/index-specification.ts";
import { parseCollation } from "../bson/collation.ts";
import { valuesEqual } from "../bson/compare.ts";
import { finish } from "../pacing/pause.ts";
import { Transaction } from "../session/transaction.ts";
import type { Collection } from "../storage/catalog.ts";
import { recordSchemaChange } from "../storage/collections.ts";
import type { Engine } from "../storage/engine.ts";
import { assertNoView } from "../view/view.ts";
import { collectionName } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { openCursor } from "./find.ts";

const ID_SPEC: Document = { v: 2, key: { _id: 1 }, name: "_id_" };

/** The specifications of a collection's indexes, `_id_` first. */
export function indexSpecs(collection: Collection): Document[] {
  const { clusteredIndex } = collection.options;
  const first = isDocument(clusteredIndex) ? { ...clusteredIndex, clustered: true } : ID_SPEC;
  return [first, ...collection.indexes.map(({ definition }) => definition.spec)];
}

const createIndexes: Command = {
  kind: "long",
  inTransaction: true,
  async run({ services, db, body, sink, view }) {
    const name = collectionName(body, "createIndexes");
    const sources = body["indexes"];
    if (!Array.isArray(sources) || sources.length === 0) throw new StoreError("BadValue", "Must specify at least one index to create");
    const { engine } = services;
    if (view instanceof Transaction) return createInTransaction(view, db, name, parsedSpecifications(engine, db, name, sources));
    const isNew = assertNoView(engine.catalog.find(db, name)) === undefined;
    const { before, after, waiting } = engine.group.write(() => addIndexes(engine, sink.ensureCollection(db, name), parsedSpecifications(engine, db, name, sources)));
    for (const { index, isOwn } of waiting) await (isOwn ? engine.indexBuilds.build(index) : engine.indexBuilds.ended(index));
    return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: isNew, ...(after === before && { note: "all indexes already exist" }) };
  },
};

/** As in MongoDB, only on a collection that the same transaction creates. */
function createInTransaction(transaction: Transaction, db: string, name: string, specifications: readonly Document[]): Document {
  const created = transaction.createIndexes(db, name, specifications);
  if (created === undefined) throw new StoreError("OperationNotSupportedInTransaction", `Cannot create new indexes on existing collection ${db}.${name} in a multi-document transaction.`);
  return { numIndexesBefore: created.before, numIndexesAfter: created.after, createdCollectionAutomatically: created.isNew };
}

function parsedSpecifications(engine: Engine, db: string, name: string, sources: readonly unknown[]): Document[] {
  const inherited = parseCollation(engine.catalog.find(db, name)?.options["collation"]);
  return sources.map((source) => parseIndexSpecification(source, inherited));
}

interface AddedIndexes {
  readonly before: number;
  readonly after: number;
  /** Indexes that are ready only after a build in slices, begun by this command or by another one. */
  readonly waiting: readonly { readonly index: Index; readonly isOwn: boolean }[];
}

/** Adds what is missing: small collections get their keys at once, large ones an index that is to be built. */
function addIndexes(engine: Engine, source: Collection, specifications: readonly Document[]): AddedIndexes {
  let collection = source;
  const before = collection.indexes.length + 1;
  const waiting: { index: Index; isOwn: boolean }[] = [];
  const isLarge = engine.indexBuilds.isLarge(collection);
  for (const specification of specifications) {
    if (isIdIndex(specification)) continue;
    const same = collection.indexes.find((index) => isSameIndex(index, specification));
    if (same !== undefined && same.definition.stage === "ready") continue;
    if (same !== undefined && engine.indexBuilds.isRunning(same)) {
      waiting.push({ index: same, isOwn: false });
      continue;
    }
    // What a failed build left behind is begun anew.
    if (same !== undefined) collection = engine.catalog.dropIndex(collection, same);
    const added = engine.catalog.addIndex(collection, specification, isLarge ? "filling" : "ready");
    if (isLarge) waiting.push({ index: added.index, isOwn: true });
    else engine.writer.buildIndex(added.collection, added.index);
    collection = added.collection;
  }
  const after = collection.indexes.length + 1;
  const added = collection.indexes.filter((index) => !source.indexes.includes(index)).map(({ definition }) => definition.spec);
  if (added.length > 0 && !isLarge) recordSchemaChange(engine.oplog, collection, "createIndexes", { description: { indexes: added } });
  return { before, after, waiting };
}

function isIdIndex(specification: Document): boolean {
  return Object.keys(specification["key"] as Document).join() === "_id";
}

/** The indexes that a command names by name, key pattern, a list of those or `*`. */
export function matchingIndexes(collection: Collection, wanted: unknown): Index[] {
  if (wanted === "*") return [...collection.indexes];
  return (Array.isArray(wanted) ? wanted : [wanted]).map((one: unknown) => {
    if (one === "_id_" || (isDocument(one) && Object.keys(one).join() === "_id")) throw new StoreError("InvalidOptions", "cannot drop _id index");
    const index = collection.indexes.find(({ definition }) => definition.name === one || (isDocument(one) && valuesEqual(definition.spec["key"], one)));
    if (index === undefined) throw new StoreError("IndexNotFound", `can't find index: ${isDocument(one) ? JSON.stringify(one) : String(one)}`);
    return index;
  });
}

const dropIndexes: Command = {
  kind: "write",
  run({ services, db, body }) {
    let collection = existing(assertNoView(services.engine.catalog.find(db, collectionName(body, "dropIndexes" in body ? "dropIndexes" : "deleteIndexes"))), db);
    const before = collection.indexes.length + 1;
    const dropped = matchingIndexes(collection, body["index"]);
    for (const index of dropped) collection = services.engine.catalog.dropIndex(collection, index);
    recordSchemaChange(services.engine.oplog, collection, "dropIndexes", { description: { indexes: dropped.map(({ definition }) => definition.spec) } });
    return { nIndexesWas: before };
  },
};

/** The collection of a command that needs one. */
export function existing(collection: Collection | undefined, db: string): Collection {
  if (collection === undefined) throw new StoreError("NamespaceNotFound", `ns not found in database '${db}'`);
  return collection;
}

function listIndexes(context: CommandContext): Document {
  const { services, db, body } = context;
  const name = collectionName(body, "listIndexes");
  const collection = assertNoView(services.engine.catalog.find(db, name));
  if (collection === undefined) throw new StoreError("NamespaceNotFound", `ns does not exist: ${db}.${name}`);
  const specs = indexSpecs(collection);
  return finish(openCursor(context, `${db}.${name}`, sendable(specs), specs.length + 1, true));
}

/** Creating, dropping and listing indexes. */
export const INDEX_COMMANDS: CommandTable = { createIndexes, dropIndexes, deleteIndexes: dropIndexes, listIndexes: { kind: "read", run: listIndexes } };
