import { Expressions } from "../aggregate/expressions.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { findDocuments } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import { parseSort } from "../query/sort.ts";
import { changeStored, insertUpserted, updateOf } from "../update/change-documents.ts";
import type { UpdateStatement } from "../update/change-documents.ts";
import { assertNoView } from "../view/view.ts";
import { collationOf, collectionName, documentField, hintOf, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { runStatements, writeErrorsField } from "./write-errors.ts";

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
export function runUpdate({ db, view, sink, body }: CommandContext, name: string, source: Document): Outcome {
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
  // All matches are read before the first is changed: a change must not make a document match (or be met) again.
  const found = existing === undefined ? [] : [...findDocuments(view, existing, query)];
  if (existing === undefined || found.length === 0) {
    if (source["upsert"] !== true) return { matched: 0, modified: 0 };
    return { matched: 0, modified: 0, upsertedId: insertUpserted(sink, sink.ensureCollection(db, name), statement, update)["_id"] };
  }
  let modified = 0;
  for (const stored of found) if (changeStored(sink, existing, stored, update).isModified) modified++;
  return { matched: found.length, modified };
}

const update: Command = {
  kind: "write",
  inTransaction: true,
  run(context) {
    const { body } = context;
    const name = collectionName(body, "update");
    const { updates } = body;
    if (!Array.isArray(updates) || updates.length === 0) throw new StoreError("InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
    let matched = 0;
    let modified = 0;
    const upserted: Document[] = [];
    const errors = runStatements(context, updates.length, (index) => {
      const source: unknown = updates[index];
      if (!isDocument(source)) throw new StoreError("TypeMismatch", "an update statement must be a document");
      const outcome = runUpdate(context, name, source);
      matched += outcome.matched;
      modified += outcome.modified;
      if ("upsertedId" in outcome) upserted.push({ index, _id: outcome.upsertedId });
    });
    return { n: matched + upserted.length, nModified: modified, ...(upserted.length > 0 && { upserted }), ...writeErrorsField(errors) };
  },
};

/** Updating documents. */
export const UPDATE_COMMANDS: CommandTable = { update };
