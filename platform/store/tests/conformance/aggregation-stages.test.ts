import { Decimal128 } from "mongodb";
import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
  await server.db.collection("teams").insertMany([{ _id: "a", city: "X", tags: [1, 2] }, { _id: "b", city: "Y", tags: [] }] as never[]);
  await server.db.collection("people").insertMany([
    { _id: 1, name: "Ann", boss: null, age: 50, team: "a" },
    { _id: 2, name: "Bob", boss: "Ann", age: 40, team: "a" },
    { _id: 3, name: "Cid", boss: "Bob", age: 30, team: "b" },
    { _id: 4, name: "Dot", boss: "Bob", age: 30 },
  ] as never[]);
});
afterAll(() => server.close());

/** A pipeline over the people above, and its results. */
type Case = [name: string, pipeline: Document[], results: Document[]];

describe("stages", () => {
  it.each<Case>([
    ["$match and $project", [{ $match: { age: { $gt: 35 } } }, { $project: { _id: 0, name: 1 } }], [{ name: "Ann" }, { name: "Bob" }]],
    ["$project computes and keeps the order of the document", [{ $match: { _id: 1 } }, { $project: { twice: { $multiply: ["$age", 2] }, name: 1 } }], [{ _id: 1, name: "Ann", twice: 100 }]],
    ["$set and $unset", [{ $match: { _id: 1 } }, { $set: { old: true } }, { $unset: ["boss", "team", "age"] }], [{ _id: 1, name: "Ann", old: true }]],
    ["$sort, $skip and $limit", [{ $sort: { age: 1, name: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { name: 1, _id: 0 } }], [{ name: "Cid" }, { name: "Bob" }]],
    ["$group with accumulators", [
      { $sort: { _id: 1 } },
      { $group: { _id: "$team", n: { $sum: 1 }, mean: { $avg: "$age" }, names: { $push: "$name" }, least: { $min: "$age" }, most: { $max: "$age" }, first: { $first: "$name" }, last: { $last: "$name" } } },
      { $sort: { _id: 1 } },
    ], [
      { _id: null, n: 1, mean: 30, names: ["Dot"], least: 30, most: 30, first: "Dot", last: "Dot" },
      { _id: "a", n: 2, mean: 45, names: ["Ann", "Bob"], least: 40, most: 50, first: "Ann", last: "Bob" },
      { _id: "b", n: 1, mean: 30, names: ["Cid"], least: 30, most: 30, first: "Cid", last: "Cid" },
    ]],
    ["$group by a document", [{ $group: { _id: { age: "$age" }, n: { $count: {} } } }, { $sort: { "_id.age": 1 } }], [{ _id: { age: 30 }, n: 2 }, { _id: { age: 40 }, n: 1 }, { _id: { age: 50 }, n: 1 }]],
    ["$group of nothing", [{ $match: { _id: 99 } }, { $group: { _id: null, n: { $sum: 1 } } }], []],
    ["$group with $top and $firstN", [{ $group: { _id: null, top: { $top: { sortBy: { age: -1 }, output: "$name" } }, two: { $bottomN: { n: 2, sortBy: { _id: 1 }, output: "$_id" } } } }], [{ _id: null, top: "Ann", two: [3, 4] }]],
    ["$group with standard deviation", [{ $group: { _id: null, d: { $stdDevPop: "$age" } } }, { $project: { _id: 0, d: { $round: ["$d", 3] } } }], [{ d: 8.292 }]],
    ["$count", [{ $match: { age: 30 } }, { $count: "n" }], [{ n: 2 }]],
    ["$sortByCount", [{ $sortByCount: "$age" }, { $limit: 1 }], [{ _id: 30, count: 2 }]],
    ["$lookup by fields", [{ $match: { _id: { $in: [1, 4] } } }, { $sort: { _id: 1 } }, { $lookup: { from: "teams", localField: "team", foreignField: "_id", as: "t" } }, { $project: { "t.city": 1 } }], [{ _id: 1, t: [{ city: "X" }] }, { _id: 4, t: [] }]],
    ["$lookup with a pipeline", [{ $match: { _id: 3 } }, { $lookup: { from: "people", let: { me: "$name", age: "$age" }, pipeline: [{ $match: { $expr: { $gt: ["$age", "$$age"] } } }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }], as: "older" } }, { $project: { older: 1 } }], [{ _id: 3, older: [{ _id: 1 }, { _id: 2 }] }]],
    ["$unwind", [{ $match: { _id: 1 } }, { $lookup: { from: "teams", localField: "team", foreignField: "_id", as: "t" } }, { $unwind: "$t" }, { $unwind: { path: "$t.tags", includeArrayIndex: "i" } }, { $project: { tag: "$t.tags", i: { $toInt: "$i" } } }], [{ _id: 1, tag: 1, i: 0 }, { _id: 1, tag: 2, i: 1 }]],
    ["$unwind keeps what has nothing to unwind when asked", [{ $match: { _id: 4 } }, { $unwind: { path: "$nothing", preserveNullAndEmptyArrays: true } }, { $project: { _id: 1 } }], [{ _id: 4 }]],
    ["$graphLookup", [{ $match: { _id: 4 } }, { $graphLookup: { from: "people", startWith: "$boss", connectFromField: "boss", connectToField: "name", as: "chain", depthField: "d" } }, { $project: { chain: { $sortArray: { input: { $map: { input: "$chain", in: { n: "$$this.name", d: { $toInt: "$$this.d" } } } }, sortBy: { d: 1 } } } } }], [{ _id: 4, chain: [{ n: "Bob", d: 0 }, { n: "Ann", d: 1 }] }]],
    ["$facet", [{ $facet: { n: [{ $count: "all" }], young: [{ $match: { age: 30 } }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }] } }], [{ n: [{ all: 4 }], young: [{ _id: 3 }, { _id: 4 }] }]],
    ["$bucket", [{ $bucket: { groupBy: "$age", boundaries: [30, 40, 60], output: { n: { $sum: 1 } } } }], [{ _id: 30, n: 2 }, { _id: 40, n: 2 }]],
    ["$bucketAuto", [{ $bucketAuto: { groupBy: "$_id", buckets: 2 } }], [{ _id: { min: 1, max: 3 }, count: 2 }, { _id: { min: 3, max: 4 }, count: 2 }]],
    ["$replaceRoot", [{ $match: { _id: 2 } }, { $replaceRoot: { newRoot: { who: "$name" } } }], [{ who: "Bob" }]],
    ["$unionWith", [{ $match: { _id: 1 } }, { $project: { _id: 1 } }, { $unionWith: { coll: "teams", pipeline: [{ $project: { _id: 1 } }, { $sort: { _id: 1 } }] } }], [{ _id: 1 }, { _id: "a" }, { _id: "b" }]],
    ["$setWindowFields", [{ $setWindowFields: { partitionBy: "$team", sortBy: { age: 1 }, output: { rank: { $rank: {} }, sum: { $sum: "$age", window: { documents: ["unbounded", "current"] } } } } }, { $match: { team: "a" } }, { $sort: { age: 1 } }, { $project: { _id: 1, rank: 1, sum: 1 } }], [{ _id: 2, rank: 1, sum: 40 }, { _id: 1, rank: 2, sum: 90 }]],
    ["$redact", [{ $redact: { $cond: [{ $gt: ["$age", 45] }, "$$KEEP", "$$PRUNE"] } }, { $project: { _id: 1 } }], [{ _id: 1 }]],
    ["$sample of all", [{ $sample: { size: 10 } }, { $count: "n" }], [{ n: 4 }]],
    ["$densify", [{ $match: { _id: { $in: [1, 4] } } }, { $project: { _id: 0, n: "$_id" } }, { $densify: { field: "n", range: { step: 1, bounds: "full" } } }, { $sort: { n: 1 } }], [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]],
    ["$fill", [{ $sort: { _id: 1 } }, { $fill: { sortBy: { _id: 1 }, output: { team: { method: "locf" } } } }, { $match: { _id: 4 } }, { $project: { team: 1 } }], [{ _id: 4, team: "b" }]],
  ])("%s", async (_name, pipeline, results) => {
    expect(await server.db.collection("people").aggregate(pipeline).toArray()).toEqual(results);
  });

  it("starts from documents without a collection", async () => {
    expect(await server.db.aggregate([{ $documents: [{ n: 1 }, { n: 2 }] }, { $match: { n: 2 } }]).toArray()).toEqual([{ n: 2 }]);
  });

  it("computes variables of let once", async () => {
    expect(await server.db.collection("people").aggregate([{ $match: { $expr: { $eq: ["$name", "$$who"] } } }, { $project: { _id: 1, text: "$$text" } }], { let: { who: "Cid", text: { $literal: "$x" } } }).toArray()).toEqual([{ _id: 3, text: "$x" }]);
  });

  it("adds decimals exactly in a group", async () => {
    const collection = server.db.collection(freshName());
    await collection.insertMany(Array.from({ length: 10 }, () => ({ n: Decimal128.fromString("0.1") })));
    expect(await collection.aggregate([{ $group: { _id: null, sum: { $sum: "$n" }, mean: { $avg: "$n" } } }]).toArray()).toEqual([{ _id: null, sum: Decimal128.fromString("1.0"), mean: Decimal128.fromString("0.1") }]);
  });
});

describe("writing results", () => {
  it("$out replaces the target and keeps its indexes", async () => {
    const [from, to] = [server.db.collection<Document>(freshName()), server.db.collection<Document>(freshName())];
    await from.insertMany([{ _id: 1 }, { _id: 2 }] as never[]);
    await to.insertOne({ _id: 9 } as never);
    await to.createIndex({ n: 1 });
    expect(await from.aggregate([{ $set: { n: "$_id" } }, { $out: to.collectionName }]).toArray()).toEqual([]);
    expect(await to.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, n: 1 }, { _id: 2, n: 2 }]);
    expect((await to.indexes()).map(({ name }) => name)).toEqual(["_id_", "n_1"]);
  });

  it.each<[string, Document, Document[]]>([
    ["merge is the default", {}, [{ _id: 1, a: 1, b: 2 }, { _id: 2, b: 2 }]],
    ["replace", { whenMatched: "replace" }, [{ _id: 1, b: 2 }, { _id: 2, b: 2 }]],
    ["keepExisting", { whenMatched: "keepExisting" }, [{ _id: 1, a: 1 }, { _id: 2, b: 2 }]],
    ["discard what is not there", { whenNotMatched: "discard" }, [{ _id: 1, a: 1, b: 2 }]],
    ["a pipeline", { whenMatched: [{ $set: { sum: { $add: ["$a", "$$new.b"] } } }] }, [{ _id: 1, a: 1, sum: 3 }, { _id: 2, b: 2 }]],
  ])("$merge: %s", async (_name, options, results) => {
    const [from, to] = [server.db.collection<Document>(freshName()), server.db.collection<Document>(freshName())];
    await from.insertMany([{ _id: 1, b: 2 }, { _id: 2, b: 2 }] as never[]);
    await to.insertOne({ _id: 1, a: 1 } as never);
    await from.aggregate([{ $merge: { into: to.collectionName, ...options } }]).toArray();
    expect(await to.find().sort({ _id: 1 }).toArray()).toEqual(results);
  });

  it("$merge with fail says which document was there", async () => {
    const [from, to] = [server.db.collection<Document>(freshName()), server.db.collection<Document>(freshName())];
    await from.insertOne({ _id: 1 } as never);
    await to.insertOne({ _id: 1 } as never);
    expect(await failureOf(from.aggregate([{ $merge: { into: to.collectionName, whenMatched: "fail" } }]).toArray())).toMatchObject({ code: 11_000 });
  });
});

describe("refusals", () => {
  it.each<[string, Document[], number]>([
    ["an unknown stage", [{ $frobnicate: {} }], 40_324],
    ["$out that is not last", [{ $out: "x" }, { $match: {} }], 40_601],
    ["$limit 0", [{ $limit: 0 }], 15_958],
    ["a negative $skip", [{ $skip: -1 }], 5_107_200],
    ["$group without _id", [{ $group: { n: { $sum: 1 } } }], 15_955],
    ["an unknown accumulator", [{ $group: { _id: null, n: { $frobnicate: 1 } } }], 15_952],
    ["two fields in one stage", [{ $match: {}, $limit: 1 }], 40_323],
    ["a mix of inclusion and exclusion", [{ $project: { a: 1, b: 0 } }], 31_254],
    ["$unwind of a path without a dollar", [{ $unwind: "a" }], 28_818],
  ])("%s", async (_name, pipeline, code) => {
    expect(await failureOf(server.db.collection("people").aggregate(pipeline).toArray())).toMatchObject({ code });
  });
});
