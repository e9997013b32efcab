import type { ChangeStreamDocument, ClientSession, Collection, Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceServer, failureOf, freshName } from "./server.ts";
import type { ConformanceServer } from "./server.ts";

let server: ConformanceServer;
beforeAll(async () => {
  server = await conformanceServer();
});
afterAll(() => server.close());

async function collectionOf(...documents: Document[]): Promise<Collection<Document>> {
  const collection = await server.db.createCollection<Document>(freshName());
  if (documents.length > 0) await collection.insertMany(documents as never[]);
  return collection;
}

async function begun(): Promise<ClientSession> {
  const session = server.client.startSession();
  session.startTransaction({ writeConcern: { w: "majority" } });
  return session;
}

describe("transactions", () => {
  it("tell change streams every write, in order", async () => {
    const collection = await collectionOf({ _id: 0, n: 0 });
    const stream = collection.watch();
    await stream.tryNext();
    const session = await begun();
    await collection.insertOne({ _id: 1, n: 1 } as never, { session });
    await collection.updateOne({ _id: 1 } as never, { $set: { n: 2 } }, { session });
    await collection.updateOne({ _id: 0 } as never, { $inc: { n: 5 } }, { session });
    await collection.replaceOne({ _id: 1 } as never, { n: 3 }, { session });
    await collection.deleteOne({ _id: 1 } as never, { session });
    await collection.insertOne({ _id: 1, n: 4 } as never, { session });
    await session.commitTransaction();
    await session.endSession();
    const events: ChangeStreamDocument[] = [];
    while (events.length < 6) events.push(await stream.next());
    await stream.close();
    expect(events.map((event) => [event.operationType, (event as { documentKey?: unknown }).documentKey])).toEqual([
      ["insert", { _id: 1 }], ["update", { _id: 1 }], ["update", { _id: 0 }], ["replace", { _id: 1 }], ["delete", { _id: 1 }], ["insert", { _id: 1 }],
    ]);
    expect(events[1]).toMatchObject({ updateDescription: { updatedFields: { n: 2 } } });
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 0, n: 5 }, { _id: 1, n: 4 }]);
  });

  it("read their own writes with and without an index, and hide them until the commit", async () => {
    const collection = await collectionOf({ _id: 1, a: 1 }, { _id: 2, a: 2 });
    await collection.createIndex({ a: 1 });
    const session = await begun();
    await collection.updateOne({ _id: 1 } as never, { $set: { a: 2 } }, { session });
    await collection.insertOne({ _id: 3, a: 2 } as never, { session });
    await collection.deleteOne({ _id: 2 } as never, { session });
    expect((await collection.find({ a: 2 }, { session }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown)).toEqual([1, 3]);
    expect(await collection.findOne({ _id: 3 } as never, { session })).toEqual({ _id: 3, a: 2 });
    expect(await collection.findOne({ a: 1 }, { session })).toBeNull();
    expect((await collection.find({ a: 2 }).toArray()).map(({ _id }) => _id as unknown)).toEqual([2]);
    await session.commitTransaction();
    await session.endSession();
    expect((await collection.find({ a: 2 }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown)).toEqual([1, 3]);
  });

  it("conflict with one another on the same document at once", async () => {
    const collection = await collectionOf({ _id: 1, n: 0 });
    const [first, second] = [await begun(), await begun()];
    await collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session: first });
    expect(await failureOf(collection.updateOne({ _id: 1 } as never, { $inc: { n: 1 } }, { session: second }))).toMatchObject({ code: 112, codeName: "WriteConflict" });
    await first.commitTransaction();
    await Promise.all([first.endSession(), second.endSession()]);
    expect(await collection.findOne({ _id: 1 } as never)).toMatchObject({ n: 1 });
  });

  it("may give a unique value from one document to another", async () => {
    const collection = await collectionOf({ _id: 1, key: "a" });
    await collection.createIndex({ key: 1 }, { unique: true });
    const session = await begun();
    await collection.updateOne({ _id: 1 } as never, { $set: { key: "b" } }, { session });
    await collection.insertOne({ _id: 2, key: "a" } as never, { session });
    await session.commitTransaction();
    await session.endSession();
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, key: "b" }, { _id: 2, key: "a" }]);
  });

  it("end with the error of a failed statement and leave nothing behind", async () => {
    const collection = await collectionOf({ _id: 1 });
    const session = await begun();
    await collection.insertOne({ _id: 2 } as never, { session });
    expect(await failureOf(collection.insertOne({ _id: 1 } as never, { session }))).toMatchObject({ code: 11_000 });
    expect(await failureOf(collection.insertOne({ _id: 3 } as never, { session }))).toMatchObject({ code: 251 });
    await session.endSession();
    expect(await collection.countDocuments()).toBe(1);
  });

  it("run again under withTransaction until they get through", async () => {
    const collection = await collectionOf({ _id: 1, n: 0 });
    await Promise.all(Array.from({ length: 8 }, () => server.client.withSession((session) => session.withTransaction(async () => {
      const { n } = (await collection.findOne({ _id: 1 } as never, { session })) as unknown as { n: number };
      await collection.updateOne({ _id: 1 } as never, { $set: { n: n + 1 } }, { session });
    }))));
    expect(await collection.findOne({ _id: 1 } as never)).toMatchObject({ n: 8 });
  });
});

describe("collections in transactions", () => {
  it("appear with the commit, together with their indexes", async () => {
    const [implied, created] = [freshName(), freshName()];
    const session = await begun();
    await server.db.collection<Document>(implied).insertOne({ _id: 1 } as never, { session });
    await server.db.createCollection(created, { session });
    await server.db.collection(created).createIndex({ a: 1 }, { session, unique: true });
    await server.db.collection<Document>(created).insertOne({ a: 1 }, { session });
    expect(await server.db.collection(created).countDocuments({ a: 1 }, { session })).toBe(1);
    expect(await server.db.listCollections({ name: { $in: [implied, created] } }).toArray()).toEqual([]);
    await session.commitTransaction();
    await session.endSession();
    expect(await server.db.collection(implied).countDocuments()).toBe(1);
    expect((await server.db.collection(created).indexes()).map(({ name }) => name)).toEqual(["_id_", "a_1"]);
    expect(await failureOf(server.db.collection<Document>(created).insertOne({ a: 1 }))).toMatchObject({ code: 11_000 });
  });

  it("are gone after an abort", async () => {
    const name = freshName();
    const session = await begun();
    await server.db.collection<Document>(name).insertOne({ _id: 1 } as never, { session });
    await session.abortTransaction();
    await session.endSession();
    expect(await server.db.listCollections({ name }).toArray()).toEqual([]);
  });

  it("get no index in a transaction when they are there already", async () => {
    const collection = await collectionOf({ _id: 1 });
    const session = await begun();
    expect(await failureOf(collection.createIndex({ a: 1 }, { session }))).toMatchObject({ code: 263 });
    await session.endSession();
  });
});
