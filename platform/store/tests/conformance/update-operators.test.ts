import { Decimal128, Double, Int32, Long } from "mongodb";
import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

/** A document, an update of it, and what it is afterwards (without `_id`). */
type Case = [name: string, before: Document, update: Document | Document[], after: Document, options?: { filter?: Document; arrayFilters?: Document[] }];

function table(cases: Case[]): void {
  it.each(cases)("%s", async (_name, before, update, after, options = {}) => {
    const collection = server.db.collection<Document>(freshName(), { promoteValues: false });
    await collection.insertOne({ _id: 1, ...before } as never);
    await collection.updateOne({ _id: 1, ...options.filter } as never, update, options.arrayFilters ? { arrayFilters: options.arrayFilters } : {});
    const plain = server.db.collection<Document>(collection.collectionName);
    expect(await plain.findOne({}, { projection: { _id: 0 } })).toEqual(after);
  });
}

describe("fields", () => {
  table([
    ["$set creates what is on the way", {}, { $set: { "a.b.c": 1 } }, { a: { b: { c: 1 } } }],
    ["$set beyond the end of an array fills with null", { a: [1] }, { $set: { "a.2": 3 } }, { a: [1, null, 3] }],
    ["$unset removes a field and nulls an element", { a: 1, b: [1, 2] }, { $unset: { a: "", "b.0": "" } }, { b: [null, 2] }],
    ["$inc of a missing field", {}, { $inc: { n: 5 } }, { n: 5 }],
    ["$inc beyond int32 becomes int64", { n: 2147483647 }, { $inc: { n: 1 } }, { n: 2147483648 }],
    ["$inc of decimals is exact", { n: Decimal128.fromString("0.1") }, { $inc: { n: Decimal128.fromString("0.2") } }, { n: Decimal128.fromString("0.3") }],
    ["$mul", { n: 6 }, { $mul: { n: 7 } }, { n: 42 }],
    ["$mul of a missing field is zero", {}, { $mul: { n: 7 } }, { n: 0 }],
    ["$mul int by double", { n: 3 }, { $mul: { n: new Double(1.5) } }, { n: 4.5 }],
    ["$min and $max compare across types", { a: 5, b: "x" }, { $min: { a: 3 }, $max: { b: 9 } }, { a: 3, b: "x" }],
    ["$min of a missing field sets it", {}, { $min: { a: 1 } }, { a: 1 }],
    ["$rename", { a: { b: 1 } }, { $rename: { "a.b": "c" } }, { a: {}, c: 1 }],
    ["$rename of a missing field does nothing", { a: 1 }, { $rename: { x: "y" } }, { a: 1 }],
    ["$bit", { n: 13 }, { $bit: { n: { and: new Int32(10) } } }, { n: 8 }],
    ["$setOnInsert does nothing to what is there", { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
    ["new fields of one operator come in the order of their names", {}, { $set: { b: 1, a: 1 } }, { a: 1, b: 1 }],
  ]);
});

describe("arrays", () => {
  table([
    ["$push", { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
    ["$push creates the array", {}, { $push: { a: 1 } }, { a: [1] }],
    ["$push of an array is one element", { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }],
    ["$push $each $position", { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    ["$push at a negative position", { a: [1, 4] }, { $push: { a: { $each: [3], $position: -1 } } }, { a: [1, 3, 4] }],
    ["$push $sort $slice", { a: [3] }, { $push: { a: { $each: [5, 1], $sort: -1, $slice: 2 } } }, { a: [5, 3] }],
    ["$push sorts documents by a field", { a: [{ n: 2 }] }, { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } }, { a: [{ n: 1 }, { n: 2 }] }],
    ["$push $slice 0 empties", { a: [1] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }],
    ["$addToSet compares values", { a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { $each: [{ x: 1, y: 2 }, { y: 2, x: 1 }] } } }, { a: [{ x: 1, y: 2 }, { y: 2, x: 1 }] }],
    ["$pop last and first", { a: [1, 2, 3], b: [1, 2, 3] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2, 3] }],
    ["$pull by value", { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ["$pull by condition", { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ["$pull of documents by some fields", { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
    ["$pull with $or", { a: [{ x: 1 }, { x: 2 }, { x: 3 }] }, { $pull: { a: { $or: [{ x: 1 }, { x: 3 }] } } }, { a: [{ x: 2 }] }],
    ["$pull with $elemMatch", { a: [{ l: [{ n: 1, m: 1 }] }, { l: [{ n: 2 }] }] }, { $pull: { a: { l: { $elemMatch: { n: 1, m: 1 } } } } }, { a: [{ l: [{ n: 2 }] }] }],
    ["$pullAll", { a: [1, 2, 3, 2] }, { $pullAll: { a: [2, 3] } }, { a: [1] }],
    ["positional $", { a: [{ n: 1 }, { n: 2 }] }, { $set: { "a.$.seen": true } }, { a: [{ n: 1 }, { n: 2, seen: true }] }, { filter: { "a.n": 2 } }],
    ["positional $ stays where it was while the update changes the element", { a: [{ n: 1 }, { n: 2 }] }, { $set: { "a.$.n": 9, "a.$.seen": true } }, { a: [{ n: 1 }, { n: 9, seen: true }] }, { filter: { "a.n": 2 } }],
    ["$[] reaches every element", { a: [1, 2] }, { $inc: { "a.$[]": 10 } }, { a: [11, 12] }],
    ["$[name] reaches the elements of its filter", { a: [{ n: 1 }, { n: 5 }] }, { $set: { "a.$[big].big": true } }, { a: [{ n: 1 }, { n: 5, big: true }] }, { arrayFilters: [{ "big.n": { $gt: 3 } }] }],
    ["nested $[] and $[name]", { a: [{ b: [1, 5] }, { b: [6] }] }, { $set: { "a.$[].b.$[x]": 0 } }, { a: [{ b: [1, 0] }, { b: [0] }] }, { arrayFilters: [{ x: { $gte: 5 } }] }],
  ]);
});

describe("pipelines", () => {
  table([
    ["$set computes", { a: 2, b: 3 }, [{ $set: { sum: { $add: ["$a", "$b"] } } }], { a: 2, b: 3, sum: 5 }],
    ["$unset", { a: 1, b: 2 }, [{ $unset: "a" }], { b: 2 }],
    ["$replaceWith keeps the _id", { a: { x: 1 } }, [{ $replaceWith: "$a" }], { x: 1 }],
    ["stages see what the ones before did", { a: 1 }, [{ $set: { b: "$a" } }, { $set: { c: { $add: ["$b", 1] } } }], { a: 1, b: 1, c: 2 }],
  ]);
});

describe("upserts", () => {
  it.each<[string, Document, Document, Document]>([
    ["take equalities of the filter", { a: 1, "b.c": 2, d: { $gt: 5 } }, { $set: { x: 1 } }, { a: 1, b: { c: 2 }, x: 1 }],
    ["take $and and $eq", { $and: [{ a: { $eq: 1 } }, { b: 2 }] }, { $set: { x: 1 } }, { a: 1, b: 2, x: 1 }],
    ["apply $setOnInsert", { a: 1 }, { $setOnInsert: { b: 2 } }, { a: 1, b: 2 }],
    ["of a replacement take nothing but the _id", { a: 1 }, { b: 2 }, { b: 2 }],
  ])("%s", async (_name, filter, update, after) => {
    const collection = server.db.collection<Document>(freshName());
    const isReplacement = !Object.keys(update)[0]?.startsWith("$");
    const result = isReplacement ? await collection.replaceOne(filter, update, { upsert: true }) : await collection.updateOne(filter, update, { upsert: true });
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual(after);
  });
});

describe("refusals", () => {
  it.each<[string, Document, Document, number]>([
    ["conflicting paths", {}, { $set: { a: 1, "a.b": 2 } }, 40],
    ["a changed _id", {}, { $set: { _id: 2 } }, 66],
    ["$inc of text", { a: "x" }, { $inc: { a: 1 } }, 14],
    ["$push to a scalar", { a: 1 }, { $push: { a: 1 } }, 2],
    ["a scalar on the way", { a: 1 }, { $set: { "a.b": 1 } }, 28],
    ["an unknown operator", {}, { $frobnicate: { a: 1 } }, 9],
    ["an empty field name", {}, { $set: { "a..b": 1 } }, 56],
    ["a top-level field with a dollar", {}, { $set: { $a: 1 } }, 52],
    ["a positional operator without a match", { a: [1] }, { $set: { "a.$": 1 } }, 2],
  ])("%s", async (_name, before, update, code) => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertOne({ _id: 1, ...before } as never);
    expect(await failureOf(collection.updateOne({ _id: 1 } as never, update))).toMatchObject({ code });
  });
});

describe("kept types", () => {
  it.each<[string, unknown, unknown, string]>([
    ["int32 plus int32", new Int32(1), new Int32(2), "Int32"],
    ["int32 plus int64", new Int32(1), Long.fromNumber(2), "Long"],
    ["int32 plus double", new Int32(1), new Double(2), "Double"],
    ["double plus decimal", new Double(1), Decimal128.fromString("2"), "Decimal128"],
    ["int64 plus double", Long.fromNumber(1), new Double(1), "Double"],
  ])("%s", async (_name, start, step, type) => {
    const name = freshName();
    await server.db.collection<Document>(name).insertOne({ _id: 1, n: start } as never);
    await server.db.collection<Document>(name).updateOne({ _id: 1 } as never, { $inc: { n: step } } as never);
    const found = await server.db.collection<Document>(name, { promoteValues: false }).findOne({});
    expect(found).toMatchObject({ n: { _bsontype: type } });
  });
});
