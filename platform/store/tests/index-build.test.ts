import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Collection, Db, MongoClient } from "mongodb";
import { StoreProcess, eventually } from "./store-process.ts";

/** Enough that a build takes many slices. */
const DOCUMENTS = 30_000;

interface Row {
  _id: number;
  group: number;
  value: number | string;
  tags: number[];
}

let store: StoreProcess;
let client: MongoClient;
let db: Db;
let rows: Collection<Row>;
let turn = 0;

async function connect(): Promise<void> {
  client = await store.connect();
  db = client.db("app");
}

beforeAll(async () => {
  store = await StoreProcess.start();
  await connect();
});

afterAll(async () => {
  await client.close();
  await store.dispose();
});

beforeEach(async () => {
  rows = db.collection<Row>(`rows${turn++}`);
  for (let from = 0; from < DOCUMENTS; from += 10_000) {
    await rows.insertMany(Array.from({ length: 10_000 }, (_, offset) => ({ _id: from + offset, group: offset % 50, value: from + offset, tags: [offset % 7, offset % 11] })));
  }
});

async function indexNames(): Promise<unknown[]> {
  return (await rows.listIndexes().toArray()).map((index) => index["name"] as unknown);
}

async function isBuilding(name: string): Promise<boolean> {
  return (await indexNames()).includes(name);
}

async function expectSound(): Promise<void> {
  expect((await db.command({ validate: rows.collectionName }))["errors"]).toEqual([]);
}

describe("building an index on a large collection", () => {
  it("goes on beside reads and writes, and agrees with all of them in the end", async () => {
    let isReady = false;
    const build = rows.createIndexes([{ key: { group: 1, value: -1 } }, { key: { tags: 1 }, name: "tags" }]).finally(() => (isReady = true));
    let during = 0;
    let inserted = 0;
    await eventually(() => isBuilding("tags"));
    for (; !isReady; during++) {
      const id = (during * 7919) % DOCUMENTS;
      await rows.updateOne({ _id: id }, { $inc: { group: 100 }, $push: { tags: 1_000 + (during % 3) } });
      if (during % 5 === 0) await rows.deleteOne({ _id: (during * 104_729) % DOCUMENTS });
      if (during % 3 === 0) await rows.insertOne({ _id: DOCUMENTS + inserted++, group: -1, value: 0, tags: [] });
      if (!isReady) expect(JSON.stringify(await rows.find({ group: -1 }).explain("queryPlanner"))).toMatch(/COLLSCAN|group_1_value_-1/);
    }
    await build;
    expect(during).toBeGreaterThan(5);
    expect(await rows.countDocuments({ group: -1 }, { hint: "group_1_value_-1" })).toBe(inserted);
    expect(JSON.stringify(await rows.find({ tags: 1_001 }).explain("queryPlanner"))).toContain("tags");
    await expectSound();
  });

  it("serves no query before it is ready, and lets a second client wait for the same build", async () => {
    const first = rows.createIndex({ value: 1 });
    await eventually(() => isBuilding("value_1"));
    await expect(rows.find({ value: 5 }).hint("value_1").toArray()).rejects.toThrow(/bad hint/);
    expect(await rows.createIndex({ value: 1 })).toBe("value_1");
    expect(await rows.find({ value: 5 }).hint("value_1").toArray()).toHaveLength(1);
    await first;
    await expectSound();
  });

  it("of a unique index fails on duplicates that are there, and leaves nothing behind", async () => {
    await rows.updateOne({ _id: 29_000 }, { $set: { value: 17 } });
    await expect(rows.createIndex({ value: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000, keyPattern: { value: 1 }, keyValue: { value: 17 } });
    expect(await indexNames()).toEqual(["_id_"]);
    await rows.insertOne({ _id: -1, group: 0, value: 17, tags: [] });
    await expectSound();
  });

  it("of a unique index finds duplicates that come while it is built", async () => {
    const build = rows.createIndex({ value: 1 }, { unique: true }).then(() => undefined, (error: { code?: unknown }) => error.code);
    await eventually(() => isBuilding("value_1"));
    const write = await rows.insertOne({ _id: -1, group: 0, value: DOCUMENTS - 1, tags: [] }).then(() => undefined, (error: { code?: unknown }) => error.code);
    expect([await build, write].filter((code) => code === 11000)).toHaveLength(1);
    await expectSound();
  });

  it("fails as a whole on a document that cannot be indexed", async () => {
    await rows.updateOne({ _id: 25_000 }, { $set: { value: [1, 2] as never } });
    await expect(rows.createIndex({ value: 1, tags: 1 })).rejects.toMatchObject({ code: 171 });
    expect(await indexNames()).toEqual(["_id_"]);
  });

  it("ends when the collection is dropped", async () => {
    const build = rows.createIndex({ value: 1 }).then(() => undefined, (error: { code?: unknown }) => error.code);
    await eventually(() => isBuilding("value_1"));
    await rows.drop();
    expect(await build).toBe(276);
  });

  it("is taken back when the store is killed in the middle, and can be begun again", async () => {
    const build = rows.createIndex({ value: 1 }).then(() => undefined, (error: unknown) => error);
    await eventually(() => isBuilding("value_1"));
    await store.end("SIGKILL");
    await client.close(true);
    await build;
    await store.start();
    await connect();
    rows = db.collection<Row>(rows.collectionName);
    expect(await indexNames()).toEqual(["_id_"]);
    await rows.createIndex({ value: 1 });
    expect(await rows.find({ value: 5 }).hint("value_1").toArray()).toHaveLength(1);
    await expectSound();
  });
});
