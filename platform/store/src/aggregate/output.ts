import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { readDocument } from "../bson/reader.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import { findDocuments } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import type { Collection } from "../storage/catalog.ts";
import { duplicateKeyError } from "../storage/duplicate-key.ts";
import { dropCollection } from "../storage/collections.ts";
import type { Engine } from "../storage/engine.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import { withId } from "../update/compile-update.ts";
import { assertNoView } from "../view/view.ts";
import { Expressions } from "./expressions.ts";
import { updateByPipeline } from "./pipeline.ts";
import type { PipelineResult } from "./pipeline-source.ts";

/** What writing a pipeline's results needs. */
export interface OutputContext {
  readonly services: { readonly engine: Engine };
  readonly db: string;
  readonly isInTransaction: boolean;
  readonly sink: DocumentSink;
}

interface Target {
  readonly db: string;
  readonly name: string;
}

function targetOf(context: OutputContext, value: unknown, stage: string): Target {
  if (context.isInTransaction) throw new StoreError("OperationNotSupportedInTransaction", `${stage} cannot be used in a transaction`);
  if (typeof value === "string") return { db: context.db, name: value };
  if (isDocument(value) && typeof value["coll"] === "string") return { db: typeof value["db"] === "string" ? value["db"] : context.db, name: value["coll"] };
  throw new StoreError("FailedToParse", `${stage} needs the name of a collection or {db, coll}`);
}

function decoded(result: PipelineResult): Document {
  const { bytes } = result as { bytes?: unknown };
  return withId(Buffer.isBuffer(bytes) ? readDocument(bytes) : (result as Document));
}

/** `$out`: replaces the target's documents with the results, in one step; its indexes and options stay. */
export function outInto(context: OutputContext, specification: unknown, results: Iterable<PipelineResult>): void {
  const { db, name } = targetOf(context, specification, "$out");
  const documents = [...results].map(decoded);
  const { engine } = context.services;
  engine.group.write(() => {
    const old = assertNoView(engine.catalog.find(db, name));
    if (old !== undefined) dropCollection(engine, old);
    let collection = old === undefined ? context.sink.ensureCollection(db, name) : context.sink.createCollection(db, name, old.options);
    for (const index of old?.indexes ?? []) collection = engine.catalog.addIndex(collection, index.definition.spec).collection;
    for (const document of documents) context.sink.insert(collection, document, writeDocument(document));
  });
}

/** `$merge`: brings the results into the target document by document, all in one step. */
export function mergeInto(context: OutputContext, specification: unknown, results: Iterable<PipelineResult>): void {
  const options: Document = isDocument(specification) ? specification : { into: specification };
  const { db, name } = targetOf(context, options["into"], "$merge");
  const on = options["on"] === undefined ? ["_id"] : Array.isArray(options["on"]) ? (options["on"] as string[]) : [String(options["on"])];
  const documents = [...results].map(decoded);
  context.services.engine.group.write(() => {
    const collection = assertNoView(context.sink.ensureCollection(db, name));
    for (const document of documents) mergeOne(context, collection, document, on, options);
  });
}

function mergeOne(context: OutputContext, collection: Collection, document: Document, on: readonly string[], options: Document): void {
  const expressions = new Expressions({ new: document });
  const filter = compileFilter(Object.fromEntries(on.map((field) => [field, { $eq: document[field] ?? null }])), expressions);
  const [stored] = findDocuments(context.services.engine, collection, { filter, sort: [], skip: 0, limit: 1 });
  const whenNotMatched = options["whenNotMatched"] ?? "insert";
  if (stored === undefined) {
    if (whenNotMatched === "fail") throw new StoreError("CommandFailed", "$merge could not find a matching document in the target collection for at least one document in the source collection");
    if (whenNotMatched === "insert") context.sink.insert(collection, document, writeDocument(document));
    else if (whenNotMatched !== "discard") throw new StoreError("BadValue", `unknown whenNotMatched '${String(whenNotMatched)}' in $merge`);
    return;
  }
  const before = readDocument(stored.bytes);
  const after = merged(context, collection, before, document, options["whenMatched"] ?? "merge");
  if (after === undefined) return;
  const bytes = writeDocument(after);
  if (!bytes.equals(stored.bytes)) context.sink.change(collection, stored, readDocument(stored.bytes), after, bytes, "update");
}

function merged(context: OutputContext, collection: Collection, before: Document, document: Document, whenMatched: unknown): Document | undefined {
  if (Array.isArray(whenMatched)) return updateByPipeline(whenMatched as Document[], before, { view: context.services.engine, db: context.db, collection: undefined, variables: { new: document } });
  switch (whenMatched) {
    case "merge": return { ...before, ...document, _id: before["_id"] };
    case "replace": return { ...document, _id: before["_id"] };
    case "keepExisting": return undefined;
    case "fail": throw duplicateKeyError(collection, undefined, before);
    default: throw new StoreError("BadValue", `unknown whenMatched '${String(whenMatched)}' in $merge`);
  }
}
