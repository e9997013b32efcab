import { Expressions } from "../aggregate/expressions.ts";
import { encodeValue } from "../index/key-encoding.ts";
import { StoreError } from "../errors.ts";
import { countDocuments, documentOf, findDocuments } from "../query/execute.ts";
import { distinctValuesAt } from "../query/paths.ts";
import { assertSimpleCollation, collectionName } from "./command.ts";
import type { Command, CommandTable } from "./command.ts";
import { queryOf } from "./find.ts";

const count: Command = {
  kind: "read",
  run({ body, db, view }) {
    assertSimpleCollation(body);
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions());
    const collection = view.collection(db, collectionName(body, "count"));
    return { n: collection === undefined ? 0 : countDocuments(view, collection, { ...query, sort: [] }) };
  },
};

const distinct: Command = {
  kind: "read",
  inTransaction: true,
  run({ body, db, view }) {
    assertSimpleCollation(body);
    const { key } = body;
    if (typeof key !== "string" || key === "") throw new StoreError("TypeMismatch", "distinct needs the field name 'key'");
    const query = queryOf(body, { filter: "query", sort: "sort" }, new Expressions());
    const collection = view.collection(db, collectionName(body, "distinct"));
    const values = new Map<string, unknown>();
    for (const stored of collection === undefined ? [] : findDocuments(view, collection, query)) {
      for (const value of distinctValuesAt(documentOf(stored), key)) values.set(encodeValue(value).toString("latin1"), value);
    }
    return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
  },
};

/** Counting and distinct values. */
export const COUNT_DISTINCT_COMMANDS: CommandTable = { count, distinct };
