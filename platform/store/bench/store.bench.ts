import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { MongoClient } from "mongodb";
import type { Collection, Db } from "mongodb";
import { measureEngine } from "./engine-limit.ts";
import { Report } from "./report.ts";
import { StoreChild } from "./store-child.ts";

/** `STORE_BENCH_DOCUMENTS=100000` measures one size only. */
const SIZES = (process.env["STORE_BENCH_DOCUMENTS"] ?? "100000,1000000").split(",").map(Number);
const PHASE_MS = Number(process.env["STORE_BENCH_PHASE_MS"] ?? 2_000);
const GROUPS = 100;
/** Long writes are measured in the smaller sizes. */
const LONG_WRITES_UP_TO = 300_000;
/** With the other fields, a document has about 1 KB. */
const FILLER = "x".repeat(880);

interface Person {
  _id: number;
  name: string;
  group: number;
  score: number;
  at: Date;
  text: string;
}

async function rate(concurrency: number, operation: (turn: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - started < PHASE_MS) await operation(done++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return Math.round((done / (performance.now() - started)) * 1_000);
}

/** Best of three rounds each, taken in turns, so that other work on the machine does not fall on one of them alone. */
async function compare(note: (name: string, value: number) => void, operations: Readonly<Record<string, readonly [concurrency: number, operation: (turn: number) => Promise<unknown>]>>): Promise<void> {
  const best = new Map<string, number>();
  for (let round = 0; round < 3; round++) {
    for (const [name, [concurrency, operation]] of Object.entries(operations)) best.set(name, Math.max(best.get(name) ?? 0, await rate(concurrency, operation)));
  }
  for (const [name, value] of best) note(name, value);
}

function person(id: number, documents: number): Person {
  return { _id: id, name: `person-${id}`, group: id % GROUPS, score: (id * 7919) % documents, at: new Date(1_700_000_000_000 + id), text: FILLER };
}

async function load(people: Collection<Person>, documents: number): Promise<number> {
  await people.createIndexes([{ key: { name: 1 } }, { key: { group: 1, score: 1 } }]);
  const started = performance.now();
  for (let from = 0; from < documents; from += 1_000) await people.insertMany(Array.from({ length: 1_000 }, (_, offset) => person(from + offset, documents)));
  return Math.round((documents / (performance.now() - started)) * 1_000);
}

/** Times single reads until `isOver`; gives the longest in milliseconds. */
async function longestRead(people: Collection<Person>, documents: number, isOver: () => boolean): Promise<number> {
  let longest = 0;
  for (let turn = 0; !isOver(); turn++) {
    const started = performance.now();
    await people.findOne({ _id: (turn * 7919) % documents });
    longest = Math.max(longest, performance.now() - started);
  }
  return Math.round(longest);
}

async function measureIndexBuild(people: Collection<Person>, documents: number, note: (name: string, value: number, unit: string) => void): Promise<void> {
  let isOver = false;
  const reads = longestRead(people, documents, () => isOver);
  const started = performance.now();
  await people.createIndex({ at: -1, group: 1 }, { unique: true });
  note("index build", Math.round(performance.now() - started), "ms");
  isOver = true;
  note("longest read during the index build", await reads, "ms");
  await people.dropIndex("at_-1_group_1");
}

async function measureScan(people: Collection<Person>, documents: number, note: (name: string, value: number, unit: string) => void): Promise<void> {
  let isOver = false;
  const reads = longestRead(people, documents, () => isOver);
  const started = performance.now();
  await people.find({ text: "nothing" }).sort({ score: 1 }).toArray();
  note("scan of all without an index", Math.round(performance.now() - started), "ms");
  isOver = true;
  note("longest read during the scan", await reads, "ms");
}

/** How long the longest writes keep a point read of another connection waiting, and how long they take. */
async function measureWrites(db: Db, uri: string, documents: number, note: (name: string, value: number, unit: string) => void): Promise<void> {
  const [people, copies] = [db.collection<Person>("people"), db.collection<Person>("copies")];
  const writes: Readonly<Record<string, () => Promise<unknown>>> = {
    "updateMany of all": () => people.updateMany({}, { $inc: { score: 1 } }),
    "updateOne without an index": () => people.updateOne({ text: "nothing" }, { $set: { score: 1 } }),
    "$out of all": () => people.aggregate([{ $match: {} }, { $out: "copies" }]).toArray(),
    "deleteMany of all": () => copies.deleteMany({}),
    "insertMany of 40,000": () => copies.insertMany(Array.from({ length: 40_000 }, (_, id) => person(-1 - id, documents))),
  };
  for (const [name, write] of Object.entries(writes)) {
    const reader = new Worker(new URL("./reader.ts", import.meta.url), { workerData: { uri, documents } });
    await once(reader, "message");
    const started = performance.now();
    await write();
    note(name, Math.round(performance.now() - started), "ms");
    reader.postMessage("stop");
    const [longest] = (await once(reader, "message")) as [number];
    note(`longest read during ${name}`, longest, "ms");
  }
  await copies.drop();
}

async function measureSize(folder: string, documents: number, report: Report): Promise<void> {
  const named = (name: string): string => `${sizeName(documents)}: ${name}`;
  const note = (name: string, value: number, unit?: string): void => report.note(named(name), value, unit);
  await mkdir(folder);
  const store = new StoreChild(folder);
  await store.start();
  let client = await new MongoClient(store.uri, { maxPoolSize: 32 }).connect();
  try {
    const db = client.db("bench");
    const people = db.collection<Person>("people");
    const log = db.collection("log");
    const pick = (turn: number): number => (turn * 7919) % documents;
    note("load in batches of 1,000, 2 indexes", await load(people, documents));
    const ping = (): Promise<unknown> => db.command({ ping: 1 });
    const byId = (turn: number): Promise<unknown> => people.findOne({ _id: pick(turn) });
    const byIndex = (turn: number): Promise<unknown> => people.findOne({ name: `person-${pick(turn)}` });
    const insert = (turn: number): Promise<unknown> => log.insertOne({ turn, at: new Date(), text: FILLER });
    const update = (turn: number): Promise<unknown> => people.updateOne({ _id: pick(turn) }, { $set: { at: new Date(1_800_000_000_000 + turn) } });
    for (const concurrency of [1, 16]) {
      await compare(note, { [`ping, ${concurrency}`]: [concurrency, ping], [`point read by _id, ${concurrency}`]: [concurrency, byId], [`point read by an index, ${concurrency}`]: [concurrency, byIndex] });
    }
    await compare(note, { "insert, 1": [1, insert], "insert, 16": [16, insert], "update, 1": [1, update], "update, 16": [16, update] });
    note("range of 100, 16", await rate(16, (turn) => people.find({ group: turn % GROUPS, score: { $gte: pick(turn) / 2 } }).sort({ score: 1 }).limit(100).toArray()));
    note("group 1% of all by an index, 1", await rate(1, (turn) => people.aggregate([{ $match: { group: turn % GROUPS } }, { $group: { _id: "$group", total: { $sum: "$score" } } }]).toArray()));
    note("resident", await store.residentMebibytes(), "MiB");
    await measureIndexBuild(people, documents, note);
    await measureScan(people, documents, note);
    if (documents <= LONG_WRITES_UP_TO) await measureWrites(db, store.uri, documents, note);
    const started = performance.now();
    await people.aggregate([{ $group: { _id: "$group", total: { $sum: "$score" } } }]).toArray();
    note("group all", Math.round(performance.now() - started), "ms");
    note("resident after the group", await store.residentMebibytes(), "MiB");
    const writers = Promise.allSettled(Array.from({ length: 16 }, async (_, writer) => {
      for (let turn = 0; ; turn++) await log.insertOne({ turn, writer, text: FILLER });
    }));
    await people.findOne({ _id: 1 });
    await store.end("SIGKILL");
    await client.close(true);
    await writers;
    note("open after a crash", Math.round(await store.start()), "ms");
    client = await new MongoClient(store.uri).connect();
    if ((await client.db("bench").collection("people").countDocuments()) !== documents) throw new Error("the store lost documents");
    note("resident after the start", await store.residentMebibytes(), "MiB");
  } finally {
    await client.close();
    await store.end("SIGTERM");
  }
  for (const concurrency of [1, 16]) {
    report.ratio(named(`point read by an index, ${concurrency}`), named(`ping, ${concurrency}`), 0.6);
    report.ratio(named(`point read by _id, ${concurrency}`), named(`ping, ${concurrency}`), 0.6);
  }
  report.ratio(named("insert, 16"), named("insert, 1"), 5);
}

function sizeName(documents: number): string {
  return documents >= 1_000_000 ? `${documents / 1_000_000}M` : `${documents / 1_000}k`;
}

const report = new Report();
const folder = await mkdtemp(join(tmpdir(), "tessera-store-bench-"));
try {
  measureEngine(folder, PHASE_MS, report);
  for (const documents of SIZES) {
    await measureSize(join(folder, String(documents)), documents, report);
    report.ratio(`${sizeName(documents)}: insert, 1`, "better-sqlite3: insert, one by one");
    report.ratio(`${sizeName(documents)}: point read by an index, 16`, "better-sqlite3: point read by an index");
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
