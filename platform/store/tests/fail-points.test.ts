import { MongoClient } from "mongodb";
import type { Collection, Document } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreProcess } from "./store-process.ts";

let store: StoreProcess;
let client: MongoClient;
let items: Collection<{ _id: number; n: number }>;

beforeAll(async () => {
  store = await StoreProcess.start(["--setParameter", "enableTestCommands=1"]);
});
afterAll(() => store.dispose());
beforeEach(async () => {
  client = await store.connect();
  items = client.db("app").collection("items");
  await items.deleteMany({});
  await items.insertOne({ _id: 1, n: 0 });
});
afterEach(async () => {
  for (const name of ["failCommand", "onPrimaryTransactionalWrite"]) await order("off", {}, name);
  await client.close(true);
});

async function order(mode: unknown, data: Document, name = "failCommand"): Promise<Document> {
  return await client.db("admin").command({ configureFailPoint: name, mode, data });
}

describe("ordered failures of commands", () => {
  it("come with their code and are retried by the driver", async () => {
    await order({ times: 1 }, { failCommands: ["find"], errorCode: 91 });
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, n: 0 });
    await order({ times: 2 }, { failCommands: ["find"], errorCode: 91 });
    await expect(items.findOne({ _id: 1 })).rejects.toMatchObject({ code: 91, codeName: "ShutdownInProgress" });
    expect(await order("off", {})).toMatchObject({ count: 2 });
  });

  it("come with the labels that are ordered, else with MongoDB's", async () => {
    await order({ times: 1 }, { failCommands: ["insert"], errorCode: 8, errorLabels: ["Strange"] });
    await expect(items.insertOne({ _id: 2, n: 0 })).rejects.toMatchObject({ code: 8, errorLabels: ["Strange"] });
    await order({ times: 2 }, { failCommands: ["insert"], errorCode: 189 });
    await expect(items.insertOne({ _id: 2, n: 0 })).rejects.toSatisfy((error: { hasErrorLabel(label: string): boolean }) => error.hasErrorLabel("RetryableWriteError"));
    expect(await items.countDocuments()).toBe(1);
  });

  it("pass some first, and meet only the named application", async () => {
    await order({ skip: 1 }, { failCommands: ["distinct"], errorCode: 2, appName: "other" });
    expect(await items.distinct("n")).toEqual([0]);
    const other = await new MongoClient(store.uri, { appName: "other", retryReads: false }).connect();
    expect(await other.db("app").collection("items").distinct("n")).toEqual([0]);
    await expect(other.db("app").collection("items").distinct("n")).rejects.toMatchObject({ code: 2 });
    expect(await items.distinct("n")).toEqual([0]);
    await other.close();
  });

  it("leave a transaction open whose connections break at its commit, also twice", async () => {
    const session = client.startSession();
    session.startTransaction();
    await items.insertOne({ _id: 2, n: 0 }, { session });
    await order({ times: 2 }, { failCommands: ["commitTransaction"], closeConnection: true });
    await expect(session.commitTransaction()).rejects.toSatisfy((error: { hasErrorLabel(label: string): boolean }) => error.hasErrorLabel("UnknownTransactionCommitResult"));
    await session.commitTransaction();
    await session.endSession();
    expect(await items.countDocuments()).toBe(2);
  });

  it("tell of a write concern that was not met while the write stays", async () => {
    await order({ times: 1 }, { failCommands: ["insert"], writeConcernError: { code: 64, errmsg: "waiting for replication timed out" } });
    await expect(items.insertOne({ _id: 2, n: 0 })).rejects.toMatchObject({ code: 64 });
    expect(await items.countDocuments()).toBe(2);
  });

  it("hold a command back without holding up others", async () => {
    await order({ times: 1 }, { failCommands: ["find"], blockConnection: true, blockTimeMS: 600_000 });
    const held = items.findOne({ _id: 1 }).then(() => "answered", () => "gone");
    const passed = client.db("admin").command({ ping: 1 }).then(() => "ping");
    expect(await Promise.race([held, passed])).toBe("ping");
    await client.close(true);
    expect(await held).toBe("gone");
    client = await store.connect();
  });

  it("break connections, which drivers get over", async () => {
    await order({ times: 1 }, { failCommands: ["update"], closeConnection: true });
    expect(await items.updateOne({ _id: 1 }, { $inc: { n: 1 } })).toMatchObject({ modifiedCount: 1 });
    expect(await client.db("app").collection<{ _id: number }>("items").findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
  });
});

describe("lost answers", () => {
  it.each<[string, () => Promise<unknown>, Document[]]>([
    ["insertMany", () => items.insertMany([{ _id: 2, n: 2 }, { _id: 3, n: 3 }]), [{ _id: 1, n: 0 }, { _id: 2, n: 2 }, { _id: 3, n: 3 }]],
    ["updateOne", () => items.updateOne({ _id: 1 }, { $inc: { n: 1 } }), [{ _id: 1, n: 1 }]],
    ["findOneAndUpdate", () => items.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }), [{ _id: 1, n: 1 }]],
    ["deleteOne", () => items.deleteOne({ n: 0 }), []],
    ["bulkWrite", () => items.bulkWrite([{ insertOne: { document: { _id: 2, n: 2 } } }, { updateOne: { filter: {}, update: { $inc: { n: 1 } } } }]), [{ _id: 1, n: 1 }, { _id: 2, n: 2 }]],
  ])("of %s are asked for again, and the write is made once", async (_name, write, left) => {
    await order({ times: 2 }, {}, "onPrimaryTransactionalWrite");
    await write();
    await order("off", {}, "onPrimaryTransactionalWrite");
    expect(await items.find().sort({ _id: 1 }).toArray()).toEqual(left);
  });

  it("of a commit are asked for again, and the transaction is made once", async () => {
    await order({ times: 1 }, { failCommands: ["commitTransaction"], writeConcernError: { code: 91, errmsg: "shutting down" } });
    await client.withSession((session) => session.withTransaction(() => items.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session })));
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
  });
});

describe("who may order failures", () => {
  it("nobody, unless the store was started for tests", async () => {
    const plain = await StoreProcess.start();
    const other = await plain.connect();
    await expect(other.db("admin").command({ configureFailPoint: "failCommand", mode: "off" })).rejects.toMatchObject({ code: 59 });
    expect(await other.db("admin").command({ getParameter: 1, enableTestCommands: 1 })).toMatchObject({ enableTestCommands: false });
    await other.close();
    await plain.dispose();
  });

  it("refuses what it does not know", async () => {
    await expect(order("alwaysOn", {}, "failAnything")).rejects.toMatchObject({ code: 235 });
    await expect(order("sometimes", {})).rejects.toMatchObject({ code: 2 });
    await expect(client.db("app").command({ configureFailPoint: "failCommand", mode: "off" })).rejects.toMatchObject({ code: 13 });
    await expect(client.db("admin").command({ setParameter: 1, enableTestCommands: false })).rejects.toMatchObject({ code: 20 });
    await expect(client.db("admin").command({ setParameter: 1, nonsense: 1 })).rejects.toMatchObject({ code: 72 });
    expect(await client.db("admin").command({ getParameter: "*" })).toMatchObject({ enableTestCommands: true, featureCompatibilityVersion: { version: "8.0" } });
  });
});
