import { Expressions } from "../aggregate/expressions.ts";
import { compareValues } from "../bson/compare.ts";
import type { Document } from "../bson/types.ts";
import { EqualityKeys } from "../index/equality-keys.ts";
import { StoreError } from "../errors.ts";
import { PAUSE, collect, mapped } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import { documentOf, pacedCount, pacedDocuments } from "../query/execute.ts";
import { distinctValuesAt } from "../query/paths.ts";
import type { SortKeys } from "../query/sort.ts";
import { sortItems } from "../query/sort-items.ts";
import { viewOf } from "../view/view.ts";
import { clusterTimeOf, collationOf, collectionName } from "./command.ts";
import type { Command, CommandTable } from "./command.ts";
import { queryOf } from "./find.ts";
import { countThroughView, documentsThroughView } from "./view-reads.ts";

const count: Command = {
  kind: "read",
  *run(context): Steps<Document> {
    const { body, db, view } = context;
    const collection = view.collection(db, collectionName(body, "count"));
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions({}, collationOf(body, collection)));
    if (collection !== undefined && viewOf(collection) !== undefined) return { n: yield* countThroughView(context, collection, query.limit) };
    return { n: collection === undefined ? 0 : yield* pacedCount(view, collection, { ...query, sort: [] }) };
  },
};

const distinct: Command = {
  kind: "read",
  inTransaction: true,
  readsSnapshots: true,
  *run(context): Steps<Document> {
    const { body, db, view } = context;
    const { key } = body;
    if (typeof key !== "string" || key === "") throw new StoreError("TypeMismatch", "distinct needs the field name 'key'");
    const collection = view.collection(db, collectionName(body, "distinct"));
    const collation = collationOf(body, collection);
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions({}, collation));
    const keys = new EqualityKeys(collation);
    const values = new Map<string, unknown>();
    const isView = viewOf(collection) !== undefined;
    const documents = collection === undefined ? [] : isView ? documentsThroughView(context, collection) : mapped(pacedDocuments(view, collection, query), documentOf);
    for (const document of documents) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      for (const value of distinctValuesAt(document, key)) {
        const key = keys.keyOf(value);
        if (!values.has(key)) values.set(key, value);
      }
    }
    const order: Pick<SortKeys, "compare"> = { compare: (a, b) => compareValues((a as unknown[])[0], (b as unknown[])[0], collation) };
    return { values: yield* collect(sortItems(values.values(), { keyOf: (value) => [value], keys: order, sizeOf: () => 0, keep: Infinity, isTurnOver: () => view.isTurnOver() })), ...clusterTimeOf(view) };
  },
};

/** Counting and distinct values. */
export const COUNT_DISTINCT_COMMANDS: CommandTable = { count, distinct };
