import { Expressions } from "../aggregate/expressions.ts";
import { compareValues } from "../bson/compare.ts";
import type { Document } from "../bson/types.ts";
import { EqualityKeys } from "../index/equality-keys.ts";
import { StoreError } from "../errors.ts";
import { countDocuments, documentOf, findDocuments } from "../query/execute.ts";
import { distinctValuesAt } from "../query/paths.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { viewOf } from "../view/view.ts";
import { collationOf, collectionName } from "./command.ts";
import type { Command, CommandTable } from "./command.ts";
import { queryOf } from "./find.ts";
import { countThroughView, documentsThroughView } from "./view-reads.ts";

const count: Command = {
  kind: "read",
  run(context) {
    const { body, db, view } = context;
    const collection = view.collection(db, collectionName(body, "count"));
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions({}, collationOf(body, collection)));
    if (collection !== undefined && viewOf(collection) !== undefined) return { n: countThroughView(context, collection, query.limit) };
    return { n: collection === undefined ? 0 : countDocuments(view, collection, { ...query, sort: [] }) };
  },
};

function* decoded(found: Iterable<StoredDocument>): Generator<Document> {
  for (const stored of found) yield documentOf(stored);
}

const distinct: Command = {
  kind: "read",
  inTransaction: true,
  run(context) {
    const { body, db, view } = context;
    const { key } = body;
    if (typeof key !== "string" || key === "") throw new StoreError("TypeMismatch", "distinct needs the field name 'key'");
    const collection = view.collection(db, collectionName(body, "distinct"));
    const collation = collationOf(body, collection);
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions({}, collation));
    const keys = new EqualityKeys(collation);
    const values = new Map<string, unknown>();
    const isView = viewOf(collection) !== undefined;
    const documents = collection === undefined ? [] : isView ? documentsThroughView(context, collection) : decoded(findDocuments(view, collection, query));
    for (const document of documents) {
      for (const value of distinctValuesAt(document, key)) {
        const key = keys.keyOf(value);
        if (!values.has(key)) values.set(key, value);
      }
    }
    return { values: [...values.values()].sort((a, b) => compareValues(a, b, collation)) };
  },
};

/** Counting and distinct values. */
export const COUNT_DISTINCT_COMMANDS: CommandTable = { count, distinct };
