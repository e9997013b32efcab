import type { Expressions } from "../aggregate/expressions.ts";
import { updateByPipeline } from "../aggregate/pipeline.ts";
import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import type { ReadView } from "../query/read-view.ts";
import type { DocumentSink } from "../session/document-sink.ts";
import type { Collection } from "../storage/catalog.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { compileUpdate, upsertSeed, withId } from "./compile-update.ts";
import type { Update } from "./compile-update.ts";
import { assertStorableId } from "./storable.ts";

/** What an update statement consists of. */
export interface UpdateStatement {
  readonly filter: Document;
  readonly update: unknown;
  readonly arrayFilters: readonly Document[];
  readonly variables: Document;
}

/** Compiles the update of a statement. */
export function updateOf(statement: UpdateStatement, view: ReadView, db: string, expressions: Expressions): Update {
  return compileUpdate(statement.update, {
    filter: statement.filter,
    arrayFilters: statement.arrayFilters,
    variables: statement.variables,
    rules: expressions,
    runPipeline: (pipeline, document, variables) => updateByPipeline(pipeline, document, { view, db, collection: undefined, variables }),
  });
}

/** A document after an update; `isModified` is false when nothing about it changed, not even a numeric type. */
export interface ChangedDocument {
  readonly document: Document;
  readonly isModified: boolean;
}

/** Applies an update to a stored document. */
export function changeStored(sink: DocumentSink, collection: Collection, stored: StoredDocument, update: Update): ChangedDocument {
  const document = update.apply(readDocument(stored.bytes), false);
  const bytes = writeDocument(document);
  if (bytes.equals(stored.bytes)) return { document, isModified: false };
  sink.change(collection, stored, readDocument(stored.bytes), document, bytes, update.isReplacement ? "replace" : "update");
  return { document, isModified: true };
}

/** Inserts the document that an upsert makes of its filter and update. */
export function insertUpserted(sink: DocumentSink, collection: Collection, statement: UpdateStatement, update: Update): Document {
  const seed = upsertSeed(statement.filter);
  const start = update.isReplacement ? (Object.hasOwn(seed, "_id") ? { _id: seed["_id"] } : {}) : seed;
  const document = withId(update.apply(start, true));
  assertStorableId(document);
  sink.insert(collection, document, writeDocument(document));
  return document;
}
