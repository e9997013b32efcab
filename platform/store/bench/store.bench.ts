import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import mongoose from "mongoose";

/** One measured figure. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Sizes of a run. */
export interface BenchOptions {
  /** Documents in the read collection; the target figures are stated for 100,000. */
  readonly documents: number;
  /** Length of each measured phase. */
  readonly phaseMs: number;
}

interface Person {
  _id: number;
  name: string;
  group: number;
  score: number;
}

async function perSecond(phaseMs: number, concurrency: number, operation: (turn: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - started < phaseMs) await operation(done++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return Math.round((done / (performance.now() - started)) * 1000);
}

/** Measures a store that listens at `uri`, through the unmodified drivers. */
export async function measureStore(uri: string, options: BenchOptions, residentBytes: () => Promise<number>): Promise<Measurement[]> {
  const { documents, phaseMs } = options;
  const client = await new MongoClient(uri, { maxPoolSize: 64 }).connect();
  const models = await mongoose.createConnection(uri, { dbName: "bench", maxPoolSize: 64 }).asPromise();
  const Person = models.model<Person>("Person", new mongoose.Schema<Person>({ _id: Number, name: { type: String, index: true }, group: Number, score: Number }).index({ group: 1, score: 1 }), "people");
  const results: Measurement[] = [];
  const note = (name: string, value: number, unit = "1/s"): void => void results.push({ name, value, unit });
  try {
    await Person.init();
    const started = performance.now();
    for (let from = 0; from < documents; from += 1000) {
      await Person.collection.insertMany(Array.from({ length: Math.min(1000, documents - from) }, (_, offset) => {
        const id = from + offset;
        return { _id: id, name: `person-${id}`, group: id % 100, score: (id * 7919) % documents };
      }) as never[]);
    }
    note("bulk insert, 2 indexes", Math.round((documents / (performance.now() - started)) * 1000));
    const log = client.db("bench").collection("log");
    note("insert, 1 at a time", await perSecond(phaseMs, 1, (turn) => log.insertOne({ turn, text: "a line of text", at: new Date() })));
    note("insert, 32 at a time", await perSecond(phaseMs, 32, (turn) => log.insertOne({ turn, text: "a line of text", at: new Date() })));
    const pick = (turn: number): number => (turn * 7919) % documents;
    note("point read by _id, mongoose lean, 1 at a time", await perSecond(phaseMs, 1, (turn) => Person.findById(pick(turn)).lean()));
    note("point read by _id, mongoose lean, 32 at a time", await perSecond(phaseMs, 32, (turn) => Person.findById(pick(turn)).lean()));
    note("point read by index, mongoose, 32 at a time", await perSecond(phaseMs, 32, (turn) => Person.findOne({ name: `person-${pick(turn)}` })));
    note("point read by index, driver, 32 at a time", await perSecond(phaseMs, 32, (turn) => Person.collection.findOne({ name: `person-${pick(turn)}` })));
    note("range and sort, 20 documents, 32 at a time", await perSecond(phaseMs, 32, (turn) => Person.find({ group: turn % 100, score: { $gte: pick(turn) / 2 } }).sort({ score: 1 }).limit(20).lean()));
    note("update by _id, 32 at a time", await perSecond(phaseMs, 32, (turn) => Person.updateOne({ _id: pick(turn) }, { $inc: { score: 1 } })));
    note("unindexed count over all documents", await perSecond(phaseMs, 1, () => Person.countDocuments({ name: /7$/ })));
    note("group over all documents", await perSecond(phaseMs, 1, () => Person.aggregate([{ $group: { _id: "$group", total: { $sum: "$score" } } }])));
    note("resident memory", Math.round((await residentBytes()) / 1_048_576), "MiB");
  } finally {
    await models.close();
    await client.close();
  }
  return results;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tessera-store-bench-"));
  const program = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const store = spawn(process.execPath, [program, "--dbpath", join(folder, "data"), "--socket", join(folder, "store.sock")], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(createInterface(store.stdout), "line")) as [string];
    const uri = line.split(" ").at(-1) as string;
    const resident = async (): Promise<number> => {
      const client = await new MongoClient(uri).connect();
      const status = await client.db("admin").command({ serverStatus: 1 });
      await client.close();
      return (status["mem"] as { resident: number }).resident * 1_048_576;
    };
    for (const result of await measureStore(uri, { documents: 100_000, phaseMs: 3_000 }, resident)) process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    store.kill("SIGTERM");
    await once(store, "exit");
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
