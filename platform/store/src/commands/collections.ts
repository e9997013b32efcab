import { Binary } from "bson";
import { parseCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { valuesEqual } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { sendable } from "../cursor/cursor.ts";
import { StoreError } from "../errors.ts";
import { Expressions } from "../aggregate/expressions.ts";
import { finish } from "../pacing/pause.ts";
import { compileFilter } from "../query/filter.ts";
import type { Collection } from "../storage/catalog.ts";
import { dropCollection, renameCollection } from "../storage/collections.ts";
import { imagesOption, withoutDisabledImages } from "../change-stream/images.ts";
import { parseValidation } from "../validation/validator.ts";
import { viewOptions } from "../view/define-view.ts";
import { viewOf } from "../view/view.ts";
import { collectionName, documentField } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { openCursor } from "./find.ts";
import { indexSpecs } from "./indexes.ts";

const UNSUPPORTED_OPTIONS = ["capped", "timeseries", "encryptedFields"];

const create: Command = {
  kind: "write",
  inTransaction: true,
  run(context) {
    const { services, db, body, sink, view } = context;
    const name = collectionName(body, "create");
    const collation = parseCollation(body["collation"]);
    for (const option of UNSUPPORTED_OPTIONS) {
      const value = body[option];
      const isOff = value === undefined || value === false || (isDocument(value) && (Object.keys(value).length === 0 || value["enabled"] === false));
      if (!isOff) throw new StoreError("CommandNotSupported", `the option '${option}' of create is not supported by this store`);
    }
    if (view.collection(db, name) !== undefined || services.engine.catalog.find(db, name) !== undefined) throw new StoreError("NamespaceExists", `Collection ${db}.${name} already exists.`);
    if (body["viewOn"] !== undefined) {
      createView(context, name, collation);
      return {};
    }
    if (body["pipeline"] !== undefined) throw new StoreError("InvalidOptions", "'pipeline' requires 'viewOn' to also be specified");
    sink.createCollection(db, name, { ...parseValidation(body, db), ...withoutDisabledImages(imagesOption(body)), ...(collation && { collation: collation.spec }), ...clusteredOption(body["clusteredIndex"]) });
    return {};
  },
};

function createView({ services, db, body, sink, isInTransaction }: CommandContext, name: string, collation: Collation | undefined): void {
  if (isInTransaction) throw new StoreError("OperationNotSupportedInTransaction", "Cannot create a view in a multi-document transaction");
  const other = ["validator", "validationLevel", "validationAction", "clusteredIndex", "changeStreamPreAndPostImages", "idIndex"].find((option) => body[option] !== undefined);
  if (other !== undefined) throw new StoreError("InvalidOptions", `the option '${other}' is not supported on a view`);
  sink.createCollection(db, name, viewOptions(services.engine.catalog, db, name, body, collation));
}

/** Every collection finds its documents by `_id` directly, so a clustered one is like any other; what was asked for is remembered. */
function clusteredOption(source: unknown): Document {
  if (source === undefined) return {};
  if (!isDocument(source) || source["unique"] !== true || !valuesEqual(source["key"], { _id: 1 })) throw new StoreError("InvalidIndexSpecificationOption", "a clusteredIndex must be {key: {_id: 1}, unique: true}");
  return { clusteredIndex: { v: 2, key: { _id: 1 }, name: source["name"] ?? "_id_", unique: true } };
}

const drop: Command = {
  kind: "write",
  run({ services, db, body }) {
    const name = collectionName(body, "drop");
    const collection = services.engine.catalog.find(db, name);
    if (collection === undefined) return { ns: `${db}.${name}` };
    dropCollection(services.engine, collection);
    return { ...(viewOf(collection) === undefined && { nIndexesWas: collection.indexes.length + 1 }), ns: `${db}.${name}` };
  },
};

const dropDatabase: Command = {
  kind: "write",
  run({ services, db }) {
    const collections = services.engine.catalog.list(db);
    for (const collection of collections) dropCollection(services.engine, collection);
    if (collections.length > 0) services.engine.oplog.append({ db, name: "", operation: "dropDatabase" });
    return collections.length > 0 ? { dropped: db } : {};
  },
};

const renameCommand: Command = {
  kind: "write",
  run({ services, body }) {
    const [from, to] = [splitNamespace(body["renameCollection"]), splitNamespace(body["to"])];
    const { engine } = services;
    const collection = engine.catalog.find(from.db, from.name);
    if (collection === undefined) throw new StoreError("NamespaceNotFound", `Source collection ${from.db}.${from.name} does not exist`);
    const existing = engine.catalog.find(to.db, to.name);
    if (viewOf(collection) !== undefined) throw new StoreError("CommandNotSupportedOnView", `cannot rename view: ${from.db}.${from.name}`);
    if (viewOf(existing) !== undefined) throw new StoreError("NamespaceExists", `a view already exists with that name: ${to.db}.${to.name}`);
    if (existing !== undefined && body["dropTarget"] !== true) throw new StoreError("NamespaceExists", "target namespace exists");
    if (existing !== undefined && existing.id === collection.id) throw new StoreError("IllegalOperation", "Can't rename a collection to itself");
    if (existing !== undefined) dropCollection(engine, existing);
    renameCollection(engine, collection, to.db, to.name, existing);
    return {};
  },
};

function splitNamespace(value: unknown): { readonly db: string; readonly name: string } {
  const text = typeof value === "string" ? value : "";
  const dot = text.indexOf(".");
  if (dot <= 0) throw new StoreError("InvalidNamespace", `Invalid namespace specified '${text}'`);
  return { db: text.slice(0, dot), name: text.slice(dot + 1) };
}

function described(collection: Collection, nameOnly: boolean): Document {
  const isView = viewOf(collection) !== undefined;
  const basic = { name: collection.name, type: isView ? "view" : "collection" };
  if (nameOnly) return basic;
  if (isView) return { ...basic, options: collection.options, info: { readOnly: true } };
  const [idIndex] = indexSpecs(collection);
  const isClustered = collection.options["clusteredIndex"] !== undefined;
  return { ...basic, options: collection.options, info: { readOnly: false, uuid: new Binary(collection.uuid, 4) }, ...(!isClustered && { idIndex }) };
}

const listCollections: Command = {
  kind: "read",
  run(context) {
    const { services, db, body } = context;
    const { test } = compileFilter(documentField(body, "filter"), new Expressions());
    const found = services.engine.catalog.list(db).map((collection) => described(collection, body["nameOnly"] === true)).filter(test);
    return finish(openCursor(context, `${db}.$cmd.listCollections`, sendable(found), found.length + 1, true));
  },
};

function listDatabases({ services, body }: CommandContext): Document {
  const { test } = compileFilter(documentField(body, "filter"), new Expressions());
  const size = (services.engine.connection.pragma("page_count") as number) * (services.engine.connection.pragma("page_size") as number);
  const databases = services.engine.catalog.databases().map((name) => ({ name, sizeOnDisk: size, empty: false })).filter((entry) => test(entry));
  if (body["nameOnly"] === true) return { databases: databases.map(({ name }) => ({ name })) };
  return { databases, totalSize: size };
}

/** Creating, dropping, renaming and listing collections and databases. */
export const COLLECTION_COMMANDS: CommandTable = {
  create, drop, dropDatabase, renameCollection: renameCommand, listCollections, listDatabases: { kind: "read", run: listDatabases },
};
