import type { OperationInput, ValueSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { diffReleases } from "../diff-releases.ts";
import { giving, one, taking } from "../fixtures/releases.ts";
import type { Release } from "../release.ts";
import { type QueryUse, impactOf } from "./impact-of.ts";

const text: ValueSchema = { type: "string" };
const object = (properties: Record<string, ValueSchema>, required: string[] = []): ValueSchema => ({ type: "object", properties, required });
const use = (more: Partial<QueryUse> = {}): QueryUse => ({ app: "alerts", title: { en: "Alerts" }, version: "1.0.0", query: { id: "q1", name: "list" }, pages: [{ id: "p1", title: { en: "Home" } }], operation: "op", inputs: [], outputs: [], ...more });
const query = (more: object = {}): Partial<OperationInput> => ({ parameters: [{ name: "a", in: "query", schema: text, ...more }] });
const touched = (before: Release, after: Release, more: Partial<QueryUse>): boolean => impactOf(diffReleases(before, after), [use(more)]).length > 0;

describe("impactOf", () => {
  const items = (fields: Record<string, ValueSchema>) => giving(object({ items: { type: "array", items: object(fields) }, total: { type: "integer" } }));
  const [before, after] = [items({ a: text, b: text }), items({ a: text })];

  it.each([
    ["the field that is gone", [["items", "*", "b"]], true],
    ["the whole answer", [[]], true],
    ["the list that holds it", [["items"]], true],
    ["a field beside it", [["items", "*", "a"], ["total"]], false],
    ["nothing", [], false],
    ["nobody knows what", null, true],
  ] as const)("of a query that reads %s", (_what, outputs, expected) => expect(touched(before, after, { outputs })).toBe(expected));

  it.each([
    ["a removed parameter that is set", one(query()), one(), { inputs: ["query.a"] }, true],
    ["a removed parameter that is not set", one(query()), one(), { inputs: ["query.b"] }, false],
    ["a new required parameter", one(), one(query({ required: true })), {}, true],
    ["a parameter that becomes required and is set", one(query()), one(query({ required: true })), { inputs: ["query.a"] }, false],
    ["a parameter that becomes required and is not set", one(query()), one(query({ required: true })), {}, true],
    ["another default of a parameter that is set", one(query({ schema: { type: "string", default: "a" } })), one(query({ schema: { type: "string", default: "b" } })), { inputs: ["query.a"] }, false],
    ["a field of the body that is set and gone", taking(object({ a: text })), taking(object({})), { inputs: ["body.a"] }, true],
    ["a field of the body that is not set and gone", taking(object({ a: text })), taking(object({})), { inputs: ["body.b"] }, false],
    ["a field of a body that is set as a whole", taking(object({ a: text })), taking(object({})), { inputs: ["body"] }, true],
    ["a new required field of a body that is sent", taking(object({})), taking(object({ a: text }, ["a"])), { inputs: ["body.b"] }, true],
    ["a new required field that is set already", taking(object({})), taking(object({ a: text }, ["a"])), { inputs: ["body.a"] }, false],
    ["the method, whatever is used", one(), one({ method: "PUT" }), {}, true],
    ["an answer that queries do not read", one({ responses: { 400: { content: { "application/json": { schema: text } } } } }), one({ responses: { 400: { content: { "application/json": { schema: { type: "integer" } } } } } }), { outputs: [[]] }, false],
    ["another operation", before, after, { operation: "other", outputs: [[]] }, false],
    ["what does not break", one(), one(query()), { outputs: null }, false],
  ] as const)("of %s", (_what, old, now, more, expected) => expect(touched(old, now, more)).toBe(expected));

  it("is said once per query, with all versions and pages", () => {
    const uses = [use({ outputs: [[]] }), use({ version: null, outputs: [[]], pages: [{ id: "p1", title: { en: "Home" } }, { id: "p2", title: {} }] }), use({ app: "a-first", outputs: null })];
    expect(impactOf(diffReleases(before, after), uses)).toMatchObject([
      { app: "a-first", versions: ["1.0.0"] },
      { app: "alerts", versions: ["1.0.0", null], pages: [{ id: "p1" }, { id: "p2" }], query: { name: "list" }, operation: "op", changes: [{ kind: "property.removed", message: { en: expect.stringContaining("items[].b") } }] },
    ]);
  });
});
