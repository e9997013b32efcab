import { Expressions } from "../aggregate/expressions.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { findDocuments } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import { assertNoView } from "../view/view.ts";
import { collationOf, collectionName, documentField, hintOf, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { runStatements, writeErrorsField } from "./write-errors.ts";

/** Runs one delete statement; returns how many documents it removed. */
export function runDelete({ db, view, sink, body }: CommandContext, name: string, source: Document): number {
  const collection = assertNoView(view.collection(db, name));
  if (collection === undefined) return 0;
  const expressions = new Expressions(variablesOf(body, "let"), collationOf(source, collection));
  const limit = toDouble(source["limit"] ?? 0);
  if (limit !== 0 && limit !== 1) throw new StoreError("FailedToParse", `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const query = {
    filter: compileFilter(documentField(source, "q"), expressions), sort: [], skip: 0, limit: limit === 1 ? 1 : Infinity,
    ...hintOf(source),
  };
  const found = [...findDocuments(view, collection, query)];
  for (const stored of found) sink.remove(collection, stored);
  return found.length;
}

const deleteCommand: Command = {
  kind: "write",
  inTransaction: true,
  run(context) {
    const { body } = context;
    const name = collectionName(body, "delete");
    const { deletes } = body;
    if (!Array.isArray(deletes) || deletes.length === 0) throw new StoreError("InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
    let removed = 0;
    const errors = runStatements(context, deletes.length, (index) => {
      const source: unknown = deletes[index];
      if (!isDocument(source)) throw new StoreError("TypeMismatch", "a delete statement must be a document");
      removed += runDelete(context, name, source);
    });
    return { n: removed, ...writeErrorsField(errors) };
  },
};

/** Deleting documents. */
export const DELETE_COMMANDS: CommandTable = { delete: deleteCommand };
