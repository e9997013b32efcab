import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { BSON } from "mongodb";
import type { Document, MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreProcess, eventually, sendRaw } from "./store-process.ts";

const { serialize } = BSON;

let store: StoreProcess;
let client: MongoClient;

beforeAll(async () => {
  store = await StoreProcess.start();
  client = await store.connect();
});

afterAll(async () => {
  await client.close();
  await store.dispose();
});

function message(flags: number, ...sections: Buffer[]): Buffer {
  const content = Buffer.concat(sections);
  const head = Buffer.alloc(20);
  head.writeInt32LE(head.length + content.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, content]);
}

function body(command: Document): Buffer {
  return Buffer.concat([Buffer.from([0]), serialize(command)]);
}

/** The code of a failed command, or of the first statement that failed in it. */
function codeOf(reply: Document): unknown {
  return (reply["code"] as unknown) ?? (reply["writeErrors"] as { code: number }[] | undefined)?.[0]?.code;
}

async function connected(): Promise<Socket> {
  const socket = connect(store.socketPath);
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  return socket;
}

async function residentMebibytes(): Promise<number> {
  return ((await client.db("admin").command({ serverStatus: 1 }))["mem"] as { resident: number }).resident;
}

describe("limits of the wire", () => {
  it("takes 48 MB in one message and gives as much back in batches", async () => {
    const big = client.db("app").collection<{ _id: number; text: string }>("big");
    const documents = Array.from({ length: 3 }, (_, _id) => ({ _id, text: "x".repeat(15_900_000) }));
    expect((await big.insertMany(documents)).insertedCount).toBe(3);
    const found = await big.find().toArray();
    expect(found.map(({ text }) => text.length)).toEqual([15_900_000, 15_900_000, 15_900_000]);
    await expect(big.insertOne({ _id: 9, text: "x".repeat(16 * 1024 * 1024) })).rejects.toThrow(/larger|too large/i);
    expect(await big.countDocuments()).toBe(3);
  });

  it("refuses a checksum with a reason, and goes on with the connection", async () => {
    const socket = await connected();
    const answer = (await (async () => {
      socket.write(message(1, body({ ping: 1, $db: "admin" }), Buffer.alloc(4)));
      return (await once(socket, "data"))[0] as Buffer;
    })());
    expect(BSON.deserialize(answer.subarray(21))).toMatchObject({ ok: 0, code: 17, errmsg: expect.stringContaining("checksum") as string });
    socket.write(message(0, body({ ping: 1, $db: "admin" })));
    expect(BSON.deserialize(((await once(socket, "data"))[0] as Buffer).subarray(21))).toMatchObject({ ok: 1 });
    socket.destroy();
  });

  it("offers neither compression nor exhaust cursors: a reply to exhaustAllowed is a single one", async () => {
    const hello = await sendRaw(store.socketPath, { hello: 1, $db: "admin", compression: ["zstd", "zlib", "snappy"] });
    expect([hello["compression"], hello["topologyVersion"]]).toEqual([undefined, undefined]);
    const socket = await connected();
    socket.write(message(1 << 16, body({ find: "nothing", $db: "app" })));
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect([answer.length, answer.readUInt32LE(16)]).toEqual([answer.readInt32LE(0), 0]);
    socket.destroy();
  });

  it.each<[string, Document, number]>([
    ["a document nested deeper than 100 levels", { insert: "deep", documents: [nested(101)] }, 15],
    ["a filter nested deeper than anything may be", { find: "deep", filter: nested(150) }, 15],
    ["code", { find: "deep", filter: { $where: "sleep(1000)" } }, 2],
  ])("refuses %s", async (_what, command, code) => {
    expect(codeOf(await sendRaw(store.socketPath, { ...command, $db: "app" }))).toBe(code);
  });

  it("stores 100 levels, and no update makes them unreadable", async () => {
    const deep = client.db("app").collection<{ _id: number }>("depth");
    await deep.insertOne({ _id: 1, ...nested(98) });
    const path = Array.from({ length: 115 }, () => "a").join(".");
    await expect(deep.updateOne({ _id: 1 }, { $set: { [`${path}.${path}`]: 1 } })).rejects.toMatchObject({ code: 15 });
    expect(await deep.countDocuments({ _id: 1 })).toBe(1);
    expect((await deep.find().toArray()).length).toBe(1);
  });

  it("refuses text that is not UTF-8", async () => {
    const socket = await connected();
    const command = body({ insert: "text", documents: [{ _id: 1, text: "ab" }], $db: "app" });
    Buffer.from([0xc3, 0x28]).copy(command, command.indexOf("ab\0"));
    socket.write(message(0, command));
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(codeOf(BSON.deserialize(answer.subarray(21)))).toBe(22);
    expect(await client.db("app").collection("text").countDocuments()).toBe(0);
    socket.destroy();
  });

  it("does a huge `$in` and a document of many fields without harm to others", async () => {
    const wide = client.db("app").collection<{ _id: number; number: number }>("wide");
    await wide.createIndex({ number: 1 });
    await wide.insertOne({ _id: 1, number: 7, ...Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`f${index}`, index])) });
    expect(await wide.countDocuments({ number: { $in: Array.from({ length: 100_000 }, (_, index) => index) } })).toBe(1);
  });
});

describe("clients that misbehave", () => {
  it("that send commands and read nothing do not grow the memory", async () => {
    await client.db("app").collection<{ _id: number; text: string }>("large").insertOne({ _id: 1, text: "x".repeat(4_000_000) });
    const before = await residentMebibytes();
    const greedy = await Promise.all(Array.from({ length: 10 }, connected));
    // 10 connections ask for 400 MB each.
    for (const socket of greedy) socket.pause().write(Buffer.concat(Array.from({ length: 100 }, () => message(0, body({ find: "large", $db: "app" })))));
    for (let turn = 0; turn < 10; turn++) expect(await client.db("app").collection("large").countDocuments()).toBe(1);
    expect((await residentMebibytes()) - before).toBeLessThan(400);
    for (const socket of greedy) socket.destroy();
    await eventually(async () => ((await client.db("admin").command({ serverStatus: 1 }))["connections"] as { current: number }).current < 8);
  });

  it("that go away while their command waits leave nothing behind", async () => {
    const stream = client.db("app").collection("watched").watch([]);
    await stream.tryNext();
    await stream.close();
    const opened = await sendRaw(store.socketPath, { aggregate: "watched", pipeline: [{ $changeStream: {} }], cursor: {}, $db: "app" });
    const { id } = (opened as { cursor: { id: bigint | number } }).cursor;
    const waiting = await connected();
    const isOne = { getMore: BSON.Long.fromBigInt(BigInt(id)), collection: "watched", maxTimeMS: 600_000_000, $db: "app" };
    waiting.write(message(0, body(isOne)));
    // The cursor is in use until the wait is over.
    await eventually(async () => (await sendRaw(store.socketPath, isOne))["code"] === 12051);
    waiting.destroy();
    await eventually(async () => (await sendRaw(store.socketPath, { ...isOne, maxTimeMS: 1 }))["ok"] === 1);
  });

  it("that send writes without an answer and close at once have them done", async () => {
    const socket = await connected();
    const closed = once(socket, "close");
    socket.end(Buffer.concat(Array.from({ length: 20 }, (_, _id) => message(2, body({ insert: "fire", documents: [{ _id }], $db: "app" })))));
    await closed;
    expect(await client.db("app").collection("fire").countDocuments()).toBe(20);
  });

  it("that hang in the middle of a long message do not disturb others", async () => {
    const sockets = await Promise.all(Array.from({ length: 300 }, connected));
    for (const socket of sockets) socket.write(message(0, body({ ping: 1, $db: "admin", filler: "x".repeat(2_000) })).subarray(0, 1_500));
    expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
    for (const socket of sockets) socket.destroy();
  });
});

function nested(levels: number): Document {
  let document: Document = {};
  for (let level = 1; level < levels; level++) document = { a: document };
  return document;
}
