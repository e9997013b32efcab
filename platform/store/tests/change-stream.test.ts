import type { ChangeStream, ChangeStreamDocument, Db, MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreProcess } from "./store-process.ts";

let store: StoreProcess;
let client: MongoClient;
let db: Db;

beforeEach(async () => {
  store = await StoreProcess.start();
  client = await store.connect();
  db = client.db("app");
});
afterEach(async () => {
  await client.close(true);
  await store.dispose();
});

async function take(stream: ChangeStream, count: number): Promise<ChangeStreamDocument[]> {
  const events: ChangeStreamDocument[] = [];
  while (events.length < count) events.push((await stream.next()) as ChangeStreamDocument);
  return events;
}

describe("change streams", () => {
  it("tells every kind of change of a collection, then that it is gone", async () => {
    const items = db.collection<{ _id: number; a?: number; list?: number[] }>("items");
    await items.insertOne({ _id: 0 });
    const stream = items.watch([], { fullDocument: "updateLookup" });
    const started = stream.tryNext();
    await started;
    await items.insertOne({ _id: 1, a: 1, list: [1] });
    await items.updateOne({ _id: 1 }, { $set: { a: 2 }, $push: { list: 2 } });
    await items.replaceOne({ _id: 1 }, { a: 3 });
    await items.updateOne({ _id: 1 }, { $unset: { a: "" } });
    await items.deleteOne({ _id: 1 });
    await items.updateOne({ _id: 0 }, { $setOnInsert: { a: 1 } });
    await items.drop();
    const events = await take(stream, 7);
    expect(events.map(({ operationType }) => operationType)).toEqual(["insert", "update", "replace", "update", "delete", "drop", "invalidate"]);
    expect(events[0]).toMatchObject({ ns: { db: "app", coll: "items" }, documentKey: { _id: 1 }, fullDocument: { _id: 1, a: 1, list: [1] } });
    expect(events[1]).toMatchObject({ updateDescription: { updatedFields: { a: 2, "list.1": 2 }, removedFields: [] } });
    expect(events[2]).toMatchObject({ fullDocument: { _id: 1, a: 3 } });
    expect(events[3]).toMatchObject({ updateDescription: { removedFields: ["a"] }, fullDocument: null });
    await stream.close();
  });

  it("watches a database and the cluster, filtered by a pipeline", async () => {
    const onDatabase = db.watch([{ $match: { operationType: "insert", "fullDocument.keep": true } }, { $project: { "fullDocument.n": 1 } }]);
    const onCluster = client.watch();
    await Promise.all([onDatabase.tryNext(), onCluster.tryNext()]);
    await db.collection("a").insertMany([{ keep: false, n: 1 }, { keep: true, n: 2 }]);
    await client.db("other").collection("b").insertOne({ keep: true, n: 3 });
    await db.collection("c").insertOne({ keep: true, n: 4 });
    expect((await take(onDatabase, 2)).map((event) => (event as { fullDocument?: unknown }).fullDocument)).toEqual([{ n: 2 }, { n: 4 }]);
    expect((await take(onCluster, 4)).map((event) => (event as { ns?: unknown }).ns)).toEqual([{ db: "app", coll: "a" }, { db: "app", coll: "a" }, { db: "other", coll: "b" }, { db: "app", coll: "c" }]);
    await Promise.all([onDatabase.close(), onCluster.close()]);
  });

  it("tells more about collections and ambiguous paths when expanded events are wanted", async () => {
    const name = "places";
    const created = await db.createCollection(name);
    const [{ info } = { info: undefined }] = (await db.listCollections({ name }).toArray()) as { info?: { uuid?: unknown } }[];
    const stream = db.watch([], { showExpandedEvents: true });
    await stream.tryNext();
    await created.insertOne({ _id: 1, a: { 1: 1 }, list: [[0, 1]] } as never);
    await created.updateOne({ _id: 1 } as never, { $set: { "a.1": 2 } });
    await created.createIndex({ x: 1 });
    await db.command({ collMod: name, validator: { x: { $type: "int" } } });
    await created.rename("moved");
    const events = (await take(stream, 5)) as unknown as Record<string, unknown>[];
    expect(events.map(({ operationType }) => operationType)).toEqual(["insert", "update", "createIndexes", "modify", "rename"]);
    expect(events.map(({ collectionUUID }) => collectionUUID)).toEqual(events.map(() => info?.uuid));
    expect(events[1]).toMatchObject({ updateDescription: { updatedFields: { "a.1": 2 }, disambiguatedPaths: { "a.1": ["a", "1"] } } });
    expect(events[2]).toMatchObject({ operationDescription: { indexes: [{ v: 2, key: { x: 1 }, name: "x_1" }] } });
    expect(events[3]).toMatchObject({ operationDescription: { validator: { x: { $type: "int" } } } });
    expect(events[4]).toMatchObject({ to: { db: "app", coll: "moved" }, operationDescription: { to: { db: "app", coll: "moved" } } });
    await stream.close();
  });

  it("tells a transaction's changes only after its commit", async () => {
    const items = db.collection<{ _id: number }>("items");
    const stream = items.watch();
    await stream.tryNext();
    await client.withSession(async (session) => {
      session.startTransaction();
      await items.insertOne({ _id: 1 }, { session });
      await items.insertOne({ _id: 2 });
      expect(await take(stream, 1)).toMatchObject([{ documentKey: { _id: 2 } }]);
      await session.commitTransaction();
    });
    const [event] = await take(stream, 1);
    expect(event).toMatchObject({ documentKey: { _id: 1 } });
    expect(event).toHaveProperty("txnNumber");
    await stream.close();
  });

  it("continues from a token after kill -9, without a gap and without a repetition", async () => {
    const items = db.collection<{ _id: number }>("items");
    const stream = items.watch();
    await stream.tryNext();
    await items.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const [first] = await take(stream, 1);
    await stream.close();
    await client.close();
    await store.end("SIGKILL");
    await store.start();
    client = await store.connect();
    const again = client.db("app").collection<{ _id: number }>("items");
    await again.insertOne({ _id: 4 });
    const resumed = again.watch([], { resumeAfter: first?._id });
    expect((await take(resumed, 3)).map((event) => (event as { documentKey?: unknown }).documentKey)).toEqual([{ _id: 2 }, { _id: 3 }, { _id: 4 }]);
    await resumed.close();
  });

  it("lets an open stream of a driver go on by itself over a restart", async () => {
    const items = db.collection<{ _id: number }>("items");
    const stream = items.watch();
    await stream.tryNext();
    await items.insertOne({ _id: 1 });
    expect(await take(stream, 1)).toMatchObject([{ documentKey: { _id: 1 } }]);
    const waiting = take(stream, 1);
    await store.end("SIGKILL");
    await store.start();
    await items.insertOne({ _id: 2 });
    expect(await waiting).toMatchObject([{ documentKey: { _id: 2 } }]);
    await stream.close();
  });

  it("starts at an operation time", async () => {
    const items = db.collection<{ _id: number }>("items");
    await items.insertOne({ _id: 1 });
    const { operationTime } = await db.command({ ping: 1 });
    await items.insertOne({ _id: 2 });
    const stream = items.watch([], { startAtOperationTime: operationTime });
    expect((await take(stream, 2)).map((event) => (event as { documentKey?: unknown }).documentKey)).toEqual([{ _id: 1 }, { _id: 2 }]);
    await stream.close();
  });

  it("says that the history is lost when a token is older than what is kept", async () => {
    await client.close();
    await store.dispose();
    store = await StoreProcess.start(["--oplog-mb", "1"]);
    client = await store.connect();
    const items = client.db("app").collection<{ _id: number; text: string }>("items");
    const stream = items.watch();
    await stream.tryNext();
    await items.insertOne({ _id: 0, text: "" });
    const [first] = await take(stream, 1);
    await stream.close();
    for (let round = 0; round < 4; round++) await items.insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: 1 + round * 500 + n, text: "x".repeat(2_000) })));
    const resumed = items.watch([], { resumeAfter: first?._id });
    await expect(resumed.next()).rejects.toMatchObject({ code: 286 });
    await resumed.close();
  });
});

describe("views and streams", () => {
  it("tells of views only when expanded events are wanted, and no view ends a stream", async () => {
    const plain = db.watch();
    const expanded = db.watch([], { showExpandedEvents: true });
    const ofName = db.collection("seen").watch();
    await Promise.all([plain.tryNext(), expanded.tryNext(), ofName.tryNext()]);
    await db.createCollection("seen", { viewOn: "items", pipeline: [{ $match: { a: 1 } }] });
    await db.command({ collMod: "seen", viewOn: "items", pipeline: [] });
    await db.dropCollection("seen");
    await db.collection<{ _id: number }>("seen").insertOne({ _id: 1 });
    expect(await take(plain, 1)).toMatchObject([{ operationType: "insert" }]);
    expect(await take(ofName, 1)).toMatchObject([{ operationType: "insert" }]);
    expect(await take(expanded, 3)).toMatchObject([
      { operationType: "create", operationDescription: { viewOn: "items", pipeline: [{ $match: { a: 1 } }] } }, { operationType: "modify", operationDescription: { viewOn: "items", pipeline: [] } }, { operationType: "drop" },
    ]);
    await Promise.all([plain.close(), expanded.close(), ofName.close()]);
  });

  it("tells what happened before a document that is required and was not kept", async () => {
    const items = db.collection<{ _id: number; n: number }>("items");
    const stream = items.watch([], { fullDocumentBeforeChange: "required" });
    await stream.tryNext();
    await items.insertOne({ _id: 1, n: 1 });
    await items.updateOne({ _id: 1 }, { $set: { n: 2 } });
    expect(await stream.next()).toMatchObject({ operationType: "insert" });
    await expect(stream.next()).rejects.toMatchObject({ code: 47 });
  });

  it("counts kept images against the size of the history", async () => {
    await client.close(true);
    await store.dispose();
    store = await StoreProcess.start(["--oplog-mb", "1"]);
    client = await store.connect();
    db = client.db("app");
    const items = await db.createCollection<{ _id: number; text: string; n?: number }>("items", { changeStreamPreAndPostImages: { enabled: true } });
    await items.insertOne({ _id: 1, text: "x".repeat(100_000) });
    const stream = items.watch([], { fullDocumentBeforeChange: "required" });
    await stream.tryNext();
    const token = stream.resumeToken;
    for (let n = 0; n < 12; n++) await items.updateOne({ _id: 1 }, { $set: { n } });
    await stream.close();
    await expect(items.watch([], { resumeAfter: token }).next()).rejects.toMatchObject({ code: 286 });
  });
});
