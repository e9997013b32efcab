import type { AppRecords } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { queryUses } from "./query-uses.ts";

const asked = { connector: "alerts", stage: "prod", operations: new Set(["list"]) };
const query = (id: string, more: object = {}) => ({ id, name: id, kind: "operation", connector: "source", operation: "list", inputs: {}, trigger: "load", ...more });

function app(records: Record<string, object>, stage = "prod"): AppRecords {
  return { app: { title: { en: "App" }, connectors: { source: { connector: "alerts", stage } } }, "page/home": { id: "home", title: { en: "Home" } }, ...records } as unknown as AppRecords;
}

const node = (value: object, more: object = {}) => ({ id: "n1", name: "n1", type: "text", parent: null, slot: "default", order: "a", props: { text: value }, events: {}, ...more });
const outputsOf = (records: Record<string, object>) => queryUses({ name: "app", version: null }, app(records), asked)[0]?.outputs;

describe("queryUses", () => {
  it.each([
    ["{{ queries.q.data.items[0].name }}", [["items", "*", "name"]]],
    ["{{ queries.q.data.items.map((item) => item.name) }}", [["items"]]],
    ["{{ queries.q.data?.total + queries.q.data['a b'] }}", [["total"], ["a b"]]],
    ["{{ queries.q.data }}", [[]]],
    ["{{ queries.q.loading }}", []],
    ["{{ queries.other.data.name }}", []],
    ["{{ queries.q }}", [[]]],
    ["{{ queries[state.which].data.name }}", [[]]],
    ["{{ queries.q.data.( }}", null],
    ["queries.q.data without braces", []],
  ])("reads %s", (template, outputs) => expect(outputsOf({ "query/q": query("q"), "node/home/n1": node({ kind: "binding", template }) })).toEqual(outputs));

  it.each([
    ["return data.items", [["items"]]],
    ["const { items } = data; return items;", [[]]],
    ["return data.items.filter((item) => item.open).length;", [["items"]]],
    ["const data2 = inputs; return data2.a;", []],
    ["return data[", null],
    ["// }} \n return `${data.name}`;", [["name"]]],
  ])("reads the transform %s, whatever pages bind", (transform, outputs) => expect(outputsOf({ "query/q": query("q", { transform }), "node/home/n1": node({ kind: "binding", template: "{{ queries.q.data.shaped }}" }) })).toEqual(outputs));

  it("finds functions, actions and other queries that read it", () => {
    expect(outputsOf({ "query/q": query("q"), "node/home/n1": node({ kind: "function", source: "return queries.q.data.a" }, { events: { click: [{ kind: "notify", level: "info", message: { kind: "binding", template: "{{ queries.q.data.b }}" } }] } }) })).toEqual([["a"], ["b"]]);
    expect(outputsOf({ "query/q": query("q"), "query/r": query("r", { operation: "other", inputs: { "path.id": { kind: "binding", template: "{{ queries.q.data.id }}" } } }) })).toEqual([["id"]]);
  });

  it("names pages, inputs and the app", () => {
    const runs = node({ kind: "static", value: "x" }, { events: { click: [{ kind: "runQuery", query: "q" }] } });
    expect(queryUses({ name: "app", version: "1.0.0" }, app({ "query/q": query("q", { inputs: { "query.a": { kind: "static", value: 1 } } }), "node/home/n1": runs }), asked)).toEqual([
      { app: "app", title: { en: "App" }, version: "1.0.0", query: { id: "q", name: "q" }, pages: [{ id: "home", title: { en: "Home" } }], operation: "list", inputs: ["query.a"], outputs: [] },
    ]);
  });

  it("leaves out other operations, connectors and stages", () => {
    expect(queryUses({ name: "app", version: null }, app({ "query/q": query("q", { operation: "other" }) }), asked)).toEqual([]);
    expect(queryUses({ name: "app", version: null }, app({ "query/q": query("q", { connector: "unmapped" }) }), asked)).toEqual([]);
    expect(queryUses({ name: "app", version: null }, app({ "query/q": query("q") }, "staging"), asked)).toEqual([]);
    expect(queryUses({ name: "app", version: null }, app({ "query/q": query("q") }, "staging"), { ...asked, stage: undefined })).toHaveLength(1);
  });
});
