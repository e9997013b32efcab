import { Expressions } from "../aggregate/expressions.ts";
import { compareValues } from "../bson/compare.ts";
import { EqualityKeys } from "../index/equality-keys.ts";
import { StoreError } from "../errors.ts";
import { countDocuments, documentOf, findDocuments } from "../query/execute.ts";
import { distinctValuesAt } from "../query/paths.ts";
import { collationOf, collectionName } from "./command.ts";
import type { Command, CommandTable } from "./command.ts";
import { queryOf } from "./find.ts";

const count: Command = {
  kind: "read",
  run({ body, db, view }) {
    const collection = view.collection(db, collectionName(body, "count"));
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions({}, collationOf(body, collection)));
    return { n: collection === undefined ? 0 : countDocuments(view, collection, { ...query, sort: [] }) };
  },
};

const distinct: Command = {
  kind: "read",
  inTransaction: true,
  run({ body, db, view }) {
    const { key } = body;
    if (typeof key !== "string" || key === "") throw new StoreError("TypeMismatch", "distinct needs the field name 'key'");
    const collection = view.collection(db, collectionName(body, "distinct"));
    const collation = collationOf(body, collection);
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions({}, collation));
    const keys = new EqualityKeys(collation);
    const values = new Map<string, unknown>();
    for (const stored of collection === undefined ? [] : findDocuments(view, collection, query)) {
      for (const value of distinctValuesAt(documentOf(stored), key)) {
        const key = keys.keyOf(value);
        if (!values.has(key)) values.set(key, value);
      }
    }
    return { values: [...values.values()].sort((a, b) => compareValues(a, b, collation)) };
  },
};

/** Counting and distinct values. */
export const COUNT_DISTINCT_COMMANDS: CommandTable = { count, distinct };
