import { join } from "node:path";
import type { Collection, MongoClient } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { SmallDisk } from "./small-disk.ts";
import { StoreProcess, runToExit } from "./store-process.ts";

interface Row {
  _id: number;
  text: string;
}

let disk: SmallDisk | undefined;
let store: StoreProcess | undefined;
let client: MongoClient | undefined;

afterEach(async () => {
  await client?.close();
  await store?.dispose();
  await disk?.dispose();
});

async function prepared(kind: "inMemory" | "inFile" = "inMemory"): Promise<{ disk: SmallDisk; rows: Collection<Row> }> {
  store = await StoreProcess.prepare();
  disk = await SmallDisk[kind](join(store.folder, "disk"), 24);
  store.entry = disk.entry;
  store.dataPath = join(disk.path, "data");
  await store.start();
  const rows = await connected();
  await rows.createIndex({ text: 1 });
  await rows.insertMany(Array.from({ length: 200 }, (_, _id) => ({ _id, text: `row ${_id}` })));
  return { disk, rows };
}

async function connected(): Promise<Collection<Row>> {
  await client?.close();
  client = await (store as StoreProcess).connect();
  return client.db("app").collection<Row>("rows");
}

/** Writers that go on until the disk refuses them; gives the identifiers that were acknowledged and the codes of the refusals. */
async function writeUntilRefused(rows: Collection<Row>, from: number): Promise<{ acknowledged: number[]; codes: unknown[] }> {
  const acknowledged: number[] = [];
  const writer = async (first: number): Promise<unknown> => {
    for (let id = first; ; id += 8) {
      try {
        await rows.insertOne({ _id: id, text: "x".repeat(20_000) });
        acknowledged.push(id);
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    }
  };
  const codes = await Promise.all(Array.from({ length: 8 }, (_, index) => writer(from + index)));
  return { acknowledged, codes };
}

async function expectReadersServed(rows: Collection<Row>): Promise<void> {
  expect(await rows.findOne({ _id: 7 })).toEqual({ _id: 7, text: "row 7" });
  expect(await rows.find({ text: /^row 1/ }).sort({ text: 1 }).toArray()).toHaveLength(111);
  const session = (client as MongoClient).startSession();
  await session.withTransaction(() => rows.findOne({ _id: 8 }, { session }));
  await session.endSession();
}

async function expectWhole(rows: Collection<Row>, acknowledged: readonly number[]): Promise<void> {
  const ids = new Set((await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  expect((await (client as MongoClient).db("app").command({ validate: "rows" }))["errors"]).toEqual([]);
}

describe.skipIf(process.platform !== "linux")("a store on a disk that fails", () => {
  it("tells writers that the disk is full, serves readers, and goes on when there is space again", async () => {
    const { disk: small, rows } = await prepared();
    small.fill();
    const { acknowledged, codes } = await writeUntilRefused(rows, 1_000);
    expect(new Set(codes)).toEqual(new Set([14031]));
    // Readers are served while writers keep failing beside them.
    let isOver = false;
    const failing = (async () => {
      while (!isOver) await expect(rows.insertOne({ _id: 500_000, text: "x".repeat(2_000_000) })).rejects.toMatchObject({ code: 14031 });
    })();
    for (let turn = 0; turn < 20; turn++) await expectReadersServed(rows);
    isOver = true;
    await failing;
    await expect(rows.updateOne({ _id: 7 }, { $set: { text: "y".repeat(3_000_000) } })).rejects.toMatchObject({ code: 14031 });
    expect(await rows.findOne({ _id: 7 })).toEqual({ _id: 7, text: "row 7" });
    small.empty();
    await rows.insertOne({ _id: 600_000, text: "again" });
    await expectWhole(rows, [...acknowledged, 600_000]);
    await store?.end("SIGKILL");
    await store?.start();
    await expectWhole(await connected(), [...acknowledged, 600_000]);
  });

  it("ends and starts on a full disk without losing anything", async () => {
    const { disk: small, rows } = await prepared();
    small.fill();
    const { acknowledged } = await writeUntilRefused(rows, 1_000);
    await store?.end("SIGTERM");
    small.empty();
    await store?.start();
    await expectWhole(await connected(), acknowledged);
  });

  it.skipIf(process.getuid?.() !== 0)("tells writers that the file system became read-only, serves readers, and starts again once it is repaired", async () => {
    const { disk: small, rows } = await prepared("inFile");
    small.breakDown();
    for (let turn = 0; turn < 3; turn++) {
      await expect(rows.insertOne({ _id: 1_000 + turn, text: "refused" })).rejects.toMatchObject({ code: 39 });
      await expectReadersServed(rows);
    }
    await store?.end("SIGTERM");
    small.repair();
    await store?.start();
    const again = await connected();
    await again.insertOne({ _id: 2_000, text: "again" });
    await expectWhole(again, [...Array.from({ length: 200 }, (_, id) => id), 2_000]);
  });

  it("is not started on a file system that is read-only, and says why", async () => {
    const { disk: small } = await prepared();
    await store?.end("SIGTERM");
    small.protect();
    const result = await runToExit(["--dbpath", (store as StoreProcess).dataPath, "--port", "0"], small.entry);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^tessera-store: --dbpath \S+ cannot be written .*e\.g\. --dbpath .*\n$/);
  });
});
