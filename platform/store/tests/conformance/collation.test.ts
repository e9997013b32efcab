import type { Collection, CollationOptions, Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

const ANY_CASE: CollationOptions = { locale: "en", strength: 2 };
const WORDS = ["apple", "Apple", "APPLE", "äpple", "banana", "Banana", "cherry"];

async function words(options: Document = {}): Promise<Collection<Document>> {
  const collection = await server.db.createCollection<Document>(freshName(), options);
  await collection.insertMany(WORDS.map((word, index) => ({ _id: index, word, tags: [word], inner: { word } })) as never[]);
  return collection;
}

const idsOf = (found: readonly Document[]): unknown[] => found.map(({ _id }) => _id as unknown);

describe("matching under a collation", () => {
  it.each<[string, Document, CollationOptions, number[]]>([
    ["equality without case", { word: "APPLE" }, ANY_CASE, [0, 1, 2]],
    ["equality without case and accents", { word: "APPLE" }, { locale: "en", strength: 1 }, [0, 1, 2, 3]],
    ["$in", { word: { $in: ["BANANA", "Cherry"] } }, ANY_CASE, [4, 5, 6]],
    ["$ne", { word: { $ne: "apple" } }, ANY_CASE, [3, 4, 5, 6]],
    ["a range", { word: { $gt: "APPLE", $lt: "CHERRY" } }, ANY_CASE, [3, 4, 5]],
    ["elements of arrays", { tags: "apple" }, ANY_CASE, [0, 1, 2]],
    ["$elemMatch", { tags: { $elemMatch: { $eq: "APPLE" } } }, ANY_CASE, [0, 1, 2]],
    ["whole documents", { inner: { word: "CHERRY" } }, ANY_CASE, [6]],
    ["$expr", { $expr: { $eq: ["$word", "CHERRY"] } }, ANY_CASE, [6]],
    ["regular expressions stay as they are", { word: /^A/ }, ANY_CASE, [1, 2]],
    ["the simple collation", { word: "apple" }, { locale: "simple" }, [0]],
  ])("%s", async (_name, filter, collation, ids) => {
    const collection = await words();
    expect(idsOf(await collection.find(filter, { collation }).sort({ _id: 1 }).toArray())).toEqual(ids);
    expect(await collection.countDocuments(filter, { collation })).toBe(ids.length);
  });
});

describe("collation elsewhere", () => {
  it("orders a sort", async () => {
    const collection = await words();
    expect((await collection.find().collation({ locale: "en" }).sort({ word: 1 }).toArray()).map(({ word }) => word as unknown)).toEqual(["apple", "Apple", "APPLE", "äpple", "banana", "Banana", "cherry"]);
    expect((await collection.find().collation({ locale: "sv" }).sort({ word: -1 }).limit(2).toArray()).map(({ word }) => word as unknown)).toEqual(["äpple", "cherry"]);
  });

  it("orders numbers in text by value", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertMany(["v10", "v9", "v1"].map((v) => ({ v })));
    expect((await collection.find().collation({ locale: "en", numericOrdering: true }).sort({ v: 1 }).toArray()).map(({ v }) => v as unknown)).toEqual(["v1", "v9", "v10"]);
  });

  it("groups and lists distinct values", async () => {
    const collection = await words();
    expect(await collection.distinct("word", {}, { collation: ANY_CASE })).toHaveLength(4);
    const groups = await collection.aggregate([{ $group: { _id: "$word", n: { $sum: 1 } } }, { $sort: { n: -1 } }], { collation: ANY_CASE }).toArray();
    expect(groups.map(({ n }) => n as unknown)).toEqual([3, 2, 1, 1]);
  });

  it("applies to updates, deletes and findAndModify", async () => {
    const collection = await words();
    expect(await collection.updateMany({ word: "APPLE" }, { $set: { hit: 1 } }, { collation: ANY_CASE })).toMatchObject({ modifiedCount: 3 });
    expect(await collection.updateOne({ _id: 0 } as never, { $pull: { tags: "APPLE" } } as never, { collation: ANY_CASE })).toMatchObject({ modifiedCount: 1 });
    expect(await collection.findOneAndDelete({ word: "CHERRY" }, { collation: ANY_CASE })).toMatchObject({ _id: 6 });
    expect(await collection.deleteMany({ word: "BANANA" }, { collation: ANY_CASE })).toMatchObject({ deletedCount: 2 });
  });

  it("is inherited from the collection unless a query names another", async () => {
    const collection = await words({ collation: ANY_CASE });
    expect(await collection.countDocuments({ word: "APPLE" })).toBe(3);
    expect(await collection.countDocuments({ word: "APPLE" }, { collation: { locale: "simple" } })).toBe(1);
    await collection.createIndex({ word: 1 });
    expect((await collection.indexes())[1]).toMatchObject({ collation: { locale: "en", strength: 2, caseLevel: false } });
  });
});

describe("indexes with a collation", () => {
  async function stageOf(collection: Collection<Document>, filter: Document, collation?: CollationOptions): Promise<string> {
    const plan = await collection.find(filter, collation === undefined ? {} : { collation }).explain("queryPlanner");
    return JSON.stringify(plan).includes("IXSCAN") ? "IXSCAN" : "COLLSCAN";
  }

  it("serve text only to queries of the same collation, and everything else to all", async () => {
    const collection = await words();
    await collection.createIndex({ word: 1 }, { collation: ANY_CASE });
    expect(await stageOf(collection, { word: "x" }, ANY_CASE)).toBe("IXSCAN");
    expect(await stageOf(collection, { word: "x" })).toBe("COLLSCAN");
    expect(await stageOf(collection, { word: "x" }, { locale: "en", strength: 1 })).toBe("COLLSCAN");
    expect(await stageOf(collection, { word: 5 })).toBe("IXSCAN");
    expect(idsOf(await collection.find({ word: "APPLE" }, { collation: ANY_CASE }).sort({ _id: 1 }).toArray())).toEqual([0, 1, 2]);
    expect(await collection.countDocuments({ word: "APPLE" })).toBe(1);
  });

  it("refuse what is equal under them, and only that", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.createIndex({ mail: 1 }, { unique: true, collation: ANY_CASE });
    await collection.insertMany([{ mail: "ann@example.com" }, { mail: "änn@example.com" }, { mail: "annexample.com" }]);
    expect(await failureOf(collection.insertOne({ mail: "ANN@example.com" }))).toMatchObject({ code: 11_000 });
    expect(await failureOf(collection.updateOne({ mail: "annexample.com" }, { $set: { mail: "Änn@Example.com" } }))).toMatchObject({ code: 11_000 });
    expect(await collection.updateOne({ mail: "ann@example.com" }, { $set: { mail: "Ann@example.com" } })).toMatchObject({ modifiedCount: 1 });
  });

  it("exist beside one another on the same field", async () => {
    const collection = await words();
    await collection.createIndex({ word: 1 }, { name: "exact" });
    await collection.createIndex({ word: 1 }, { name: "any", collation: ANY_CASE });
    expect((await collection.indexes()).map(({ name }) => name)).toEqual(["_id_", "exact", "any"]);
    expect(await failureOf(collection.createIndex({ word: 1 }, { name: "any", collation: { locale: "de" } }))).toMatchObject({ codeName: "IndexKeySpecsConflict" });
  });
});

describe("refusals", () => {
  it.each<[string, Document, number]>([
    ["an unknown option value", { locale: "en", strength: 9 }, 2],
    ["an unknown locale", { locale: "xx-nowhere-at-all-1234567890" }, 2],
    ["no locale", { strength: 2 }, 40_414],
  ])("%s", async (_name, collation, code) => {
    const failure = await failureOf(server.db.command({ find: "c", filter: {}, collation }));
    if (!server.isMongoDb) expect(failure).toMatchObject({ code });
  });
});

describe("large collections", () => {
  it("build a unique index with a collation over texts that only look alike to it", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertMany(Array.from({ length: 3_000 }, (_, n) => ({ _id: n, mail: `user${n}@example.com` })) as never[]);
    await collection.insertMany([{ _id: "a", mail: "resume" }, { _id: "b", mail: "résumé" }] as never[]);
    await collection.createIndex({ mail: 1 }, { unique: true, collation: ANY_CASE });
    await collection.dropIndex("mail_1");
    await collection.insertOne({ _id: "c", mail: "RESUME" } as never);
    expect(await failureOf(collection.createIndex({ mail: 1 }, { unique: true, collation: ANY_CASE }))).toMatchObject({ code: 11_000 });
    expect(await collection.indexes()).toHaveLength(1);
  });
});
