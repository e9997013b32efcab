import { randomUUID } from "node:crypto";
import { Binary, Long } from "bson";
import type { Collection, Db, MongoClient } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RawConnection } from "./raw-connection.ts";
import { StoreProcess, eventually } from "./store-process.ts";

const DOCUMENTS = 30_000;

interface Row {
  _id: number;
  place: number;
  n: number;
  text?: string;
}

let store: StoreProcess;
let client: MongoClient;
let other: MongoClient;
let db: Db;
let rows: Collection<Row>;

beforeAll(async () => {
  store = await StoreProcess.start();
  await connect();
});
afterAll(async () => {
  await client.close();
  await other.close();
  await store.dispose();
});

async function connect(): Promise<void> {
  [client, other] = [await store.connect(), await store.connect()];
  db = client.db("app");
  rows = db.collection<Row>("rows");
}

beforeEach(async () => {
  await db.dropDatabase();
  await rows.createIndex({ place: 1 });
  await rows.insertMany(Array.from({ length: DOCUMENTS }, (_, _id) => ({ _id, place: _id, n: 0 })));
});

/** Runs `step` again and again on another connection until the work is done; gives how often. */
async function beside<T>(work: () => Promise<T>, step: (turn: number) => Promise<unknown>): Promise<{ readonly result: T; readonly turns: number }> {
  let isOver = false;
  let turns = 0;
  const stepping = (async () => {
    while (!isOver) await step(turns++);
  })();
  const result = await work().finally(() => (isOver = true));
  await stepping;
  return { result, turns };
}

const othersRows = (): Collection<Row> => other.db("app").collection<Row>("rows");

function lsid(): { id: Binary } {
  return { id: new Binary(Buffer.from(randomUUID().replaceAll("-", ""), "hex"), 4) };
}

async function writers(): Promise<number> {
  return (await other.db("admin").command({ serverStatus: 1 }))["globalLock"].activeClients.writers as number;
}

describe("while a long write runs", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["updateMany", () => rows.updateMany({}, { $inc: { n: 1 } })],
    ["updateOne without an index", () => rows.updateOne({ $expr: { $eq: [{ $add: ["$n", "$_id"] }, -1] } }, { $set: { n: 1 } })],
    ["findAndModify with a sort without an index", () => rows.findOneAndUpdate({ n: { $gte: 0 } }, { $inc: { n: 1 } }, { sort: { n: 1, _id: -1 } })],
    ["deleteMany", () => rows.deleteMany({ _id: { $gte: 10 } })],
    ["insertMany", () => db.collection("more").insertMany(Array.from({ length: DOCUMENTS }, (_, n) => ({ n })))],
    ["$out", () => rows.aggregate([{ $set: { n: 1 } }, { $out: "copy" }]).toArray()],
    ["$merge", () => rows.aggregate([{ $set: { n: 1 } }, { $merge: { into: "copy" } }]).toArray()],
  ])("others are answered: %s", async (_name, write) => {
    const { turns } = await beside(write, async (turn) => expect(await othersRows().findOne({ _id: turn % 10 })).toMatchObject({ _id: turn % 10 }));
    expect(turns).toBeGreaterThan(5);
  });

  it("updateMany changes each document that matched all along exactly once, wherever others move it", async () => {
    const stream = other.db("app").collection<Row>("rows").watch([{ $match: { operationType: "update", "updateDescription.updatedFields.n": { $exists: true } } }], { batchSize: 5_000 });
    await stream.tryNext();
    let inserted = DOCUMENTS;
    const deleted = new Set<number>();
    const { result, turns } = await beside(
      () => rows.updateMany({ place: { $gte: 0 } }, { $inc: { n: 1, place: DOCUMENTS } }),
      async (turn) => {
        const id = (turn * 7919) % DOCUMENTS;
        const moved = (turn * 104_729) % DOCUMENTS;
        await Promise.all([
          othersRows().updateOne({ _id: moved }, { $set: { place: (moved * 31) % (DOCUMENTS * 3) } }),
          othersRows().insertOne({ _id: inserted++, place: (turn * 31) % (DOCUMENTS * 2), n: 0 }),
          ...(turn % 5 === 0 ? [othersRows().deleteOne({ _id: id })] : []),
        ]);
        if (turn % 5 === 0) deleted.add(id);
      },
    );
    expect(turns).toBeGreaterThan(5);
    const all = await rows.find().toArray();
    expect(all.filter(({ _id, n }) => (_id < DOCUMENTS ? n !== 1 : n > 1))).toEqual([]);
    expect(all.filter(({ _id }) => _id < DOCUMENTS)).toHaveLength(DOCUMENTS - deleted.size);
    expect(result.modifiedCount).toBeGreaterThanOrEqual(DOCUMENTS - deleted.size);
    const told = new Set<number>();
    let last = "";
    while (told.size < result.modifiedCount) {
      const event = await stream.next();
      if (event.operationType !== "update") throw new Error(`unexpected ${event.operationType}`);
      const token = (event._id as { _data: string })._data;
      expect(token > last).toBe(true);
      last = token;
      expect(told.has(event.documentKey._id)).toBe(false);
      told.add(event.documentKey._id);
    }
    await stream.close();
    expect((await db.command({ validate: "rows" }))["errors"]).toEqual([]);
  });

  it("one document is handed to one of many, though all search without an index", async () => {
    await rows.updateMany({ _id: { $gte: DOCUMENTS - 6 } }, { $set: { text: "ready" } });
    const taken = await Promise.all(Array.from({ length: 12 }, () => rows.findOneAndUpdate({ text: "ready" }, { $set: { text: "taken" }, $inc: { n: 1 } })));
    const ids = taken.flatMap((document) => (document === null ? [] : [document._id]));
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 6 }, (_, at) => DOCUMENTS - 6 + at));
    expect(await rows.countDocuments({ text: "taken", n: 1 })).toBe(6);
  });

  it("a unique index holds", async () => {
    await rows.createIndex({ text: 1 }, { unique: true, sparse: true });
    const { result } = await beside(
      () => rows.updateMany({}, [{ $set: { text: { $concat: ["t", { $toString: "$_id" }] } } }]).then(() => undefined, (error: { code?: unknown }) => error.code),
      (turn) => othersRows().insertOne({ _id: DOCUMENTS + turn, place: 0, n: 0, text: `t${DOCUMENTS - 1}` }).catch(() => undefined),
    );
    expect([undefined, 11_000]).toContain(result);
    const texts = await rows.find({ text: { $exists: true } }).map(({ text }) => text).toArray();
    expect(new Set(texts).size).toBe(texts.length);
    expect((await db.command({ validate: "rows" }))["errors"]).toEqual([]);
  });

  it("dropping the collection ends it", async () => {
    const updating = rows.updateMany({}, { $inc: { n: 1 } }).then(({ modifiedCount }) => modifiedCount, (error: { code?: unknown }) => error.code);
    await eventually(async () => (await writers()) > 0);
    await othersRows().drop();
    expect(await updating).toBe(175);
    expect(await rows.countDocuments()).toBe(0);
  });

  it("killing its session ends it, and what it did so far stays", async () => {
    const connection = await RawConnection.open(store.socketPath);
    const session = lsid();
    const updating = connection.send({ update: "rows", updates: [{ q: {}, u: { $inc: { n: 1 } }, multi: true }], lsid: session, $db: "app" });
    await eventually(async () => (await writers()) > 0);
    await other.db("admin").command({ killSessions: [session] });
    expect(await updating).toMatchObject({ ok: 0, code: 11_601 });
    expect(await rows.countDocuments({ n: 1 })).toBeLessThan(DOCUMENTS);
    expect(await writers()).toBe(0);
    connection.close();
  });

  it("$out shows the old documents until the new ones are whole, and leaves nothing behind when it fails", async () => {
    await db.collection("copy").insertOne({ _id: -1 as never, old: true });
    await beside(() => rows.aggregate([{ $out: "copy" }]).toArray(), async () => expect([1, DOCUMENTS]).toContain(await other.db("app").collection("copy").countDocuments()));
    await db.collection("strict").createIndex({ n: 1 }, { unique: true });
    await expect(rows.aggregate([{ $out: "strict" }]).toArray()).rejects.toMatchObject({ code: 11_000 });
    expect((await db.listCollections().toArray()).map(({ name }) => name).toSorted()).toEqual(["copy", "rows", "strict"]);
  });
});

describe("a long write that is sent again", () => {
  const insertCommand = (session: { id: Binary }): Record<string, unknown> => ({
    insert: "sent", documents: Array.from({ length: DOCUMENTS }, (_, _id) => ({ _id, text: "x".repeat(100) })), lsid: session, txnNumber: Long.fromNumber(1), $db: "app",
  });

  it("waits for its first run and gets the same answer", async () => {
    const [first, second] = [await RawConnection.open(store.socketPath), await RawConnection.open(store.socketPath)];
    const command = insertCommand(lsid());
    const answers = await Promise.all([first.send(command), second.send(command)]);
    for (const answer of answers) expect(answer).toMatchObject({ ok: 1, n: DOCUMENTS });
    for (const answer of answers) expect(answer).not.toHaveProperty("writeErrors");
    first.close();
    second.close();
  });

  it("goes on where a crash interrupted it", async () => {
    const connection = await RawConnection.open(store.socketPath);
    const command = insertCommand(lsid());
    const lost = connection.send(command).catch((error: Error) => error.message);
    await eventually(async () => (await other.db("app").collection("sent").estimatedDocumentCount()) > 0);
    await store.end("SIGKILL");
    expect(await lost).toMatch(/closed/);
    await Promise.all([client.close(), other.close()]);
    await store.start();
    await connect();
    const kept = await db.collection("sent").countDocuments();
    expect(kept).toBeGreaterThan(0);
    const again = await RawConnection.open(store.socketPath);
    const answer = await again.send(command);
    expect(answer).toMatchObject({ ok: 1, n: DOCUMENTS });
    expect(answer).not.toHaveProperty("writeErrors");
    expect(await db.collection("sent").countDocuments()).toBe(DOCUMENTS);
    again.close();
  });

  it("is refused when it changes many documents", async () => {
    const connection = await RawConnection.open(store.socketPath);
    const numbered = { lsid: lsid(), txnNumber: Long.fromNumber(1), $db: "app" };
    expect(await connection.send({ update: "rows", updates: [{ q: {}, u: { $inc: { n: 1 } }, multi: true }], ...numbered })).toMatchObject({ writeErrors: [{ code: 72 }] });
    connection.close();
  });
});
