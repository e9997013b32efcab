import type { Document } from "../bson/types.ts";
import { isDocument } from "../bson/types.ts";
import { sendable } from "../cursor/cursor.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import { isSameIndex, parseIndexSpecification } from "../index/index-specification.ts";
import { valuesEqual } from "../bson/compare.ts";
import type { Collection } from "../storage/catalog.ts";
import { collectionName, documentField } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { openCursor } from "./find.ts";

const ID_SPEC: Document = { v: 2, key: { _id: 1 }, name: "_id_" };

/** The specifications of a collection's indexes, `_id_` first. */
export function indexSpecs(collection: Collection): Document[] {
  return [ID_SPEC, ...collection.indexes.map(({ definition }) => definition.spec)];
}

const createIndexes: Command = {
  kind: "write",
  run({ services, db, body, sink }) {
    const name = collectionName(body, "createIndexes");
    const sources = body["indexes"];
    if (!Array.isArray(sources) || sources.length === 0) throw new StoreError("BadValue", "Must specify at least one index to create");
    const specifications = sources.map(parseIndexSpecification);
    const { engine } = services;
    const isNew = engine.catalog.find(db, name) === undefined;
    let collection = sink.ensureCollection(db, name);
    const before = collection.indexes.length + 1;
    for (const specification of specifications) {
      if (isIdIndex(specification) || collection.indexes.some((index) => isSameIndex(index, specification))) continue;
      const added = engine.catalog.addIndex(collection, specification);
      engine.writer.buildIndex(added.collection, added.index);
      collection = added.collection;
    }
    const after = collection.indexes.length + 1;
    if (after !== before) engine.oplog.append({ db, name, operation: "createIndexes" });
    return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: isNew, ...(after === before && { note: "all indexes already exist" }) };
  },
};

function isIdIndex(specification: Document): boolean {
  return Object.keys(specification["key"] as Document).join() === "_id";
}

function matchingIndexes(collection: Collection, wanted: unknown): Index[] {
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
    let collection = existing(services.engine.catalog.find(db, collectionName(body, "dropIndexes" in body ? "dropIndexes" : "deleteIndexes")), db);
    const before = collection.indexes.length + 1;
    for (const index of matchingIndexes(collection, body["index"])) collection = services.engine.catalog.dropIndex(collection, index);
    services.engine.oplog.append({ db, name: collection.name, operation: "dropIndexes" });
    return { nIndexesWas: before };
  },
};

function existing(collection: Collection | undefined, db: string): Collection {
  if (collection === undefined) throw new StoreError("NamespaceNotFound", `ns not found in database '${db}'`);
  return collection;
}

function listIndexes(context: CommandContext): Document {
  const { services, db, body } = context;
  const name = collectionName(body, "listIndexes");
  const collection = services.engine.catalog.find(db, name);
  if (collection === undefined) throw new StoreError("NamespaceNotFound", `ns does not exist: ${db}.${name}`);
  const specs = indexSpecs(collection);
  return openCursor(context, `${db}.${name}`, sendable(specs), specs.length + 1, true);
}

const collMod: Command = {
  kind: "write",
  run({ services, db, body }) {
    const name = collectionName(body, "collMod");
    const collection = existing(services.engine.catalog.find(db, name), db);
    const unknown = Object.keys(body).find((field) => !["collMod", "index", "$db", "lsid", "txnNumber", "$clusterTime", "$readPreference", "writeConcern", "comment", "apiVersion", "maxTimeMS"].includes(field));
    if (unknown !== undefined) throw new StoreError("CommandNotSupported", `the option '${unknown}' of collMod is not supported by this store`);
    const change = documentField(body, "index");
    const [index] = matchingIndexes(collection, change["keyPattern"] ?? change["name"]);
    if (index === undefined) return {};
    const spec = { ...index.definition.spec };
    for (const option of ["expireAfterSeconds", "hidden"]) if (change[option] !== undefined) spec[option] = change[option];
    services.engine.catalog.changeIndex(collection, index, spec);
    return {};
  },
};

/** Creating, changing, dropping and listing indexes. */
export const INDEX_COMMANDS: CommandTable = { createIndexes, dropIndexes, deleteIndexes: dropIndexes, listIndexes: { kind: "read", run: listIndexes }, collMod };
