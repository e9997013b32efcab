import { statSync } from "node:fs";
import { join } from "node:path";
import type { Collection, MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RawConnection } from "./raw-connection.ts";
import { StoreProcess, eventually } from "./store-process.ts";

const DOCUMENTS = 300_000;

interface Row {
  _id: number;
  group: number;
  value: number;
}

let store: StoreProcess;
let client: MongoClient;
let other: MongoClient;
let rows: Collection<Row>;

beforeAll(async () => {
  store = await StoreProcess.start();
  [client, other] = [await store.connect(), await store.connect()];
  rows = client.db("app").collection<Row>("rows");
  for (let from = 0; from < DOCUMENTS; from += 20_000) {
    await rows.insertMany(Array.from({ length: 20_000 }, (_, offset) => ({ _id: from + offset, group: (from + offset) % 97, value: ((from + offset) * 7919) % DOCUMENTS })));
  }
}, 120_000);
afterAll(async () => {
  await client.close();
  await other.close();
  await store.dispose();
});

/** How many pings and point reads of another connection are answered until the work is done. */
async function answeredDuring<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly answered: number }> {
  let isOver = false;
  let answered = 0;
  const asking = (async () => {
    for (let turn = 0; !isOver; turn++) {
      await other.db("admin").command({ ping: 1 });
      expect(await other.db("app").collection<Row>("rows").findOne({ _id: turn })).toMatchObject({ _id: turn });
      answered++;
    }
  })();
  const result = await work().finally(() => (isOver = true));
  await asking;
  return { result, answered };
}

describe("while a long read runs", () => {
  it.each([
    ["a scan with a sort", () => rows.find({ value: { $gte: 0 } }).sort({ value: -1 }).skip(DOCUMENTS - 3).toArray(), [2, 1, 0]],
    ["a sort with a limit", () => rows.find().sort({ value: 1 }).limit(10_000).project<Row>({ value: 1 }).toArray(), Array.from({ length: 10_000 }, (_, value) => value)],
    ["a group and a sort", () => rows.aggregate<Row>([{ $group: { _id: "$value", value: { $sum: "$value" } } }, { $sort: { value: -1 } }, { $limit: 2 }]).toArray(), [DOCUMENTS - 1, DOCUMENTS - 2]],
    ["a join without an index", () => rows.aggregate<Row>([{ $match: { _id: 0 } }, { $lookup: { from: "rows", localField: "value", foreignField: "value", as: "same" } }, { $addFields: { value: { $size: "$same" } } }]).toArray(), [1]],
    ["windows over one partition", () => rows.aggregate<Row>([{ $setWindowFields: { sortBy: { value: 1 }, output: { value: { $sum: 1, window: { documents: [-99_999, 0] } }, group: { $median: { input: "$group", method: "approximate" } } } } }, { $match: { value: { $gte: 100_000 } } }, { $count: "value" }]).toArray(), [DOCUMENTS - 99_999]],
    ["filling", () => rows.aggregate<Row>([{ $set: { value: { $cond: [{ $eq: ["$_id", 0] }, 5, null] } } }, { $fill: { sortBy: { _id: 1 }, output: { value: { method: "locf" } } } }, { $group: { _id: null, value: { $sum: "$value" } } }]).toArray(), [DOCUMENTS * 5]],
    ["densifying", () => rows.aggregate<Row>([{ $match: { group: { $ne: 5 } } }, { $densify: { field: "_id", range: { step: 1, bounds: "full" } } }, { $count: "value" }]).toArray(), [DOCUMENTS]],
    ["buckets of equal size", () => rows.aggregate<Row>([{ $bucketAuto: { groupBy: "$value", buckets: 3, output: { value: { $sum: 1 } } } }]).toArray(), [DOCUMENTS / 3, DOCUMENTS / 3, DOCUMENTS / 3]],
  ])("others are answered: %s", async (_name, read, expected) => {
    const { result, answered } = await answeredDuring(read);
    expect(result.map(({ value }) => value)).toEqual(expected);
    expect(answered).toBeGreaterThan(10);
  });

  it("stages that hold all documents are bounded in memory", async () => {
    const filler = { $set: { text: { $concat: Array.from({ length: 40 }, () => "0123456789") } } };
    for (const stage of [{ $setWindowFields: { output: { all: { $sum: "$value" } } } }, { $fill: { sortBy: { _id: 1 }, output: { value: { method: "locf" } } } }, { $densify: { field: "_id", range: { step: 1, bounds: "full" } } }, { $bucketAuto: { groupBy: "$value", buckets: 3 } }]) {
      await expect(rows.aggregate([filler, stage, { $count: "n" }]).toArray(), Object.keys(stage)[0]).rejects.toMatchObject({ code: 292 });
    }
  });

  it("writes of others go on and are not seen by it", async () => {
    let isOver = false;
    const counting = rows.aggregate<{ n: number; highest: number }>([{ $group: { _id: null, n: { $sum: 1 }, highest: { $max: "$_id" } } }]).toArray().finally(() => (isOver = true));
    // Begun before the first insert is sent: both use a connection of their own.
    await other.db("admin").command({ ping: 1 });
    let written = 0;
    while (!isOver) await other.db("app").collection<Row>("rows").insertOne({ _id: DOCUMENTS + written++, group: 0, value: -1 });
    const [counted] = await counting;
    expect(written).toBeGreaterThan(10);
    expect(counted?.n).toBe((counted?.highest ?? 0) + 1);
    expect(counted?.n).toBeLessThan(DOCUMENTS + 3);
    await rows.deleteMany({ _id: { $gte: DOCUMENTS } });
  });

  it("maxTimeMS ends it", async () => {
    await expect(rows.find({ nothing: 1 }, { maxTimeMS: 20 }).toArray()).rejects.toMatchObject({ code: 50 });
    await expect(rows.aggregate([{ $group: { _id: "$value" } }], { maxTimeMS: 20 }).toArray()).rejects.toMatchObject({ code: 50 });
  });

  it("killCursors ends it in the middle of a batch", async () => {
    const connection = await RawConnection.open(store.socketPath);
    const first = await connection.send({ find: "rows", filter: { $or: [{ _id: 0 }, { nothing: 1 }] }, hint: { $natural: 1 }, batchSize: 0, $db: "app" });
    const more = connection.send({ getMore: first["cursor"].id, collection: "rows", $db: "app" });
    await eventually(async () => {
      const killer = await RawConnection.open(store.socketPath);
      const { cursorsKilled } = await killer.send({ killCursors: "rows", cursors: [first["cursor"].id], $db: "app" });
      killer.close();
      return (cursorsKilled as unknown[]).length === 1;
    });
    expect([43, 237]).toContain((await more)["code"]);
    connection.close();
  });

  it("a client that goes away takes it along", async () => {
    const connection = await RawConnection.open(store.socketPath);
    const lost = connection.send({ aggregate: "rows", pipeline: [{ $lookup: { from: "rows", localField: "group", foreignField: "value", as: "same" } }, { $match: { nothing: 1 } }], cursor: {}, $db: "app" }).catch((error: Error) => error.message);
    const readers = async (): Promise<unknown> => (await other.db("admin").command({ serverStatus: 1 }))["globalLock"].activeClients.readers;
    await eventually(async () => (await readers()) === 1);
    connection.close();
    expect(await lost).toMatch(/closed/);
    // Left alone, it would take hours.
    await eventually(async () => (await readers()) === 0);
  });

  it("a hostile regular expression is an error, whatever its options", async () => {
    await rows.insertOne({ _id: -1, group: 0, value: 0, text: `${"a".repeat(60)}!` } as never);
    for (const $options of ["", "i", "m", "s"]) {
      await expect(rows.find({ text: { $regex: "(a+)+$", $options } } as never).toArray()).rejects.toMatchObject({ code: 51_156 });
      await expect(rows.aggregate([{ $match: { _id: -1 } }, { $project: { x: { $regexMatch: { input: "$text", regex: "^(a|aa)+$", options: $options } } } }]).toArray()).rejects.toMatchObject({ code: 51_156 });
    }
    await expect(rows.updateMany({ _id: -1, text: /^(([a-z])+.)+[A-Z]$/i } as never, { $set: { value: 1 } })).rejects.toMatchObject({ code: 51_156 });
    expect(await rows.aggregate([{ $match: { _id: -1 } }, { $project: { x: { $regexFindAll: { input: "äb😀b", regex: "b|$" } } } }]).toArray()).toEqual([
      { _id: -1, x: [{ match: "b", idx: 1, captures: [] }, { match: "b", idx: 3, captures: [] }, { match: "", idx: 4, captures: [] }] },
    ]);
    await rows.deleteOne({ _id: -1 });
  });
});

describe("files of a store", () => {
  it("are readable by their owner only", () => {
    for (const name of ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "store.sqlite.sums", "store.lock"]) expect(statSync(join(store.dataPath, name)).mode & 0o777, name).toBe(0o600);
  });
});
