import type { Collection, Document, IndexDescription } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

async function filled(indexes: IndexDescription[]): Promise<Collection<Document>> {
  const collection = server.db.collection<Document>(freshName());
  await collection.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: n, a: n % 50, b: n % 7, c: `text-${n}`, list: [n, n + 1], on: n % 3 === 0, ...(n % 10 === 0 && { rare: n }) })) as never[]);
  if (indexes.length > 0) await collection.createIndexes(indexes);
  return collection;
}

interface Explained {
  readonly stages: string[];
  readonly index: string | undefined;
}

function stagesOf(plan: Document): Document[] {
  const inner = [plan["inputStage"], ...((plan["inputStages"] as unknown[] | undefined) ?? [])].filter((stage) => stage !== undefined) as Document[];
  return [plan, ...inner.flatMap(stagesOf)];
}

async function explained(collection: Collection<Document>, filter: Document, sort: Document = {}): Promise<Explained> {
  const plan = (await collection.find(filter).sort(sort as never).explain("queryPlanner"))["queryPlanner"] as { winningPlan: Document };
  const found = stagesOf(plan.winningPlan["queryPlan"] as Document | undefined ?? plan.winningPlan);
  return { stages: found.map(({ stage }) => String(stage)), index: found.find(({ indexName }) => indexName !== undefined)?.["indexName"] as string | undefined };
}

/** A query over the documents above, and the index that has to serve it. */
type Case = [name: string, index: IndexDescription, filter: Document, sort?: Document];

describe("the planner", () => {
  it.each<Case>([
    ["equality", { key: { a: 1 } }, { a: 5 }],
    ["a range", { key: { a: 1 } }, { a: { $gte: 5, $lt: 8 } }],
    ["$in", { key: { a: 1 } }, { a: { $in: [1, 2, 3] } }],
    ["null", { key: { rare: 1 } }, { rare: null }],
    ["a prefix of a regular expression", { key: { c: 1 } }, { c: /^text-12/ }],
    ["equality then range", { key: { a: 1, b: 1 } }, { a: 5, b: { $gt: 2 } }],
    ["a prefix of a compound index", { key: { a: 1, b: 1 } }, { a: 5 }],
    ["an order", { key: { a: 1 } }, {}, { a: 1 }],
    ["a reverse order", { key: { a: 1, b: -1 } }, {}, { a: -1, b: 1 }],
    ["equality and the order of the rest", { key: { a: 1, b: 1 } }, { a: 5 }, { b: 1 }],
    ["elements of an array", { key: { list: 1 } }, { list: 17 }],
    ["$all", { key: { list: 1 } }, { list: { $all: [17, 18] } }],
    ["$elemMatch", { key: { list: 1 } }, { list: { $elemMatch: { $eq: 17 } } }],
    ["a sparse index with a value", { key: { rare: 1 }, sparse: true }, { rare: 10 }],
    ["a partial index whose filter is implied", { key: { a: 1 }, partialFilterExpression: { on: true } }, { a: 6, on: true }],
    ["a unique index", { key: { c: 1 }, unique: true }, { c: "text-7" }],
    ["a hashed index", { key: { a: "hashed" } }, { a: 7 }],
    ["every branch of $or", { key: { a: 1 } }, { $or: [{ a: 1 }, { a: 2 }] }],
    ["$and", { key: { a: 1 } }, { $and: [{ a: 1 }, { b: 1 }] }],
  ])("serves %s", async (_name, index, filter, sort) => {
    const collection = await filled([index]);
    const { stages } = await explained(collection, filter, sort);
    expect(stages).toContain("IXSCAN");
    expect(stages).not.toContain("COLLSCAN");
    expect(stages).not.toContain("SORT");
    const unindexed = await collection.find(filter).sort({ _id: 1 }).hint({ $natural: 1 }).toArray();
    expect(await collection.find(filter).sort({ _id: 1 }).toArray()).toEqual(unindexed);
  });

  it.each<Case>([
    ["a hidden index", { key: { a: 1 }, hidden: true }, { a: 5 }],
    ["a sparse index for missing values", { key: { rare: 1 }, sparse: true }, { rare: null }],
    ["a partial index whose filter is not implied", { key: { a: 1 }, partialFilterExpression: { on: true } }, { a: 6 }],
    ["a field that is not the first one", { key: { a: 1, b: 1 } }, { b: 1 }],
  ])("does not use %s", async (_name, index, filter) => {
    const { stages } = await explained(await filled([index]), filter);
    expect(stages).toContain("COLLSCAN");
  });

  it("finds by _id directly", async () => {
    const { stages } = await explained(await filled([]), { _id: 5 });
    expect(stages.some((stage) => stage === "IDHACK" || stage === "EXPRESS_IXSCAN")).toBe(true);
  });

  it("prefers the index that narrows most", async () => {
    const { index } = await explained(await filled([{ key: { b: 1 } }, { key: { c: 1 } }]), { b: 3, c: "text-3" });
    expect(index).toBe("c_1");
  });

  it("obeys a hint", async () => {
    const collection = await filled([{ key: { a: 1 } }, { key: { b: 1 } }]);
    const plan = (await collection.find({ a: 5, b: 5 }).hint("b_1").explain("queryPlanner"))["queryPlanner"] as { winningPlan: Document };
    expect(JSON.stringify(plan.winningPlan)).toContain("b_1");
    expect(await failureOf(collection.find({ a: 5 }).hint("nowhere").toArray())).toMatchObject({ code: 2 });
    expect(await failureOf(collection.find({ _id: 5 } as never).hint("nowhere").toArray())).toMatchObject({ code: 2 });
  });

  it("finds all documents of a range of _id", async () => {
    const collection = await filled([]);
    expect((await collection.find({ _id: { $gte: 100, $lte: 200 } } as never).toArray()).length).toBe(101);
    expect((await collection.find({ _id: { $gte: 100, $lte: 200 } } as never).sort({ _id: -1 }).limit(2).toArray()).map(({ _id }) => _id as unknown)).toEqual([200, 199]);
    expect((await explained(collection, { _id: { $gte: 100, $lte: 200 } })).stages).toContain("IXSCAN");
  });

  it("finds only what a hinted sparse index holds", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertMany([{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3, a: 3 }] as never[]);
    await collection.createIndex({ a: 1 }, { sparse: true, name: "sparse" });
    expect((await collection.find().sort({ a: 1 }).toArray()).map(({ _id }) => _id as unknown)).toEqual([2, 1, 3]);
    expect((await collection.find().sort({ a: 1 }).hint("sparse").toArray()).map(({ _id }) => _id as unknown)).toEqual([1, 3]);
  });

  it("tells what a query cost", async () => {
    const collection = await filled([{ key: { a: 1 } }]);
    const stats = async (filter: Document): Promise<unknown> => (await collection.find(filter).explain("executionStats"))["executionStats"] as unknown;
    expect(await stats({ a: 5 })).toMatchObject({ nReturned: 6, totalKeysExamined: 6, totalDocsExamined: 6 });
    expect(await stats({ a: 5, b: 5 })).toMatchObject({ nReturned: 1, totalDocsExamined: 6 });
    expect(await stats({ b: 5 })).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 300 });
  });

  it("serves updates, deletes and counts", async () => {
    const collection = await filled([{ key: { a: 1 } }]);
    for (const command of [{ update: collection.collectionName, updates: [{ q: { a: 5 }, u: { $set: { x: 1 } } }] }, { delete: collection.collectionName, deletes: [{ q: { a: 5 }, limit: 0 }] }, { count: collection.collectionName, query: { a: 5 } }, { distinct: collection.collectionName, key: "b", query: { a: 5 } }]) {
      expect(JSON.stringify(await server.db.command({ explain: command, verbosity: "queryPlanner" }))).toContain("a_1");
    }
  });
});

describe("creating and dropping", () => {
  it("names, lists and drops", async () => {
    const collection = await filled([{ key: { a: 1, b: -1 } }, { key: { c: 1 }, name: "own", unique: true }]);
    expect((await collection.indexes()).map(({ name, key, unique }) => ({ name, key, unique }))).toEqual([
      { name: "_id_", key: { _id: 1 }, unique: undefined }, { name: "a_1_b_-1", key: { a: 1, b: -1 }, unique: undefined }, { name: "own", key: { c: 1 }, unique: true },
    ]);
    await collection.dropIndex("own");
    await collection.dropIndexes();
    expect(await collection.indexes()).toHaveLength(1);
  });

  it.each<[string, Document, number]>([
    ["the same key with other options", { key: { a: 1 }, name: "a_1", unique: true }, 86],
    ["the same key under another name", { key: { a: 1 }, name: "other" }, 85],
    ["the same name for another key", { key: { b: 1 }, name: "a_1" }, 86],
    ["an empty key", { key: {}, name: "x" }, 67],
    ["an unknown direction", { key: { z: "sideways" }, name: "z" }, 67],
    ["an unknown option", { key: { z: 1 }, name: "z", frobnicate: true }, 197],
    ["sparse and partial together", { key: { z: 1 }, name: "z", sparse: true, partialFilterExpression: { a: 1 } }, 67],
    ["TTL over two fields", { key: { y: 1, z: 1 }, name: "yz", expireAfterSeconds: 5 }, 67],
  ])("refuses %s", async (_name, index, code) => {
    const collection = await filled([{ key: { a: 1 } }]);
    expect(await failureOf(server.db.command({ createIndexes: collection.collectionName, indexes: [index] }))).toMatchObject({ code });
  });

  it("refuses to drop what is not there, and _id", async () => {
    const collection = await filled([]);
    expect(await failureOf(collection.dropIndex("nowhere"))).toMatchObject({ code: 27 });
    expect(await failureOf(collection.dropIndex("_id_"))).toMatchObject({ code: 72 });
  });

  it("turns an index into a unique one once nothing stands against it", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertMany([{ _id: 1, a: 1 }, { _id: 2, a: 1 }] as never[]);
    await collection.createIndex({ a: 1 });
    await server.db.command({ collMod: collection.collectionName, index: { keyPattern: { a: 1 }, prepareUnique: true } });
    expect(await failureOf(collection.insertOne({ a: 1 }))).toMatchObject({ code: 11_000 });
    expect(await failureOf(server.db.command({ collMod: collection.collectionName, index: { keyPattern: { a: 1 }, unique: true } }))).toMatchObject({ code: 359 });
    await collection.deleteOne({ _id: 2 } as never);
    await server.db.command({ collMod: collection.collectionName, index: { keyPattern: { a: 1 }, unique: true } });
    expect((await collection.indexes())[1]).toMatchObject({ unique: true });
  });
});
