import { connect } from "node:net";
import type { Collection, MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commandOf, messageOf, mutateCommand } from "./command-mutator.ts";
import { Dice, mutate } from "./mutator.ts";
import { StoreProcess, eventually } from "./store-process.ts";
import { recordMessages } from "./wire-recorder.ts";

/** `npm run fuzz` sends 200,000; the every-day run keeps it short. */
const MUTATIONS = process.env["FUZZ"] === "long" ? 200_000 : 5_000;
const SEED = Number(process.env["FUZZ_SEED"] ?? Date.now() % 1_000_000_000);
const PER_CONNECTION = 20;
const CONNECTIONS = 8;
const MOST_MEBIBYTES = 700;
const KEPT: ReadonlySet<string> = new Set(["admin", "witness"]);

interface Row {
  _id: number;
  square: number;
}

let store: StoreProcess;
let client: MongoClient;
let rows: Collection<Row>;

beforeAll(async () => {
  store = await StoreProcess.start();
  client = await store.connect();
  rows = client.db("witness").collection<Row>("rows");
  await rows.createIndex({ square: 1 });
  await rows.insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id, square: _id * _id })));
});

afterAll(async () => {
  await client.close();
  await store.dispose();
});

/** Sends messages as fast as the store takes them, without reading answers for any purpose, and goes away. */
async function send(messages: readonly Buffer[]): Promise<void> {
  const socket = connect(store.socketPath);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => socket.destroy());
  socket.resume();
  socket.end(Buffer.concat(messages));
  await closed;
}

/** Another client still gets right answers, from a process that did not grow without bounds and forgot its connections. */
async function expectUnharmed(): Promise<void> {
  const answers = await Promise.all([rows.findOne({ square: 49 }), rows.countDocuments({ square: { $gte: 2_500 } }), rows.updateOne({ _id: 3 }, { $set: { square: 9 } }).then((result) => result.matchedCount)]);
  expect(answers, `seed ${SEED}`).toEqual([{ _id: 7, square: 49 }, 50, 1]);
  const status = await client.db("admin").command({ serverStatus: 1 });
  expect((status["mem"] as { resident: number }).resident, `memory after seed ${SEED}`).toBeLessThan(MOST_MEBIBYTES);
}

/** Mutated names make databases of their own, which would only slow the run down. */
async function sweep(): Promise<void> {
  const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
  for (const { name } of databases) if (!KEPT.has(name)) await client.db(name).dropDatabase();
}

it(`survives ${MUTATIONS} mutated messages (seed ${SEED})`, { timeout: 60_000 + MUTATIONS * 10 }, async () => {
  const corpus = await recordMessages(store);
  expect(corpus.length).toBeGreaterThan(40);
  const recorded = corpus.map(commandOf).filter((command) => command !== undefined);
  // Without its session, a command is not taken for an old one that is sent again.
  const commands = [...recorded, ...recorded.map(({ lsid: _lsid, txnNumber: _number, startTransaction: _start, autocommit: _auto, ...rest }) => rest)];
  const dice = new Dice(SEED);
  for (let sent = 0; sent < MUTATIONS; ) {
    const batches = Array.from({ length: CONNECTIONS }, () => Array.from({ length: PER_CONNECTION }, (__, index) => {
      // Half changes what commands say, half the bytes that say it.
      return dice.roll(2) === 0 ? messageOf(mutateCommand(commands, dice)) : mutate(corpus, dice, index === PER_CONNECTION - 1);
    }));
    await Promise.all(batches.map(send));
    sent += CONNECTIONS * PER_CONNECTION;
    await expectUnharmed();
    if (sent % (CONNECTIONS * PER_CONNECTION * 20) === 0) await sweep();
  }
  await sweep();
  await eventually(async () => ((await client.db("admin").command({ serverStatus: 1 }))["connections"] as { current: number }).current < 20);
  expect((await client.db("witness").command({ validate: "rows" }))["errors"]).toEqual([]);
  await client.close();
  expect(await store.end("SIGTERM")).toBe(0);
  await store.start();
  client = await store.connect();
  rows = client.db("witness").collection<Row>("rows");
  await expectUnharmed();
});
