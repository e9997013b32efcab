import { randomUUID } from "node:crypto";
import { Binary, Long } from "bson";
import type { Db, MongoClient, MongoServerError } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreProcess, sendRaw } from "./store-process.ts";

let store: StoreProcess;
let client: MongoClient;
let db: Db;

beforeAll(async () => {
  store = await StoreProcess.start();
  client = await store.connect();
  db = client.db("app");
});
afterAll(async () => {
  await client.close();
  await store.dispose();
});

describe("concurrent clients", () => {
  it("never hands one job to two workers", async () => {
    const jobs = db.collection<{ _id: number; state: string; owner?: number }>("jobs");
    await jobs.createIndex({ state: 1, _id: 1 });
    await jobs.insertMany(Array.from({ length: 200 }, (_, id) => ({ _id: id, state: "ready" })));
    const taken: number[] = [];
    const worker = async (owner: number): Promise<void> => {
      for (;;) {
        const job = await jobs.findOneAndUpdate({ state: "ready" }, { $set: { state: "taken", owner } }, { sort: { _id: 1 }, returnDocument: "after" });
        if (job === null) return;
        expect(job.owner).toBe(owner);
        taken.push(job._id);
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, owner) => worker(owner)));
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, id) => id));
  });

  it("lets exactly one of many equal unique inserts through", async () => {
    const names = db.collection("names");
    await names.createIndex({ name: 1 }, { unique: true });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => names.insertOne({ name: "one" })));
    expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: 11_000, keyPattern: { name: 1 }, keyValue: { name: "one" } });
    }
    const upserts = await Promise.allSettled(Array.from({ length: 30 }, () => names.updateOne({ name: "two" }, { $inc: { n: 1 } }, { upsert: true })));
    expect(upserts.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(await names.findOne({ name: "two" })).toMatchObject({ n: 30 });
  });

  it("applies a numbered write once, also when it is sent again after a restart", async () => {
    const counters = db.collection<{ _id: string; n: number }>("counters");
    await counters.insertOne({ _id: "a", n: 0 });
    const lsid = { id: new Binary(Buffer.from(randomUUID().replaceAll("-", ""), "hex"), 4) };
    const $db = "app";
    const update = { update: "counters", updates: [{ q: { _id: "a" }, u: { $inc: { n: 1 } } }], lsid, txnNumber: Long.fromNumber(1), $db };
    const modify = { findAndModify: "counters", query: { _id: "a" }, update: { $inc: { n: 10 } }, new: true, lsid, txnNumber: Long.fromNumber(2), $db };
    const insert = { insert: "counters", documents: [{ _id: "b", n: 0 }], lsid, txnNumber: Long.fromNumber(3), $db };
    for (const command of [update, modify, insert]) {
      const first = await sendRaw(store.socketPath, command);
      const second = await sendRaw(store.socketPath, command);
      expect(first["ok"]).toBe(1);
      const { $clusterTime: _a, operationTime: _b, ...firstReply } = first;
      const { $clusterTime: _c, operationTime: _d, ...secondReply } = second;
      expect(secondReply).toEqual(firstReply);
    }
    expect(await counters.findOne({ _id: "a" })).toMatchObject({ n: 11 });
    expect(await sendRaw(store.socketPath, update)).toMatchObject({ ok: 0, code: 225 });
    await client.close();
    await store.end("SIGKILL");
    await store.start();
    client = await store.connect();
    db = client.db("app");
    expect(await sendRaw(store.socketPath, insert)).toMatchObject({ n: 1, ok: 1 });
    expect(await db.collection("counters").countDocuments()).toBe(2);
  });
});

describe("transactions", () => {
  it("shows nothing before the commit, everything after it, and nothing after an abort", async () => {
    const accounts = db.collection<{ _id: string; amount: number }>("accounts");
    await accounts.createIndex({ amount: 1 });
    await accounts.insertMany([{ _id: "a", amount: 100 }, { _id: "b", amount: 0 }]);
    const session = client.startSession();
    session.startTransaction();
    await accounts.updateOne({ _id: "a" }, { $inc: { amount: -40 } }, { session });
    await accounts.updateOne({ _id: "b" }, { $inc: { amount: 40 } }, { session });
    await accounts.insertOne({ _id: "c", amount: 5 }, { session });
    expect(await accounts.find({ amount: { $gt: 0 } }, { session }).sort({ amount: 1 }).map(({ _id }) => _id).toArray()).toEqual(["c", "b", "a"]);
    expect(await accounts.countDocuments({}, { session })).toBe(3);
    expect(await accounts.findOne({ _id: "a" })).toMatchObject({ amount: 100 });
    expect(await accounts.countDocuments()).toBe(2);
    await session.commitTransaction();
    expect(await accounts.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: "a", amount: 60 }, { _id: "b", amount: 40 }, { _id: "c", amount: 5 }]);
    session.startTransaction();
    await accounts.deleteMany({}, { session });
    expect(await accounts.countDocuments({}, { session })).toBe(0);
    await session.abortTransaction();
    expect(await accounts.countDocuments()).toBe(3);
    await session.endSession();
  });

  it("reads one state even when others write in between", async () => {
    const items = db.collection<{ _id: number; n: number }>("items");
    await items.insertOne({ _id: 1, n: 1 });
    await client.withSession(async (session) => {
      session.startTransaction();
      expect(await items.findOne({ _id: 1 }, { session })).toMatchObject({ n: 1 });
      await items.updateOne({ _id: 1 }, { $set: { n: 2 } });
      await items.insertOne({ _id: 2, n: 1 });
      expect(await items.findOne({ _id: 1 }, { session })).toMatchObject({ n: 1 });
      expect(await items.countDocuments({}, { session })).toBe(1);
      const failure: MongoServerError = await items.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }).then(() => { throw new Error("no conflict"); }, (error: MongoServerError) => error);
      expect(failure.code).toBe(112);
      expect(failure.hasErrorLabel("TransientTransactionError")).toBe(true);
      await session.abortTransaction();
    });
  });

  it("loses no increment under withTransaction, and creates collections in it", async () => {
    const total = db.collection<{ _id: string; n: number }>("totals");
    await total.insertOne({ _id: "t", n: 0 });
    const run = (worker: number): Promise<void> =>
      client.withSession(async (session) => {
        await session.withTransaction(async () => {
          const current = await total.findOne({ _id: "t" }, { session });
          await total.updateOne({ _id: "t" }, { $set: { n: (current?.n ?? 0) + 1 } }, { session });
          await db.collection("journal").insertOne({ worker }, { session });
        });
      });
    await Promise.all(Array.from({ length: 8 }, (_, worker) => run(worker)));
    expect(await total.findOne({ _id: "t" })).toMatchObject({ n: 8 });
    expect(await db.collection("journal").countDocuments()).toBe(8);
  });

  it("enforces unique values within and across transactions", async () => {
    const users = db.collection<{ _id: number; name: string }>("users");
    await users.createIndex({ name: 1 }, { unique: true });
    await users.insertOne({ _id: 1, name: "ann" });
    await client.withSession(async (session) => {
      session.startTransaction();
      await users.insertOne({ _id: 2, name: "bob" }, { session });
      await expect(users.insertOne({ _id: 3, name: "bob" }, { session })).rejects.toMatchObject({ code: 11_000 });
      await session.abortTransaction();
      await session.withTransaction(async () => {
        await users.deleteOne({ _id: 1 }, { session });
        await users.insertOne({ _id: 4, name: "ann" }, { session });
      });
    });
    expect(await users.find().toArray()).toEqual([{ _id: 4, name: "ann" }]);
  });

  it("frees unique values that a transaction gave up, and sees its own documents by _id", async () => {
    const seats = db.collection<{ _id: number; seat: string[]; n?: number }>("seats");
    await seats.createIndex({ seat: 1 }, { unique: true });
    await seats.insertOne({ _id: 1, seat: ["a", "b"] });
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await seats.updateOne({ _id: 1 }, { $set: { seat: ["b", "c"] } }, { session });
        await seats.insertOne({ _id: 2, seat: ["a"] }, { session });
        await seats.updateOne({ _id: 2 }, { $set: { seat: ["d"] } }, { session });
        await seats.insertOne({ _id: 3, seat: ["a"] }, { session });
        await seats.deleteOne({ _id: 3 }, { session });
        await seats.insertOne({ _id: 4, seat: ["a"] }, { session });
        expect(await seats.findOne({ _id: 2 }, { session })).toEqual({ _id: 2, seat: ["d"] });
        expect(await seats.findOne({ _id: 3 }, { session })).toBeNull();
        expect(await seats.findOneAndUpdate({ _id: 4, seat: "a" }, { $set: { n: 1 } }, { session, returnDocument: "after" })).toEqual({ _id: 4, seat: ["a"], n: 1 });
        expect(await seats.findOneAndUpdate({ _id: 4, seat: "x" }, { $set: { n: 2 } }, { session })).toBeNull();
      }),
    );
    expect(await seats.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, seat: ["b", "c"] }, { _id: 2, seat: ["d"] }, { _id: 4, seat: ["a"], n: 1 }]);
    await client.withSession(async (session) => {
      session.startTransaction();
      await seats.insertOne({ _id: 5, seat: ["e"] }, { session });
      await expect(seats.updateOne({ _id: 5 }, { $set: { seat: ["e", "c"] } }, { session })).rejects.toMatchObject({ code: 11_000 });
      await session.abortTransaction();
    });
  });
});
