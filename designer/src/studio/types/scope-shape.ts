import type { AppRecords, PageNode, Query } from "@tessera/contracts";
import { nodesOf, parseKey } from "@tessera/page";
import { manifestOf } from "../component/index.ts";
import { schemaOfValue } from "./schema-of-value.ts";
import type { Shape } from "./shape.ts";
import type { Typed } from "./type-text.ts";

const of = (schema: unknown): Typed => ({ schema, shared: {} });
const text = of({ type: "string" });

interface ScopeOf {
  records: AppRecords;
  page: string;
  /** What the operation of a query answers, by the query's id. */
  answers: Readonly<Record<string, Typed>>;
  /** Live values by shown names, where there are some. */
  live: Readonly<Record<string, unknown>>;
  /** Further names that code at this place may read, e.g. `row`. */
  locals?: readonly string[];
}

/** What bindings of a page may read, by shown names, with the types that are known before anything runs. */
export function scopeShape({ records, page, answers, live, locals = [] }: ScopeOf): Shape & { fields: Readonly<Record<string, Shape>> } {
  const seen = (root: string, name: string): Record<string, unknown> => asObject(asObject(live[root])[name]);
  const components = Object.values(nodesOf(records, page)).map((node: PageNode): [string, Shape] => {
    const values = seen("components", node.name);
    return [node.name, { fields: Object.fromEntries((manifestOf(node.type)?.exposes ?? []).map(({ name }) => [name, of(schemaOfValue(values[name]))])) }];
  });
  const queries = Object.entries(records).flatMap(([key, record]): [string, Shape][] => {
    if (parseKey(key)?.kind !== "query") return [];
    const query = record as Query;
    // A transform makes something else of the answer; then only what came so far tells.
    const data = query.transform === undefined ? answers[query.id] : undefined;
    const error = of({ type: "object", properties: { message: { type: "string" }, code: { type: "string" } } });
    return [[query.name, { fields: { data: data ?? of(schemaOfValue(seen("queries", query.name)["data"])), loading: of({ type: "boolean" }), error } }]];
  });
  const state = { ...asObject(records[`page/${page}`]?.["state"]), ...asObject(live["state"]) };
  return {
    fields: {
      queries: { fields: Object.fromEntries(queries) },
      components: { fields: Object.fromEntries(components) },
      state: { fields: Object.fromEntries(Object.entries(state).map(([name, value]) => [name, of(schemaOfValue(value))])) },
      params: of({ type: "object", properties: Object.fromEntries(Object.keys(asObject(live["params"])).map((name) => [name, { type: "string" }])), additionalProperties: { type: "string" } }),
      user: { fields: { name: text, displayName: text } },
      locale: of({ enum: ["zh-CN", "en"] }),
      ...Object.fromEntries(locals.map((name) => [name, of({})])),
    },
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
