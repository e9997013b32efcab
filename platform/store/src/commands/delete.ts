import { Expressions } from "../aggregate/expressions.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Steps } from "../pacing/pause.ts";
import { compileFilter } from "../query/filter.ts";
import { changeAll, foundOne, searched } from "../update/found-documents.ts";
import { assertNoView } from "../view/view.ts";
import { collationOf, collectionName, documentField, hintOf, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { assertNotNumbered, runStatements, writeErrorsField } from "./write-errors.ts";

/** Runs one delete statement; returns how many documents it removed. */
export function* runDelete(context: CommandContext, name: string, source: Document): Steps<number> {
  const { services: { engine }, db, view, sink, body } = context;
  const collection = assertNoView(view.collection(db, name));
  if (collection === undefined) return 0;
  const expressions = new Expressions(variablesOf(body, "let"), collationOf(source, collection));
  const limit = toDouble(source["limit"] ?? 0);
  if (limit !== 0 && limit !== 1) throw new StoreError("FailedToParse", `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const query = {
    filter: compileFilter(documentField(source, "q"), expressions), sort: [], skip: 0, limit: limit === 1 ? 1 : Infinity,
    ...hintOf(source),
  };
  const place = { engine, view, db, name };
  if (limit === 0) {
    assertNotNumbered(context);
    const found = yield* searched(view, collection, query);
    return yield* changeAll(place, { found, query, id: collection.id }, (present, stored) => sink.remove(present, stored));
  }
  const stored = yield* foundOne(place, query);
  if (stored === undefined) return 0;
  sink.remove(sink.ensureCollection(db, name), stored);
  return 1;
}

const deleteCommand: Command = {
  kind: "write",
  inTransaction: true,
  *run(context): Steps<Document> {
    const { body } = context;
    const name = collectionName(body, "delete");
    const { deletes } = body;
    if (!Array.isArray(deletes) || deletes.length === 0) throw new StoreError("InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
    const tally = { removed: 0 };
    const errors = yield* runStatements(context, deletes.length, tally, function* (index): Steps<void> {
      const source: unknown = deletes[index];
      if (!isDocument(source)) throw new StoreError("TypeMismatch", "a delete statement must be a document");
      tally.removed += yield* runDelete(context, name, source);
    });
    return { n: tally.removed, ...writeErrorsField(errors) };
  },
};

/** Deleting documents. */
export const DELETE_COMMANDS: CommandTable = { delete: deleteCommand };
