import { Expressions } from "../aggregate/expressions.ts";
import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Steps } from "../pacing/pause.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { changeStored, insertUpserted, updateOf } from "../update/change-documents.ts";
import { foundOne } from "../update/found-documents.ts";
import { assertNoView } from "../view/view.ts";
import { collationOf, collectionName, documentField, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { projectionOf, queryOf } from "./find.ts";
import { statementOf } from "./update.ts";

function removeOne({ view, sink, db }: CommandContext, name: string, stored: StoredDocument | undefined): Document {
  const collection = view.collection(db, name);
  if (stored === undefined || collection === undefined) return { lastErrorObject: { n: 0 }, value: null };
  sink.remove(collection, stored);
  return { lastErrorObject: { n: 1 }, value: readDocument(stored.bytes) };
}

function updateOne(context: CommandContext, name: string, stored: StoredDocument | undefined, expressions: Expressions): Document {
  const { body, view, sink, db } = context;
  const statement = statementOf(body, { filter: "query", update: "update" }, variablesOf(body, "let"));
  const update = updateOf(statement, view, db, expressions);
  const isNewWanted = body["new"] === true;
  if (stored === undefined) {
    if (body["upsert"] !== true) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const inserted = insertUpserted(sink, sink.ensureCollection(db, name), statement, update);
    return { lastErrorObject: { n: 1, updatedExisting: false, upserted: inserted["_id"] }, value: isNewWanted ? inserted : null };
  }
  const { document } = changeStored(sink, sink.ensureCollection(db, name), stored, update);
  return { lastErrorObject: { n: 1, updatedExisting: true }, value: isNewWanted ? document : readDocument(stored.bytes) };
}

const findAndModify: Command = {
  kind: "write",
  inTransaction: true,
  *run(context): Steps<Document> {
    const { body, view, db, services: { engine } } = context;
    const name = collectionName(body, "findAndModify" in body ? "findAndModify" : "findandmodify");
    if ((body["remove"] === true) === (body["update"] !== undefined)) throw new StoreError("FailedToParse", "Either an update or remove=true must be specified, and not both");
    const collection = assertNoView(view.collection(db, name));
    const expressions = new Expressions(variablesOf(body, "let"), collationOf(body, collection));
    const query = { ...queryOf(body, { filter: "query", sort: "sort" }, expressions), skip: 0, limit: 1 };
    const stored = yield* foundOne({ engine, view, db, name }, query);
    const reply = body["remove"] === true ? removeOne(context, name, stored) : updateOne(context, name, stored, expressions);
    const projection = projectionOf({ ...documentField(body, "fields"), ...documentField(body, "projection") }, query.filter.source, expressions);
    return reply["value"] === null || projection === undefined ? reply : { ...reply, value: projection(reply["value"] as Document) };
  },
};

/** Finding and changing one document in one step. */
export const FIND_AND_MODIFY_COMMANDS: CommandTable = { findAndModify, findandmodify: findAndModify };
