import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

async function bulk(ops: Document[], options: Document = {}): Promise<Document> {
  const ns = `${server.db.databaseName}.${String(options["name"] ?? freshName())}`;
  const { name: _name, ...rest } = options;
  return await server.client.db("admin").command({ bulkWrite: 1, ops, nsInfo: [{ ns }, { ns: `${ns}-other` }], ...rest });
}

describe("bulkWrite", () => {
  it("writes to several collections and counts", async () => {
    const name = freshName();
    const reply = await bulk([
      { insert: 0, document: { _id: 1, n: 1 } },
      { insert: 1, document: { _id: 1 } },
      { update: 0, filter: { _id: 1 }, updateMods: { $inc: { n: 1 } } },
      { update: 0, filter: { _id: 2 }, updateMods: { $set: { n: 9 } }, upsert: true },
      { update: 0, filter: {}, updateMods: { $set: { all: true } }, multi: true },
      { delete: 1, filter: {}, multi: true },
    ], { name });
    expect(reply).toMatchObject({ ok: 1, nErrors: 0, nInserted: 2, nMatched: 3, nModified: 3, nUpserted: 1, nDeleted: 1 });
    expect((reply["cursor"] as { firstBatch: Document[] }).firstBatch).toMatchObject([
      { ok: 1, idx: 0, n: 1 }, { ok: 1, idx: 1, n: 1 }, { ok: 1, idx: 2, n: 1, nModified: 1 }, { ok: 1, idx: 3, n: 1, nModified: 0, upserted: { _id: 2 } }, { ok: 1, idx: 4, n: 2, nModified: 2 }, { ok: 1, idx: 5, n: 1 },
    ]);
    expect(await server.db.collection(name).find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, n: 2, all: true }, { _id: 2, n: 9, all: true }]);
  });

  it.each<[string, boolean, number, number[]]>([
    ["stops at the first failure when ordered", true, 1, [0, 1]],
    ["goes on when unordered", false, 2, [0, 1, 2]],
  ])("%s", async (_name, ordered, inserted, positions) => {
    const reply = await bulk([{ insert: 0, document: { _id: 1 } }, { insert: 0, document: { _id: 1 } }, { insert: 0, document: { _id: 2 } }], { ordered });
    expect(reply).toMatchObject({ nErrors: 1, nInserted: inserted });
    const results = (reply["cursor"] as { firstBatch: Document[] }).firstBatch;
    expect(results.map(({ idx }) => idx as unknown)).toEqual(positions);
    expect(results[1]).toMatchObject({ ok: 0, code: 11_000 });
  });

  it("answers errors only when asked", async () => {
    const reply = await bulk([{ insert: 0, document: { _id: 1 } }, { insert: 0, document: { _id: 1 } }], { errorsOnly: true });
    expect((reply["cursor"] as { firstBatch: Document[] }).firstBatch).toMatchObject([{ ok: 0, idx: 1 }]);
  });

  it("is what the driver's client.bulkWrite sends", async () => {
    const namespace = `${server.db.databaseName}.${freshName()}`;
    const result = await server.client.bulkWrite([{ name: "insertOne", namespace, document: { n: 1 } as Document }, { name: "updateMany", namespace, filter: { n: 1 }, update: { $set: { n: 2 } } }]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1 });
  });

  it("refuses another database and unknown namespaces", async () => {
    expect(await failureOf(server.db.command({ bulkWrite: 1, ops: [{ insert: 0, document: {} }], nsInfo: [{ ns: "a.b" }] }))).toMatchObject({ code: 13 });
    expect(await failureOf(server.client.db("admin").command({ bulkWrite: 1, ops: [], nsInfo: [{ ns: "a.b" }] }))).toMatchObject({ code: 16 });
    expect(await failureOf(server.client.db("admin").command({ bulkWrite: 1, ops: [{ insert: 0, document: {} }], nsInfo: [{ ns: "ab" }] }))).toMatchObject({ code: 73 });
  });
});

describe("collections", () => {
  it("creates, renames, lists and drops", async () => {
    const [from, to] = [freshName(), freshName()];
    await server.db.createCollection(from);
    expect(await failureOf(server.db.createCollection(from, { validator: { a: 1 } }))).toMatchObject({ code: 48 });
    await server.db.collection(from).rename(to);
    expect(await server.db.listCollections({ name: { $in: [from, to] } }, { nameOnly: true }).toArray()).toMatchObject([{ name: to, type: "collection" }]);
    expect(await failureOf(server.db.collection(from).rename(to))).toMatchObject({ code: 26 });
    expect(await server.db.collection(to).drop()).toBe(true);
  });

  it("remembers a clustered index", async () => {
    const name = freshName();
    await server.db.createCollection(name, { clusteredIndex: { key: { _id: 1 }, unique: true, name: "by id" } });
    expect((await server.db.listCollections({ name }).toArray())[0]).toMatchObject({ options: { clusteredIndex: { v: 2, key: { _id: 1 }, name: "by id", unique: true } } });
    expect(await server.db.collection(name).indexes()).toMatchObject([{ key: { _id: 1 }, name: "by id", unique: true, clustered: true }]);
  });
});

describe("reading", () => {
  it("finds by position, projects and pages", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: n, list: [1, 2, 3, n], in: { a: n, b: -n } })) as never[]);
    expect(await collection.find({ _id: 3 } as never).project({ list: { $slice: -2 }, in: 0 }).toArray()).toEqual([{ _id: 3, list: [3, 3] }]);
    expect(await collection.find({ list: 9 } as never).project({ "list.$": 1 }).toArray()).toEqual([{ _id: 9, list: [9] }]);
    expect(await collection.find({ _id: 4 } as never).project({ _id: 0, "in.b": 1 }).toArray()).toEqual([{ in: { b: -4 } }]);
    expect(await collection.find({ _id: 4 } as never).project({ _id: 0, sum: { $add: ["$in.a", 1] } }).toArray()).toEqual([{ sum: 5 }]);
    expect((await collection.find().sort({ _id: -1 }).skip(2).limit(3).batchSize(2).toArray()).map(({ _id }) => _id as unknown)).toEqual([7, 6, 5]);
    expect(await collection.distinct("list", { _id: { $lt: 2 } } as never)).toEqual([0, 1, 2, 3]);
  });

  it("tells about the server and a collection at the start of a pipeline", async () => {
    const collection = server.db.collection<Document>(freshName());
    await collection.insertOne({ a: 1 });
    await collection.createIndex({ a: 1 });
    expect(await collection.aggregate([{ $collStats: { count: {} } }]).toArray()).toMatchObject([{ count: 1 }]);
    expect((await collection.aggregate([{ $indexStats: {} }]).toArray()).map(({ name }) => String(name)).sort()).toEqual(["_id_", "a_1"]);
    expect((await server.client.db("admin").aggregate([{ $currentOp: {} }, { $limit: 1 }]).toArray())).toHaveLength(1);
  });
});

describe("tools", () => {
  it.each<[string, Document, Document]>([
    ["the server's version", { buildInfo: 1 }, { ok: 1, bits: 64 }],
    ["the feature compatibility version", { getParameter: 1, featureCompatibilityVersion: 1 }, { ok: 1 }],
    ["who is connected", { connectionStatus: 1, showPrivileges: true }, { ok: 1 }],
    ["the machine", { hostInfo: 1 }, { ok: 1 }],
    ["start-up warnings", { getLog: "startupWarnings" }, { ok: 1 }],
    ["what runs", { currentOp: 1 }, { ok: 1 }],
    ["the replica set", { replSetGetStatus: 1 }, { ok: 1, myState: 1 }],
    ["its configuration", { replSetGetConfig: 1 }, { ok: 1 }],
    ["default concerns", { getDefaultRWConcern: 1 }, { ok: 1 }],
    ["time by collection", { top: 1 }, { ok: 1 }],
    ["databases", { listDatabases: 1, nameOnly: true }, { ok: 1 }],
  ])("learn %s on connect", async (_name, command, reply) => {
    expect(await server.client.db("admin").command(command)).toMatchObject(reply);
  });
});

describe("refusals", () => {
  it.each<[string, Document, number]>([
    ["an unknown command", { frobnicate: 1 }, 59],
    ["an unknown operator", { find: "c", filter: { a: { $frobnicate: 1 } } }, 2],
    ["an unknown top-level operator", { find: "c", filter: { $frobnicate: 1 } }, 2],
    ["an empty $or", { find: "c", filter: { $or: [] } }, 2],
    ["an invalid regular expression", { find: "c", filter: { a: { $regex: "(" } } }, 51_091],
    ["an update of _id to an array", { insert: "c", documents: [{ _id: [1] }] }, 53],
    ["a name with a dollar", { create: "a$b" }, 73],
    ["a cursor that is not there", { getMore: 123456789, collection: "c" }, 43],
    ["a pipeline that is no array", { aggregate: "c", pipeline: {}, cursor: {} }, 14],
    ["a collMod of nothing", { collMod: "nowhere" }, 26],
    ["an unknown stage", { aggregate: "c", pipeline: [{ $frobnicate: 1 }], cursor: {} }, 40_324],
  ])("%s", async (_name, command, code) => {
    let failure: { code?: unknown } = {};
    try {
      const reply = await server.db.command(command);
      failure = (reply["writeErrors"] as { code: number }[] | undefined)?.[0] ?? {};
    } catch (error) {
      failure = error as { code?: unknown };
    }
    expect(failure.code).toBe(code);
  });

  it.each(["$where", "$function"])("never runs the code of %s", async (operator) => {
    const filter = operator === "$where" ? { $where: "true" } : { $expr: { $function: { body: "function() { return true; }", args: [], lang: "js" } } };
    if (!server.isMongoDb) expect(await failureOf(server.db.collection(freshName()).find(filter).toArray())).toMatchObject({ message: expect.stringMatching(/JavaScript|Unrecognized expression/) as string });
  });
});
