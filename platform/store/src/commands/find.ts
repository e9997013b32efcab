import { Expressions } from "../aggregate/expressions.ts";
import { toDouble } from "../bson/numeric.ts";
import { RawDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { Cursor, FIRST_BATCH_SIZE, cursorReply, sendable } from "../cursor/cursor.ts";
import { StoreError } from "../errors.ts";
import { mapped } from "../pacing/pause.ts";
import type { Pause, Paced, Steps } from "../pacing/pause.ts";
import { documentOf, pacedDocuments } from "../query/execute.ts";
import type { Query } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import type { Projection } from "../query/projection.ts";
import { parseSort } from "../query/sort.ts";
import type { Transaction } from "../session/transaction.ts";
import type { Collection } from "../storage/catalog.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { viewOf } from "../view/view.ts";
import { assertNoneOf, clusterTimeOf, collationOf, collectionName, countField, documentField, hintOf, pacedView, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { findThroughView } from "./view-reads.ts";

/** The query part of find, count and findAndModify. */
export function queryOf(body: Document, names: { readonly filter: string; readonly sort: string }, expressions: Expressions): Query {
  return {
    filter: compileFilter(documentField(body, names.filter), expressions),
    sort: parseSort(body[names.sort]),
    skip: countField(body, "skip", 0),
    limit: limitOf(body["limit"]),
    ...hintOf(body),
  };
}

/** 0 means no limit; a negative one counts as its amount in a single batch. */
function limitOf(value: unknown): number {
  if (value === undefined || value === null) return Infinity;
  const limit = isNumeric(value) ? Math.abs(Math.trunc(toDouble(value))) : Number.NaN;
  if (Number.isNaN(limit)) throw new StoreError("TypeMismatch", "the field 'limit' must be a number");
  return limit === 0 ? Infinity : limit;
}

/** Compiles a projection for the documents a filter finds; undefined when it keeps everything. */
export function projectionOf(spec: Document, filter: Document, expressions: Expressions): Projection | undefined {
  return compileProjection(spec, {
    filter,
    rules: expressions,
    evaluate: (expression, document) => expressions.evaluate(expression, documentCopy(document)),
  });
}

/** Expressions turn numbers into plain ones in place; the other projected fields must keep their types. */
function documentCopy(document: Document): Document {
  return structuredDocument(document) as Document;
}

function structuredDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredDocument);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structuredDocument(inner)]));
  }
  return value;
}

function projected(found: Paced<StoredDocument>, projection: Projection): Generator<RawDocument | Pause> {
  return mapped(found, (stored) => new RawDocument(writeDocument(projection(documentOf(stored)))));
}

/** Ends with an error when the transaction that the results belong to is over. */
function* whileOpen(transaction: Transaction, items: Paced<RawDocument>): Generator<RawDocument | Pause> {
  for (const item of items) {
    yield item;
    if (!transaction.isOpen) throw new StoreError("NoSuchTransaction", "the transaction that this cursor reads in is over");
  }
}

/** Sends the first batch and keeps the cursor when there is more. */
export function* openCursor(context: CommandContext, namespace: string, items: Generator<RawDocument | Pause>, batchSize: number, isSingleBatch: boolean): Steps<Document> {
  const view = pacedView(context);
  const transaction = view?.transaction;
  const cursor = new Cursor(namespace, transaction === undefined ? items : whileOpen(transaction, items), { view, budget: context.budget });
  let isDone = true;
  try {
    const { documents, isExhausted } = yield* cursor.next(batchSize);
    isDone = isSingleBatch || isExhausted || (batchSize > 0 && (yield* cursor.isAtEnd()));
    const id = isDone ? 0 : context.services.cursors.add(cursor, context.session?.id);
    return cursorReply(id, cursor.namespace, "firstBatch", documents, clusterTimeOf(view));
  } finally {
    if (isDone) cursor.close();
  }
}

function itemsOf({ view }: CommandContext, collection: Collection | undefined, query: Query, projection: Projection | undefined): Generator<RawDocument | Pause> {
  const found = collection === undefined ? [] : pacedDocuments(view, collection, query);
  return projection === undefined ? sendable(found) : projected(found, projection);
}

const find: Command = {
  kind: "read",
  inTransaction: true,
  readsSnapshots: true,
  *run(context): Steps<Document> {
    const { body, db, view } = context;
    const name = collectionName(body, "find");
    assertNoneOf(body, ["min", "max", "returnKey", "showRecordId"]);
    if (body["tailable"] === true) throw new StoreError("BadValue", `error processing query: tailable cursor requested on non capped collection ${db}.${name}`);
    const collection = view.collection(db, name);
    const expressions = new Expressions(variablesOf(body, "let"), collationOf(body, collection));
    const query = queryOf(body, { filter: "filter", sort: "sort" }, expressions);
    const projection = projectionOf(documentField(body, "projection"), query.filter.source, expressions);
    const items = viewOf(collection) === undefined ? itemsOf(context, collection, query, projection) : findThroughView(context, collection as Collection, query.limit, projection);
    const isSingleBatch = body["singleBatch"] === true || (isNumeric(body["limit"]) && toDouble(body["limit"]) < 0);
    return yield* openCursor(context, `${db}.${name}`, items, countField(body, "batchSize", FIRST_BATCH_SIZE), isSingleBatch);
  },
};

/** Finding documents. */
export const FIND_COMMANDS: CommandTable = { find };
