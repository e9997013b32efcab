import { randomUUID } from "node:crypto";
import { valuesEqual } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { readDocument } from "../bson/reader.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import { findDocuments } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import { PacedView } from "../pacing/paced-view.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import type { ReadView } from "../query/read-view.ts";
import type { Collection } from "../storage/catalog.ts";
import { duplicateKeyError } from "../storage/duplicate-key.ts";
import { TEMPORARY_PREFIX, assertNamespace, dropCollection, renameCollection } from "../storage/collections.ts";
import type { Engine } from "../storage/engine.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import { assertNoView } from "../view/view.ts";
import { Expressions } from "./expressions.ts";
import { updateByPipeline } from "./pipeline.ts";
import type { Results } from "./results.ts";

/** What writing a pipeline's results needs. */
export interface OutputContext {
  readonly services: { readonly engine: Engine };
  readonly db: string;
  readonly isInTransaction: boolean;
  readonly view: ReadView;
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

/** Results are written one after the other; before the first, the state that they were read in is given up. */
function beginWriting({ view }: OutputContext): void {
  if (view instanceof PacedView) view.seePresent();
}

/**
 * `$out`: replaces the target's documents with the results; its indexes and options stay. As in MongoDB the results are written into a
 * temporary collection, which takes the target's place in one step once it is whole.
 */
export function* outInto(context: OutputContext, specification: unknown, results: Results): Steps<void> {
  const { db, name } = targetOf(context, specification, "$out");
  const { engine } = context.services;
  assertNamespace(db, name);
  beginWriting(context);
  const old = assertNoView(engine.catalog.find(db, name));
  const temporary = `${TEMPORARY_PREFIX}${randomUUID()}`;
  try {
    engine.group.write(() => createLike(context, db, temporary, old));
    yield* writeAll(context, results, (at) => {
      const collection = engine.catalog.find(db, temporary);
      if (collection === undefined) throw new StoreError("QueryPlanKilled", `the temporary collection of $out was dropped: ${db}.${temporary}`);
      const { document, bytes } = results.at(at);
      context.sink.insert(collection, document, bytes);
    });
    engine.group.write(() => replace(engine, engine.catalog.find(db, temporary) as Collection, { db, name, old }));
  } finally {
    const left = engine.catalog.find(db, temporary);
    if (left !== undefined) engine.group.write(() => dropCollection(engine, left));
  }
}

function createLike({ sink, services: { engine } }: OutputContext, db: string, name: string, model: Collection | undefined): void {
  let collection = sink.createCollection(db, name, { ...model?.options, temp: true });
  for (const { definition } of model?.indexes ?? []) collection = engine.catalog.addIndex(collection, definition.spec).collection;
}

function replace(engine: Engine, collection: Collection, { db, name, old }: Target & { readonly old: Collection | undefined }): void {
  const present = assertNoView(engine.catalog.find(db, name));
  if (!isSameLayout(old, present)) throw new StoreError("CommandFailed", `options or indexes of the target collection ${db}.${name} changed during processing of $out`);
  const { temp: _temporary, ...options } = collection.options;
  engine.catalog.changeOptions(collection, options);
  if (present !== undefined) dropCollection(engine, present);
  renameCollection(engine, { ...collection, options }, db, name, present);
}

function isSameLayout(before: Collection | undefined, after: Collection | undefined): boolean {
  const layout = (collection: Collection | undefined): unknown => [collection?.options ?? {}, (collection?.indexes ?? []).map(({ definition }) => definition.spec)];
  return valuesEqual(layout(before), layout(after));
}

/** `$merge`: brings the results into the target document by document; each is atomic by itself. */
export function* mergeInto(context: OutputContext, specification: unknown, results: Results): Steps<void> {
  const options: Document = isDocument(specification) ? specification : { into: specification };
  const { db, name } = targetOf(context, options["into"], "$merge");
  const on = options["on"] === undefined ? ["_id"] : Array.isArray(options["on"]) ? (options["on"] as string[]) : [String(options["on"])];
  beginWriting(context);
  context.services.engine.group.write(() => assertNoView(context.sink.ensureCollection(db, name)));
  yield* writeAll(context, results, (at) => mergeOne(context, assertNoView(context.sink.ensureCollection(db, name)), results.at(at).document, on, options));
}

/** Writes results in slices that are atomic each. */
function* writeAll({ services, view }: OutputContext, { count }: Results, write: (at: number) => void): Steps<void> {
  let at = 0;
  const slice = (): void => {
    for (const from = at; at < count && !(at > from && view.isTurnOver()); at++) write(at);
  };
  while (at < count) {
    services.engine.group.write(slice);
    if (at < count) yield PAUSE;
  }
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
