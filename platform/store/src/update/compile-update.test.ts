import { Decimal128, Double, Long } from "bson";
import { describe, expect, it } from "vitest";
import { Expressions } from "../aggregate/expressions.ts";
import { updateByPipeline } from "../aggregate/pipeline.ts";
import type { Document } from "../bson/types.ts";
import type { ReadView } from "../query/read-view.ts";
import { compileUpdate, upsertSeed } from "./compile-update.ts";

const NO_DATA = { collection: () => undefined, isTurnOver: () => false } as unknown as ReadView;

function apply(document: Document, update: unknown, options: { filter?: Document; arrayFilters?: Document[]; isInsert?: boolean } = {}): Document {
  const compiled = compileUpdate(update, {
    filter: options.filter ?? {}, arrayFilters: options.arrayFilters ?? [], variables: {}, rules: new Expressions(),
    runPipeline: (pipeline, target, variables) => updateByPipeline(pipeline, target, { view: NO_DATA, db: "d", collection: undefined, variables }),
  });
  return compiled.apply(structuredClone(document), options.isInsert ?? false);
}

describe("update", () => {
  it.each<[string, Document, unknown, Document]>([
    ["sets nested fields", { a: { b: 1 } }, { $set: { "a.c": 2, "x.y": 3 } }, { a: { b: 1, c: 2 }, x: { y: 3 } }],
    ["fills gaps of arrays with null", { a: [1] }, { $set: { "a.3": 4 } }, { a: [1, null, null, 4] }],
    ["unsets fields and nulls elements", { a: 1, b: [1, 2] }, { $unset: { a: "", "b.0": "", missing: "" } }, { b: [null, 2] }],
    ["increments what is missing from zero", {}, { $inc: { n: 5 } }, { n: 5 }],
    ["multiplies", { n: 3 }, { $mul: { n: 2, m: 2 } }, { n: 6, m: 0 }],
    ["keeps the smaller and larger", { lo: 5, hi: 5 }, { $min: { lo: 3 }, $max: { hi: 3 } }, { lo: 3, hi: 5 }],
    ["renames", { a: 1 }, { $rename: { a: "b.c" } }, { b: { c: 1 } }],
    ["pushes with position, sort and slice", { a: [5, 1] }, { $push: { a: { $each: [3, 9], $sort: 1, $slice: -3 } } }, { a: [3, 5, 9] }],
    ["adds to sets by value", { a: [1, { x: 1 }] }, { $addToSet: { a: { $each: [1, { x: 1 }, 2] } } }, { a: [1, { x: 1 }, 2] }],
    ["pulls by condition", { a: [1, 5, 9], b: [{ k: 1 }, { k: 2 }] }, { $pull: { a: { $gte: 5 }, b: { k: 1 } } }, { a: [1], b: [{ k: 2 }] }],
    ["pulls all and pops", { a: [1, 2, 1], b: [1, 2] }, { $pullAll: { a: [1] }, $pop: { b: -1 } }, { a: [2], b: [2] }],
    ["combines bits", { f: 12 }, { $bit: { f: { and: 10 } } }, { f: 8 }],
    ["updates all elements", { a: [{ n: 1 }, { n: 2 }] }, { $inc: { "a.$[].n": 10 } }, { a: [{ n: 11 }, { n: 12 }] }],
    ["replaces and keeps the id", { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
    ["runs a pipeline", { _id: 1, a: 2 }, [{ $set: { b: { $add: ["$a", 1] } } }, { $unset: "a" }], { _id: 1, b: 3 }],
  ])("%s", (_what, document, update, expected) => {
    expect(apply(document, update)).toEqual(expected);
  });

  it("addresses the element that the filter matched", () => {
    const document = { items: [{ id: 1, n: 0 }, { id: 2, n: 0 }] };
    expect(apply(document, { $set: { "items.$.n": 7 } }, { filter: { "items.id": 2 } })).toEqual({ items: [{ id: 1, n: 0 }, { id: 2, n: 7 }] });
    expect(apply(document, { $set: { "items.$[it].n": 7 } }, { arrayFilters: [{ "it.id": { $gt: 1 } }] })).toEqual({ items: [{ id: 1, n: 0 }, { id: 2, n: 7 }] });
    expect(() => apply(document, { $set: { "items.$.n": 7 } })).toThrow(/positional operator/);
  });

  it("widens integers instead of rounding them", () => {
    expect(apply({ n: 2_147_483_647 }, { $inc: { n: 1 } })["n"]).toEqual(Long.fromString("2147483648"));
    const start = { n: Long.fromString("9007199254740993") };
    expect(String(compile(start, { $inc: { n: 1 } })["n"])).toBe("9007199254740994");
    expect(String(compile({ n: Decimal128.fromString("0.1") }, { $inc: { n: Decimal128.fromString("0.2") } })["n"])).toBe("0.3");
    expect(compile({ n: new Double(1) }, { $inc: { n: 1 } })["n"]).toEqual(new Double(2));
    expect(() => compile({ n: Long.MAX_VALUE }, { $inc: { n: 1 } })).toThrow(/64-bit/);
  });

  it("keeps numeric types of fields that a pipeline does not touch", () => {
    const result = compile({ _id: 1, long: Long.fromNumber(5), double: new Double(2), n: 1 }, [{ $set: { n: { $add: ["$n", 1] } } }]);
    expect(result["long"]).toBeInstanceOf(Long);
    expect(result["double"]).toBeInstanceOf(Double);
    expect(result["n"]).toBe(2);
  });

  it("applies $setOnInsert only to inserts", () => {
    expect(apply({}, { $setOnInsert: { a: 1 } }, { isInsert: true })).toEqual({ a: 1 });
    expect(apply({}, { $setOnInsert: { a: 1 } })).toEqual({});
    expect(upsertSeed({ a: 1, "b.c": { $eq: 2 }, $and: [{ d: 3 }], e: { $gt: 5 }, f: { $in: [6] } })).toEqual({ a: 1, b: { c: 2 }, d: 3, f: 6 });
  });

  it.each<[string, Document, unknown, RegExp]>([
    ["conflicting paths", {}, { $set: { a: 1, "a.b": 2 } }, /conflict/],
    ["the same path twice", {}, { $set: { a: 1 }, $inc: { a: 1 } }, /conflict/],
    ["a scalar in the way", { a: 5 }, { $set: { "a.b": 1 } }, /Cannot create field 'b'/],
    ["a changed _id", { _id: 1 }, { $set: { _id: 2 } }, /immutable/],
    ["an unknown operator", {}, { $foo: { a: 1 } }, /Unknown modifier: \$foo/],
    ["a mix of operators and fields", {}, { $set: { a: 1 }, b: 2 }, /Unknown modifier: b/],
    ["a number for text", { a: "x" }, { $inc: { a: 1 } }, /non-numeric/],
    ["a push to a scalar", { a: 1 }, { $push: { a: 1 } }, /must be an array/],
    ["a stage that does not belong", {}, [{ $match: {} }], /not allowed/],
  ])("refuses %s", (_what, document, update, reason) => {
    expect(() => apply(document, update)).toThrow(reason);
  });

  it("stores a field called __proto__ as any other and touches no prototype", () => {
    const result = apply({}, { $set: { "__proto__.polluted": true } });
    expect(Object.keys(result)).toEqual(["__proto__"]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("settles where the positional $ points to before anything changes", () => {
    const document = { list: [{ n: 1 }, { n: 2 }] };
    expect(apply(document, { $set: { "list.$.n": 9, "list.$.seen": true } }, { filter: { "list.n": 2 } })).toEqual({ list: [{ n: 1 }, { n: 9, seen: true }] });
  });
});

function compile(document: Document, update: unknown): Document {
  return compileUpdate(update, {
    filter: {}, arrayFilters: [], variables: {}, rules: new Expressions(),
    runPipeline: (pipeline, target, variables) => updateByPipeline(pipeline, target, { view: NO_DATA, db: "d", collection: undefined, variables }),
  }).apply(document, false);
}
