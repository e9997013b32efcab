import { Timestamp } from "mongodb";
import type { Collection, Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

async function collectionOf(...documents: Document[]): Promise<Collection<Document>> {
  const collection = server.db.collection<Document>(freshName());
  await collection.insertMany(documents as never[], { writeConcern: { w: "majority" } });
  return collection;
}

const snapshot = { level: "snapshot" } as const;

describe("read concern 'snapshot' outside of transactions", () => {
  it("keeps find, aggregate, distinct and countDocuments of a session at one time", async () => {
    const collection = await collectionOf({ _id: 1, x: 1 }, { _id: 2, x: 1 });
    await server.client.withSession({ snapshot: true }, async (session) => {
      expect(await collection.find({}, { session }).sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, x: 1 }, { _id: 2, x: 1 }]);
      await collection.insertOne({ _id: 3, x: 3 } as never, { writeConcern: { w: "majority" } });
      await collection.updateOne({ _id: 1 } as never, { $set: { x: 9 } }, { writeConcern: { w: "majority" } });
      expect(await collection.distinct("x", {}, { session })).toEqual([1]);
      expect(await collection.countDocuments({}, { session })).toBe(2);
      expect(await collection.aggregate([{ $group: { _id: null, sum: { $sum: "$x" } } }], { session }).toArray()).toEqual([{ _id: null, sum: 2 }]);
    });
    expect(await collection.countDocuments()).toBe(3);
  });

  it("tells its time: in the cursor of find, aggregate and getMore, beside the values of distinct", async () => {
    const collection = await collectionOf(...Array.from({ length: 5 }, (_, _id) => ({ _id })));
    const name = collection.collectionName;
    const found = await server.db.command({ find: name, batchSize: 2, readConcern: snapshot });
    const time = found["cursor"].atClusterTime as Timestamp;
    expect(time).toBeInstanceOf(Timestamp);
    await collection.deleteMany({});
    const more = await server.db.command({ getMore: found["cursor"].id, collection: name });
    expect(more["cursor"]).toMatchObject({ nextBatch: [{ _id: 2 }, { _id: 3 }, { _id: 4 }], atClusterTime: time });
    const at = { level: "snapshot", atClusterTime: time };
    expect((await server.db.command({ aggregate: name, pipeline: [{ $count: "n" }], cursor: {}, readConcern: at }))["cursor"]).toMatchObject({ firstBatch: [{ n: 5 }], atClusterTime: time });
    expect(await server.db.command({ distinct: name, key: "_id", readConcern: at })).toMatchObject({ values: [0, 1, 2, 3, 4], atClusterTime: time });
    expect((await server.db.command({ find: name }))["cursor"]).not.toHaveProperty("atClusterTime");
  });

  it("reads joined collections and views at the same time", async () => {
    const [left, right] = [await collectionOf({ _id: 1 }), await collectionOf({ _id: 1, n: 1 })];
    const view = freshName();
    await server.db.createCollection(view, { viewOn: right.collectionName, pipeline: [{ $match: { n: { $gt: 0 } } }] });
    await server.client.withSession({ snapshot: true }, async (session) => {
      await left.findOne({}, { session });
      await right.insertOne({ _id: 2, n: 1 } as never, { writeConcern: { w: "majority" } });
      expect(await left.aggregate([{ $lookup: { from: right.collectionName, localField: "_id", foreignField: "n", as: "all" } }], { session }).toArray()).toEqual([{ _id: 1, all: [{ _id: 1, n: 1 }] }]);
      expect(await server.db.collection(view).find({}, { session }).toArray()).toEqual([{ _id: 1, n: 1 }]);
    });
  });

  it("reads at the operation time of a write", async () => {
    const collection = await collectionOf({ _id: 1 });
    const { operationTime } = await server.db.command({ insert: collection.collectionName, documents: [{ _id: 2 }], writeConcern: { w: "majority" } });
    const { cursor } = await server.db.command({ find: collection.collectionName, filter: {}, readConcern: { level: "snapshot", atClusterTime: operationTime } });
    expect(cursor).toMatchObject({ firstBatch: [{ _id: 1 }, { _id: 2 }], atClusterTime: operationTime });
  });

  const at = new Timestamp({ t: 1, i: 1 });
  it.each<[string, Document, number]>([
    ["count", { count: "c", readConcern: snapshot }, 72],
    ["insert", { insert: "c", documents: [{}], readConcern: snapshot }, 72],
    ["update", { update: "c", updates: [{ q: {}, u: { $set: { a: 1 } } }], readConcern: snapshot }, 72],
    ["listCollections", { listCollections: 1, readConcern: snapshot }, 72],
    ["ping", { ping: 1, readConcern: snapshot }, 72],
    ["a change stream", { aggregate: "c", pipeline: [{ $changeStream: {} }], cursor: {}, readConcern: snapshot }, 72],
    ["a stage that tells about the server", { aggregate: "c", pipeline: [{ $indexStats: {} }], cursor: {}, readConcern: snapshot }, 72],
    ["a time without the level", { find: "c", readConcern: { atClusterTime: at } }, 72],
    ["a time with another level", { find: "c", readConcern: { level: "majority", atClusterTime: at } }, 72],
    ["two times", { find: "c", readConcern: { level: "snapshot", atClusterTime: at, afterClusterTime: at } }, 72],
    ["a time to come", { find: "c", readConcern: { level: "snapshot", atClusterTime: new Timestamp({ t: 4_000_000_000, i: 1 }) } }, 72],
    ["no time", { find: "c", readConcern: { level: "snapshot", atClusterTime: 5 } }, 14],
    ["a time long ago", { find: "c", readConcern: { level: "snapshot", atClusterTime: at } }, 239],
    ["an unknown level", { find: "c", readConcern: { level: "serializable" } }, 2],
    ["no document", { find: "c", readConcern: "snapshot" }, 14],
  ])("refuses %s", async (_name, command, code) => {
    await server.db.collection("c").insertOne({});
    expect(await failureOf(server.db.command(command))).toMatchObject({ code });
  });
});
