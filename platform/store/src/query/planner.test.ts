import { MaxKey, MinKey } from "bson";
import { describe, expect, it } from "vitest";
import type { Document } from "../bson/types.ts";
import { encodeKey } from "../index/key-encoding.ts";
import { Index } from "../index/index-runtime.ts";
import type { IndexDefinition } from "../index/index-definition.ts";
import type { Collection } from "../storage/catalog.ts";
import { planQuery } from "./planner.ts";
import type { Plan, PlanRequest } from "./planner.ts";
import { parseSort } from "./sort.ts";

function index(id: number, key: IndexDefinition["key"], options: Partial<IndexDefinition> = {}): Index {
  const name = Object.entries(key).map(([path, direction]) => `${path}_${direction}`).join("_");
  return new Index({ id, name, key, unique: false, sparse: false, hidden: false, stage: "ready", partialFilter: undefined, expireAfterSeconds: undefined, spec: { name, key }, multikeyPaths: 0, ...options });
}

function plan(indexes: Index[], filter: Document, request: Partial<PlanRequest> & { order?: Document } = {}, keys: Record<string, number> = {}): Plan {
  const collection: Collection = { id: 1, db: "d", name: "c", uuid: Buffer.alloc(16), options: {}, indexes };
  const { order, ...rest } = request;
  return planQuery(collection, { filter, sort: parseSort(order), limit: Infinity, ...rest }, (used, _ranges, most) => Math.min(most, keys[used?.definition.name ?? "_id_"] ?? 100));
}

function nameOf(result: Plan): string {
  if (result.kind === "index") return result.index?.definition.name ?? "_id_";
  return result.kind === "union" ? `union(${result.branches.map(nameOf).join(",")})` : "collection";
}

describe("planner", () => {
  it("reads a single _id directly, whatever indexes there are", () => {
    const result = plan([index(1, { a: 1 })], { _id: 5, a: 1 });
    expect(nameOf(result)).toBe("_id_");
    expect(result).toMatchObject({ isExact: false });
    expect(plan([], { _id: 5 })).toMatchObject({ isExact: true });
    expect(plan([], { _id: { $in: [3, 1, 3] } })).toMatchObject({ kind: "index", isExact: true });
  });

  it("uses equality, then range, then order of a compound index", () => {
    const compound = index(1, { group: 1, score: 1 });
    expect(plan([compound], { group: 1, score: { $gte: 5, $lt: 9 } }, { order: { score: -1 } })).toMatchObject({ kind: "index", isExact: true, providesSort: true, isReverse: true });
    expect(plan([compound], { group: { $in: [1, 2] } }, { order: { score: 1 } })).toMatchObject({ providesSort: false });
    expect(plan([compound], {}, { order: { group: 1, score: 1 } })).toMatchObject({ kind: "index", providesSort: true });
    expect(plan([compound], {}, { order: { group: 1, score: -1 } })).toMatchObject({ kind: "collection" });
    expect(plan([compound], { score: 1 })).toMatchObject({ kind: "collection" });
  });

  it("gives mixed directions only when the index has them", () => {
    const mixed = index(1, { a: 1, b: -1 });
    expect(plan([mixed], {}, { order: { a: 1, b: -1 } })).toMatchObject({ providesSort: true, isReverse: false });
    expect(plan([mixed], {}, { order: { a: -1, b: 1 } })).toMatchObject({ providesSort: true, isReverse: true });
  });

  it("prefers the index that reads fewer keys", () => {
    const indexes = [index(1, { status: 1 }), index(2, { owner: 1 })];
    expect(nameOf(plan(indexes, { status: "open", owner: 7 }, {}, { status_1: 900, owner_1: 3 }))).toBe("owner_1");
    expect(nameOf(plan(indexes, { status: "open", owner: 7 }, {}, { status_1: 2, owner_1: 500 }))).toBe("status_1");
    expect(nameOf(plan(indexes, { status: "open", owner: 7 }, {}, { status_1: 9_000, owner_1: 2_000 }))).toBe("owner_1");
  });

  it("does not intersect ranges that different array elements may meet", () => {
    const array = index(1, { a: 1 }, { multikeyPaths: 1 });
    expect(plan([array], { a: { $gt: 1, $lt: 5 } })).toMatchObject({ kind: "index", isExact: false, hasDuplicates: true });
    expect(plan([array], {}, { order: { a: 1 } })).toMatchObject({ kind: "collection" });
    const both = index(2, { "a.b": 1, "a.c": 1 }, { multikeyPaths: 3 });
    const firstOnly = encodeKey([1], [false]);
    expect(plan([both], { "a.b": 1, "a.c": 2 })).toMatchObject({ isExact: false, ranges: [{ low: firstOnly }] });
  });

  it("reads an array by the condition that fewest keys meet", () => {
    const words = index(1, { words: 1 }, { multikeyPaths: 1 });
    const [common, rare] = [encodeKey(["common"], [false]), encodeKey(["rare"], [false])];
    const collection: Collection = { id: 1, db: "d", name: "c", uuid: Buffer.alloc(16), options: {}, indexes: [words] };
    for (const filter of [{ $and: [{ words: "common" }, { words: "rare" }] }, { $and: [{ words: "rare" }, { words: "common" }] }]) {
      const chosen = planQuery(collection, { filter, sort: [], limit: Infinity }, (_index, ranges) => (ranges[0]?.low.equals(common) ? 900 : 2));
      expect(chosen).toMatchObject({ ranges: [{ low: rare }], isExact: false, hasDuplicates: true });
    }
  });

  it("takes no range that also finds missing fields for the proof that a field is there", () => {
    const partial = index(1, { a: 1 }, { partialFilter: { b: { $exists: true } } });
    expect(nameOf(plan([partial], { a: 1, b: { $gte: 0 } }))).toBe("a_1");
    for (const condition of [{ $gte: null }, { $gte: new MinKey() }, { $lte: new MaxKey() }]) expect(plan([partial], { a: 1, b: condition })).toMatchObject({ kind: "collection" });
  });

  it("leaves sparse and partial indexes alone when they lack matching documents", () => {
    const sparse = index(1, { a: 1 }, { sparse: true });
    expect(nameOf(plan([sparse], { a: 1 }))).toBe("a_1");
    expect(nameOf(plan([sparse], { a: null }))).toBe("collection");
    expect(nameOf(plan([sparse], {}, { order: { a: 1 } }))).toBe("collection");
    const partial = index(2, { a: 1 }, { partialFilter: { live: true } });
    expect(nameOf(plan([partial], { a: 1 }))).toBe("collection");
    expect(nameOf(plan([partial], { a: 1, live: true }))).toBe("a_1");
    expect(nameOf(plan([partial], { a: 1, live: false }))).toBe("collection");
  });

  it("looks again at documents when a value can be missing or the condition is not a plain bound", () => {
    const single = index(1, { a: 1 });
    expect(plan([single], { a: null })).toMatchObject({ kind: "index", isExact: false });
    expect(plan([single], { a: { $regex: "^ab" } })).toMatchObject({ kind: "index", isExact: false });
    expect(plan([single], { a: 1, b: 2 })).toMatchObject({ isExact: false });
    expect(plan([single], { a: { $ne: 1 } })).toMatchObject({ kind: "collection" });
    expect(plan([single], { a: [1, 2] })).toMatchObject({ kind: "collection" });
  });

  it("joins the branches of $or when each has an index", () => {
    const indexes = [index(1, { a: 1 }), index(2, { b: 1 })];
    expect(nameOf(plan(indexes, { $or: [{ a: 1 }, { b: { $lt: 5 } }] }))).toBe("union(a_1,b_1)");
    expect(nameOf(plan(indexes, { $or: [{ a: 1 }, { c: 1 }] }))).toBe("collection");
  });

  it("follows hints and refuses unknown ones", () => {
    const indexes = [index(1, { a: 1 }), index(2, { b: 1 })];
    expect(nameOf(plan(indexes, { a: 1 }, { hint: "b_1" }))).toBe("b_1");
    expect(nameOf(plan(indexes, { a: 1 }, { hint: { b: 1 } }))).toBe("b_1");
    expect(plan(indexes, { a: 1 }, { hint: { $natural: -1 } })).toMatchObject({ kind: "collection", isReverse: true });
    expect(() => plan(indexes, {}, { hint: "nope" })).toThrow(/bad hint/);
  });
});
