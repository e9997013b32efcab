import { Decimal128, Double, Long } from "bson";
import type { Collection, Db, Document, MongoClient } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStore } from "@tessera/store";
import { MongoClient as Client } from "mongodb";
import { StoreProcess, eventually } from "./store-process.ts";

type Row = Document & { _id: number };

let store: StoreProcess;
let client: MongoClient;
let db: Db;
let rows: Collection<Row>;
let next = 0;

beforeAll(async () => {
  store = await StoreProcess.start();
  client = await store.connect();
});
afterAll(async () => {
  await client.close();
  await store.dispose();
});
beforeEach(() => {
  db = client.db(`db${next++}`);
  rows = db.collection<Row>("rows");
});

function aggregate(...pipeline: Document[]): Promise<Document[]> {
  return rows.aggregate(pipeline).toArray();
}

describe("finding", () => {
  it("projects by inclusion, exclusion, slice, element, position and expression", async () => {
    await rows.insertOne({ _id: 1, a: { b: 1, c: 2 }, list: [1, 2, 3], items: [{ k: 1, v: "x" }, { k: 2, v: "y" }] });
    const project = (projection: Document, filter: Document = {}): Promise<Document | null> => rows.findOne(filter as never, { projection });
    expect(await project({ "a.b": 1 })).toEqual({ _id: 1, a: { b: 1 } });
    expect(await project({ a: 0, items: 0 })).toEqual({ _id: 1, list: [1, 2, 3] });
    expect(await project({ list: { $slice: -2 }, a: 0, items: 0 })).toEqual({ _id: 1, list: [2, 3] });
    expect(await project({ _id: 0, list: { $slice: [1, 1] }, "items.k": 1 })).toEqual({ list: [2], items: [{ k: 1 }, { k: 2 }] });
    expect(await project({ items: { $elemMatch: { k: 2 } } })).toEqual({ _id: 1, items: [{ k: 2, v: "y" }] });
    expect(await project({ "items.$": 1 }, { "items.k": 2 })).toEqual({ _id: 1, items: [{ k: 2, v: "y" }] });
    expect(await project({ total: { $sum: "$list" }, _id: 0 })).toEqual({ total: 6 });
    await expect(project({ a: 1, list: 0 })).rejects.toThrow(/Cannot do/);
  });

  it("hands out batches, kills cursors and reports dead ones", async () => {
    await rows.insertMany(Array.from({ length: 500 }, (_, id) => ({ _id: id })));
    const cursor = rows.find().sort({ _id: -1 }).batchSize(7);
    expect((await cursor.toArray()).map(({ _id }) => _id)).toEqual(Array.from({ length: 500 }, (_, n) => 499 - n));
    const first = await db.command({ find: "rows", batchSize: 2 });
    const id = first["cursor"].id as Long;
    expect(await db.command({ killCursors: "rows", cursors: [id] })).toMatchObject({ cursorsKilled: [id] });
    await expect(db.command({ getMore: id, collection: "rows" })).rejects.toMatchObject({ code: 43 });
    const open = await db.command({ find: "rows", batchSize: 2 });
    await rows.drop();
    await expect(db.command({ getMore: open["cursor"].id, collection: "rows", batchSize: 400 })).rejects.toMatchObject({ code: 175 });
  });

  it("says which index serves a query", async () => {
    await rows.createIndex({ group: 1, at: -1 });
    await rows.insertMany(Array.from({ length: 20 }, (_, id) => ({ _id: id, group: id % 2, at: id })));
    const winning = async (filter: Document, sort: Document = {}): Promise<Document> => (await rows.find(filter as never).sort(sort as never).explain())["queryPlanner"].winningPlan;
    expect(await winning({ _id: 3 })).toMatchObject({ stage: "IDHACK" });
    expect(await winning({ group: 1 }, { at: -1 })).toMatchObject({ stage: "FETCH", inputStage: { indexName: "group_1_at_-1" } });
    expect(await winning({ at: 1 })).toMatchObject({ stage: "COLLSCAN" });
    expect(await winning({ group: 1 }, { other: 1 })).toMatchObject({ stage: "SORT" });
  });

  it("keeps numeric types through storing, finding and updating", async () => {
    const exact = db.collection<Row>("rows", { promoteValues: false, promoteLongs: false });
    await exact.insertOne({ _id: 1, int: 1, long: Long.fromString("9007199254740993"), double: new Double(2), decimal: Decimal128.fromString("1.10") });
    await exact.updateOne({}, { $inc: { int: 1, long: Long.ONE, double: 1, decimal: 1 } });
    const found = await exact.findOne();
    expect([String(found?.["int"]), String(found?.["long"]), found?.["double"], String(found?.["decimal"])]).toEqual(["2", "9007199254740994", new Double(3), "2.10"]);
    expect(await rows.countDocuments({ double: { $type: "double" }, int: { $type: "int" }, long: { $type: "long" } })).toBe(1);
  });
});

describe("writing", () => {
  it("reports each failed statement of a bulk and goes on when unordered", async () => {
    await rows.insertOne({ _id: 1 });
    const ordered = await rows.insertMany([{ _id: 2 }, { _id: 1 }, { _id: 3 }]).catch((error: { insertedCount: number; writeErrors: unknown[] }) => error);
    expect(ordered).toMatchObject({ insertedCount: 1, writeErrors: [{ index: 1, code: 11_000 }] });
    const unordered = await rows.insertMany([{ _id: 1 }, { _id: 4 }], { ordered: false }).catch((error: unknown) => error);
    expect(unordered).toMatchObject({ insertedCount: 1 });
    expect((await rows.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 4]);
  });

  it("does not count or tell an update that changes nothing", async () => {
    await rows.insertOne({ _id: 1, a: 1 });
    expect(await rows.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    expect(await rows.updateMany({}, { $set: { b: 1 } })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
  });

  it("upserts with what the filter says", async () => {
    expect(await rows.updateOne({ _id: 7, kind: "x", n: { $gt: 3 } }, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { upsert: true })).toMatchObject({ upsertedId: 7, upsertedCount: 1 });
    expect(await rows.findOne()).toEqual({ _id: 7, kind: "x", a: 1, b: 2 });
    expect(await rows.findOneAndReplace({ kind: "y" }, { kind: "z" } as never, { upsert: true, returnDocument: "after", projection: { _id: 0 } })).toEqual({ kind: "z" });
    expect(await rows.findOneAndDelete({ kind: "z" }, { projection: { kind: 1, _id: 0 } })).toEqual({ kind: "z" });
  });

  it("writes unacknowledged without an answer", async () => {
    await rows.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
    await eventually(() => rows.findOne({ _id: 1 }));
  });

  it("refuses documents beyond 16 MiB and odd ids, and goes on", async () => {
    await expect(db.command({ insert: "rows", documents: [{ _id: [1] }] })).resolves.toMatchObject({ n: 0, writeErrors: [{ code: 53 }] });
    await rows.insertOne({ _id: 1, text: "x".repeat(9_000_000) });
    await expect(rows.updateOne({ _id: 1 }, { $set: { more: "y".repeat(9_000_000) } })).rejects.toMatchObject({ code: 10_334 });
    expect(await rows.countDocuments()).toBe(1);
  });
});

describe("indexes", () => {
  it("builds over existing documents and refuses what they contradict", async () => {
    await rows.insertMany([{ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3, a: [4, 5] }]);
    await expect(rows.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11_000 });
    expect((await rows.indexes()).map(({ name }) => name)).toEqual(["_id_"]);
    await rows.createIndex({ a: 1 });
    await rows.createIndex({ a: 1 });
    expect(await rows.countDocuments({ a: 5 })).toBe(1);
    await expect(rows.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 86 });
    await expect(rows.createIndex({ a: 1 }, { name: "other" })).rejects.toMatchObject({ code: 85 });
    await rows.dropIndex("a_1");
    await expect(rows.dropIndex("a_1")).rejects.toMatchObject({ code: 27 });
    await expect(rows.dropIndex("_id_")).rejects.toMatchObject({ code: 72 });
  });

  it("enforces unique values only for documents a sparse or partial index covers", async () => {
    await rows.createIndex({ email: 1 }, { unique: true, sparse: true });
    await rows.createIndex({ name: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await rows.insertMany([{ _id: 1, name: "a", live: true }, { _id: 2, name: "a", live: false }]);
    await expect(rows.updateOne({ _id: 2 }, { $set: { live: true } })).rejects.toMatchObject({ code: 11_000 });
    await rows.updateOne({ _id: 1 }, { $set: { live: false } });
    await rows.updateOne({ _id: 2 }, { $set: { live: true } });
    await rows.insertOne({ _id: 3, email: "x" });
    await expect(rows.insertOne({ _id: 4, email: "x" })).rejects.toMatchObject({ code: 11_000, keyValue: { email: "x" } });
  });

  it("refuses two arrays in one key", async () => {
    await rows.createIndex({ a: 1, b: 1 });
    await expect(rows.insertOne({ _id: 1, a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
    await rows.insertOne({ _id: 2, a: [1], b: 2 });
  });

  it("removes expired documents and tells change streams", async () => {
    const local = await startStore({ dbPath: `${store.folder}/ttl`, port: 0, maintenanceEveryMs: 50 });
    const own = await new Client(local.uri).connect();
    const sessions = own.db("app").collection<{ _id: number; at?: Date | Date[] }>("sessions");
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await sessions.insertMany([{ _id: 1, at: new Date(Date.now() - 61_000) }, { _id: 2, at: new Date() }, { _id: 3 }, { _id: 4, at: [new Date(), new Date(0)] }]);
    await eventually(async () => (await sessions.countDocuments()) === 2);
    expect((await sessions.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
    await own.close();
    await local.close();
  });
});

describe("aggregation", () => {
  beforeEach(async () => {
    await rows.insertMany([
      { _id: 1, kind: "a", n: 1, tags: ["x", "y"], ref: 2 },
      { _id: 2, kind: "b", n: 2.5, tags: [], ref: 3 },
      { _id: 3, kind: "a", n: Long.fromString("9007199254740993"), ref: null },
      { _id: 4, kind: null, n: Decimal128.fromString("0.1") },
    ]);
  });

  it("groups, sums across numeric types and sorts by BSON order", async () => {
    expect(await aggregate({ $group: { _id: "$kind", ids: { $push: "$_id" } } }, { $sort: { _id: 1 } })).toEqual([{ _id: null, ids: [4] }, { _id: "a", ids: [1, 3] }, { _id: "b", ids: [2] }]);
    const [sum] = await aggregate({ $match: { _id: { $in: [2, 4] } } }, { $group: { _id: 1, total: { $sum: "$n" }, least: { $min: "$n" } } });
    expect(String(sum?.["total"])).toBe("2.60000000000000");
    expect(String(sum?.["least"])).toBe("0.1");
    const exact = db.collection<Row>("rows", { promoteLongs: false });
    const [longs] = await exact.aggregate([{ $match: { kind: "a" } }, { $group: { _id: 1, total: { $sum: "$n" } } }]).toArray();
    expect(String(longs?.["total"])).toBe("9007199254740994");
  });

  it("unwinds, joins, facets, buckets and unites", async () => {
    expect(await aggregate({ $unwind: { path: "$tags", includeArrayIndex: "i", preserveNullAndEmptyArrays: true } }, { $project: { tags: 1, i: 1 } }, { $sort: { _id: 1, i: 1 } })).toEqual([
      { _id: 1, tags: "x", i: 0 }, { _id: 1, tags: "y", i: 1 }, { _id: 2, i: null }, { _id: 3, i: null }, { _id: 4, i: null },
    ]);
    const joined = await aggregate({ $match: { _id: 1 } }, { $lookup: { from: "rows", let: { r: "$ref" }, pipeline: [{ $match: { $expr: { $eq: ["$_id", "$$r"] } } }, { $project: { kind: 1 } }], as: "target" } }, { $project: { target: 1 } });
    expect(joined).toEqual([{ _id: 1, target: [{ _id: 2, kind: "b" }] }]);
    expect(await aggregate({ $graphLookup: { from: "rows", startWith: "$ref", connectFromField: "ref", connectToField: "_id", as: "chain" } }, { $match: { _id: 1 } }, { $project: { n: { $size: "$chain" } } })).toEqual([{ _id: 1, n: 2 }]);
    expect(await aggregate({ $facet: { all: [{ $count: "n" }], a: [{ $match: { kind: "a" } }, { $count: "n" }] } })).toEqual([{ all: [{ n: 4 }], a: [{ n: 2 }] }]);
    expect(await aggregate({ $match: { _id: 1 } }, { $unionWith: { coll: "rows", pipeline: [{ $match: { _id: 4 } }] } }, { $project: { _id: 1 } })).toEqual([{ _id: 1 }, { _id: 4 }]);
    expect(await aggregate({ $sortByCount: "$kind" }, { $limit: 1 })).toEqual([{ _id: "a", count: 2 }]);
  });

  it("accumulates per bucket, window and array, and prunes", async () => {
    expect(await aggregate({ $bucket: { groupBy: "$_id", boundaries: [0, 3, 9], output: { ids: { $push: "$_id" }, n: { $sum: 1 }, most: { $max: "$_id" } } } })).toEqual([
      { _id: 0, ids: [1, 2], n: 2, most: 2 }, { _id: 3, ids: [3, 4], n: 2, most: 4 },
    ]);
    expect(await aggregate({ $setWindowFields: { sortBy: { _id: 1 }, output: { run: { $sum: "$_id", window: { documents: ["unbounded", "current"] } } } } }, { $project: { run: 1 } })).toEqual([
      { _id: 1, run: 1 }, { _id: 2, run: 3 }, { _id: 3, run: 6 }, { _id: 4, run: 10 },
    ]);
    expect(await aggregate({ $redact: { $cond: [{ $gt: ["$_id", 2] }, "$$KEEP", "$$PRUNE"] } }, { $project: { _id: 1 } })).toEqual([{ _id: 3 }, { _id: 4 }]);
    expect(await aggregate({ $match: { _id: 1 } }, { $project: { total: { $sum: [1, "$n"] }, most: { $max: "$tags" }, id: { $toString: { $toObjectId: "65f000000000000000000001" } } } })).toEqual([
      { _id: 1, total: 2, most: "y", id: "65f000000000000000000001" },
    ]);
    expect(await aggregate({ $sort: { _id: -1 } }, { $group: { _id: null, first: { $first: "$_id" }, last: { $last: "$_id" }, mean: { $avg: "$_id" }, top: { $topN: { n: 2, sortBy: { _id: 1 }, output: "$_id" } } } })).toEqual([
      { _id: null, first: 4, last: 1, mean: 2.5, top: [1, 2] },
    ]);
  });

  it("projects in the order of the document, _id first, with computed fields behind", async () => {
    const [first] = await aggregate({ $match: { _id: 1 } }, { $project: { ref: 1, kind: 1, "sum.of": { $add: ["$n", 1] }, most: { $slice: ["$tags", 1] } } });
    expect(JSON.stringify(first)).toBe('{"_id":1,"kind":"a","ref":2,"sum":{"of":2},"most":["x"]}');
    expect(await aggregate({ $match: { _id: 2 } }, { $project: { n: 0, ref: 0, tags: 0 } })).toEqual([{ _id: 2, kind: "b" }]);
    expect(await aggregate({ $match: { _id: 1 } }, { $project: { _id: 0, gone: { $cond: [true, "$$REMOVE", 1] }, nested: { a: "$kind" }, list: ["$n", "$ref"] } })).toEqual([{ nested: { a: "a" }, list: [1, 2] }]);
    expect(await aggregate({ $match: { _id: 1 } }, { $project: { _id: 0, r: [{ $round: 2.5 }, { $round: [-1.567, 2] }, { $round: [1250, -2] }, { $trunc: -1.7 }, { $trunc: [1.239, 2] }] } })).toEqual([{ r: [2, -1.57, 1200, -1, 1.23] }]);
    const exact = await db.collection<Row>("rows", { promoteLongs: false }).aggregate([{ $match: { _id: 1 } }, { $project: { long: { $toLong: "9007199254740993" } } }]).toArray();
    expect(String(exact[0]?.["long"])).toBe("9007199254740993");
  });

  it("writes results with $out and $merge", async () => {
    await rows.aggregate([{ $match: { kind: "a" } }, { $project: { kind: 1 } }, { $out: "copy" }]).toArray();
    expect(await db.collection("copy").countDocuments()).toBe(2);
    await rows.aggregate([{ $project: { flag: { $literal: true } } }, { $merge: { into: "copy", whenMatched: "merge", whenNotMatched: "discard" } }]).toArray();
    expect(await db.collection<Row>("copy").find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, kind: "a", flag: true }, { _id: 3, kind: "a", flag: true }]);
  });

  it("fails for what it does not know, before reading anything", async () => {
    await expect(aggregate({ $nope: {} })).rejects.toMatchObject({ code: 40_324 });
    await expect(aggregate({ $project: { a: { $nope: 1 } } })).rejects.toMatchObject({ code: 168 });
    await expect(aggregate({ $project: { a: { $function: { body: "function(){}", args: [], lang: "js" } } } })).rejects.toMatchObject({ code: 168 });
    await expect(aggregate({ $group: { _id: 1, a: { $accumulator: {} } } })).rejects.toMatchObject({ code: 15_952 });
  });
});

describe("refusals", () => {
  it.each<[string, Document, number]>([
    ["an unknown command", { nonsense: 1 }, 59],
    ["a collation that reads accents backwards", { find: "rows", collation: { locale: "fr", backwards: true } }, 115],
    ["an option that changes results", { find: "rows", min: { a: 1 } }, 115],
    ["a capped collection", { create: "cap", capped: true, size: 1000 }, 115],
    ["a bad collection name", { insert: "a$b", documents: [{ a: 1 }] }, 73],
    ["a filter with JavaScript", { find: "rows", filter: { $where: "true" } }, 2],
    ["text search", { find: "rows", filter: { $text: { $search: "x" } } }, 27],
    ["a negative skip", { find: "rows", skip: -1 }, 2],
    ["a wrong sort", { find: "rows", sort: { a: 5 } }, 2],
    ["a text index", { createIndexes: "rows", indexes: [{ key: { a: "text" }, name: "t" }] }, 67],
    ["an unknown index option", { createIndexes: "rows", indexes: [{ key: { a: 1 }, name: "t", nonsense: 1 }] }, 197],
    ["a foreign resume token", { aggregate: "rows", pipeline: [{ $changeStream: { resumeAfter: { _data: "8263" } } }], cursor: {} }, 260],
  ])("refuses %s", async (_what, command, code) => {
    await expect(db.command(command)).rejects.toMatchObject({ code });
  });

  it("manages collections and databases", async () => {
    await db.createCollection("one");
    await expect(db.createCollection("one")).rejects.toMatchObject({ code: 48 });
    await db.collection("one").insertOne({ a: 1 });
    await db.renameCollection("one", "two");
    expect((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)).toEqual(["two"]);
    expect(await db.collection("two").countDocuments()).toBe(1);
    const { databases } = await db.admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).toContain(db.databaseName);
    expect(await db.dropDatabase()).toBe(true);
    expect(await db.listCollections().toArray()).toEqual([]);
    expect((await db.stats())["collections"]).toBe(0);
  });
});
