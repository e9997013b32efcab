import { existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { MongoClient } from "mongodb";
import { StoreProcess, runToExit } from "./store-process.ts";

const stores: StoreProcess[] = [];

async function startStore(args: readonly string[] = []): Promise<StoreProcess> {
  const store = await StoreProcess.start(args);
  stores.push(store);
  return store;
}

afterEach(async () => {
  for (const store of stores.splice(0)) await store.dispose();
});

describe("store process", () => {
  it("keeps every acknowledged write through kill -9 under load, and nothing half", async () => {
    const store = await startStore();
    const client = await store.connect();
    const collection = client.db("app").collection<{ _id: string; worker: number; turn: number }>("log");
    await collection.createIndex({ worker: 1, turn: 1 }, { unique: true });
    const acknowledged = new Set<string>();
    let isKilled = false;
    const worker = async (number: number): Promise<void> => {
      for (let turn = 0; !isKilled; turn++) {
        const id = `${number}-${turn}`;
        try {
          await collection.insertOne({ _id: id, worker: number, turn });
        } catch (error) {
          if (!isKilled) throw error;
          return;
        }
        acknowledged.add(id);
      }
    };
    const workers = Array.from({ length: 16 }, (_, number) => worker(number));
    while (acknowledged.size < 2_000) await new Promise((resolve) => setImmediate(resolve));
    isKilled = true;
    await store.end("SIGKILL");
    await client.close(true);
    await Promise.allSettled(workers);

    await store.start();
    const again = await store.connect();
    const found = await again.db("app").collection<{ _id: string; worker: number; turn: number }>("log").find().toArray();
    const ids = new Set(found.map(({ _id }) => _id));
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    for (const document of found) expect(document._id).toBe(`${document.worker}-${document.turn}`);
    const throughIndex = await again.db("app").collection("log").find({ worker: { $gte: 0 } }).hint("worker_1_turn_1").toArray();
    expect(throughIndex.length).toBe(found.length);
    expect((await again.db("app").command({ validate: "log" }))["valid"]).toBe(true);
    await again.close();
  });

  it("is a closed connection to the driver that is in the middle of a message when it is killed", async () => {
    const store = await startStore();
    const client = await store.connect();
    const log = client.db("app").collection<{ _id: number; text: string }>("log");
    await log.insertOne({ _id: 0, text: "" });
    store.freeze();
    const cutOff = log.insertOne({ _id: 1, text: "x".repeat(8_000_000) }).then(() => "acknowledged", (error: unknown) => error);
    await store.end("SIGKILL");
    await store.start();
    // The driver retries what a closed connection cut off, and would not retry a failure of the socket.
    expect(await cutOff).toBe("acknowledged");
    expect((await log.findOne({ _id: 1 }))?.text.length).toBe(8_000_000);
    await client.close();
  });

  it("replaces the socket of a killed process and removes it at a clean end", async () => {
    const store = await startStore();
    await store.end("SIGKILL");
    expect(existsSync(store.socketPath)).toBe(true);
    await store.start();
    expect(await store.end("SIGTERM")).toBe(0);
    expect(existsSync(store.socketPath)).toBe(false);
  });

  it("refuses a folder or socket that another process uses", async () => {
    const store = await startStore();
    const sameFolder = await runToExit(["--dbpath", store.dataPath, "--port", "0"]);
    expect(sameFolder.code).toBe(2);
    expect(sameFolder.stderr).toMatch(/is in use by another tessera-store process.*e\.g\./);
    const sameSocket = await runToExit(["--dbpath", `${store.folder}/other`, "--socket", store.socketPath]);
    expect(sameSocket.code).toBe(2);
    expect(sameSocket.stderr).toMatch(/--socket .* is in use/);
    const client = await store.connect();
    expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
  });

  it("answers bad arguments with one line and exit code 2", async () => {
    const result = await runToExit(["--port", "1"]);
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr.trim().split("\n").length).toBe(1);
  });

  it("refuses a file that is not its own", async () => {
    const store = await startStore();
    await store.end("SIGTERM");
    writeFileSync(`${store.dataPath}/store.sqlite`, "this is no database, just text that is long enough to be looked at");
    const result = await runToExit(["--dbpath", store.dataPath, "--port", "0"]);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/not a database/);
  });

  it("ends only the connection that sends rubbish", async () => {
    const store = await startStore();
    const client = await store.connect();
    const noise = [Buffer.alloc(64, 0xff), Buffer.from("GET / HTTP/1.1\r\nhost: example.com\r\n\r\n"), Buffer.from([15, 0, 0, 0, ...Array<number>(12).fill(0)])];
    for (const bytes of noise) {
      const socket = connect(store.socketPath);
      socket.on("error", () => socket.destroy());
      const closed = once(socket, "close");
      socket.write(bytes);
      await closed;
    }
    const half = connect(store.socketPath);
    await once(half, "connect");
    half.write(Buffer.from([100, 0, 0, 0, 1]));
    expect(await client.db("admin").command({ ping: 1 })).toMatchObject({ ok: 1 });
    half.destroy();
    await client.close();
  });

  it("serves hundreds of connections at once", async () => {
    const store = await startStore();
    const clients = await Promise.all(Array.from({ length: 20 }, () => new MongoClient(store.uri, { maxPoolSize: 15, minPoolSize: 15 }).connect()));
    const writes = clients.flatMap((client, c) => Array.from({ length: 15 }, (_, i) => client.db("app").collection<{ _id: string }>("many").insertOne({ _id: `${c}-${i}` })));
    await Promise.all(writes);
    expect(await (clients[0] as MongoClient).db("app").collection("many").countDocuments()).toBe(300);
    await Promise.all(clients.map((client) => client.close()));
  });
});
