import { Expressions } from "../aggregate/expressions.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError, asStoreError } from "../errors.ts";
import type { Steps } from "../pacing/pause.ts";
import { compileFilter } from "../query/filter.ts";
import { parseSort } from "../query/sort.ts";
import { changeStored, insertUpserted, updateOf } from "../update/change-documents.ts";
import type { UpdateStatement } from "../update/change-documents.ts";
import { changeAll, foundOne, searched } from "../update/found-documents.ts";
import type { Collection } from "../storage/catalog.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { assertNoView } from "../view/view.ts";
import { collationOf, collectionName, documentField, hintOf, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { assertNotNumbered, runStatements, writeErrorsField } from "./write-errors.ts";

/** How often an upsert begins anew because others were quicker. */
const MAX_UPSERTS = 3;

/** What one update statement did. */
export interface Outcome {
  readonly matched: number;
  readonly modified: number;
  readonly upsertedId?: unknown;
}

/** The statement parts that update and findAndModify share. */
export function statementOf(source: Document, names: { readonly filter: string; readonly update: string }, variables: Document): UpdateStatement {
  const { arrayFilters = [] } = source;
  if (!Array.isArray(arrayFilters)) throw new StoreError("TypeMismatch", "the field 'arrayFilters' must be an array");
  const wrong = arrayFilters.findIndex((filter) => !isDocument(filter));
  if (wrong >= 0) throw new StoreError("TypeMismatch", `the field 'arrayFilters.${wrong}' must be a document`);
  return {
    filter: documentField(source, names.filter),
    update: source[names.update],
    arrayFilters: arrayFilters as Document[],
    variables: { ...variables, ...variablesOf(source, "c") },
  };
}

/** Runs one update statement. */
export function* runUpdate(context: CommandContext, name: string, source: Document): Steps<Outcome> {
  const { services: { engine }, db, view, sink, body } = context;
  const existing = assertNoView(view.collection(db, name));
  const statement = statementOf(source, { filter: "q", update: "u" }, variablesOf(body, "let"));
  const expressions = new Expressions(statement.variables, collationOf(source, existing));
  const update = updateOf(statement, view, db, expressions);
  const isMulti = source["multi"] === true;
  if (isMulti && update.isReplacement) throw new StoreError("FailedToParse", "multi update is not supported for replacement-style update");
  const query = {
    filter: compileFilter(statement.filter, expressions), sort: parseSort(source["sort"]), skip: 0, limit: isMulti ? Infinity : 1,
    ...hintOf(source),
  };
  const place = { engine, view, db, name };
  let modified = 0;
  const change = (collection: Collection, stored: StoredDocument): void => {
    if (changeStored(sink, collection, stored, update).isModified) modified++;
  };
  if (isMulti) assertNotNumbered(context);
  for (let attempt = 1; ; attempt++) {
    const state = engine.oplog.last;
    const collection = view.collection(db, name);
    if (isMulti && collection !== undefined) {
      const found = yield* searched(view, collection, query);
      const matched = yield* changeAll(place, { found, query, id: collection.id }, change);
      if (matched > 0) return { matched, modified };
    } else {
      const stored = yield* foundOne(place, query);
      if (stored !== undefined) {
        change(sink.ensureCollection(db, name), stored);
        return { matched: 1, modified };
      }
    }
    if (source["upsert"] !== true) return { matched: 0, modified: 0 };
    try {
      const inserted = insertUpserted(sink, sink.ensureCollection(db, name), statement, update);
      return { matched: 0, modified: 0, upsertedId: inserted["_id"] };
    } catch (error) {
      // Somebody may have inserted the wanted document while this one was searched for; then it is there to be updated.
      if (asStoreError(error).codeName !== "DuplicateKey" || engine.oplog.last === state || attempt === MAX_UPSERTS) throw error;
    }
  }
}

const update: Command = {
  kind: "write",
  inTransaction: true,
  *run(context): Steps<Document> {
    const { body } = context;
    const name = collectionName(body, "update");
    const { updates } = body;
    if (!Array.isArray(updates) || updates.length === 0) throw new StoreError("InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
    const tally = { matched: 0, modified: 0, upserted: [] as Document[] };
    const errors = yield* runStatements(context, updates.length, tally, function* (index): Steps<void> {
      const source: unknown = updates[index];
      if (!isDocument(source)) throw new StoreError("TypeMismatch", "an update statement must be a document");
      const outcome = yield* runUpdate(context, name, source);
      tally.matched += outcome.matched;
      tally.modified += outcome.modified;
      if ("upsertedId" in outcome) tally.upserted.push({ index, _id: outcome.upsertedId });
    });
    const { matched, modified, upserted } = tally;
    return { n: matched + upserted.length, nModified: modified, ...(upserted.length > 0 && { upserted }), ...writeErrorsField(errors) };
  },
};

/** Updating documents. */
export const UPDATE_COMMANDS: CommandTable = { update };
