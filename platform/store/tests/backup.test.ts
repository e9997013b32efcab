import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreProcess, runToExit } from "./store-process.ts";

interface Pair {
  _id: number;
  left: number;
  right: number;
}

let store: StoreProcess;
let file: string;

beforeEach(async () => {
  store = await StoreProcess.start();
  file = join(store.folder, "store.backup");
});

afterEach(() => store.dispose());

function restored(): string {
  return join(store.folder, "restored");
}

describe("backup and restore", () => {
  it("keep one moment of a store that is written to all the while", async () => {
    const client = await store.connect();
    const pairs = client.db("app").collection<Pair>("pairs");
    await pairs.createIndex({ left: 1 }, { unique: true });
    await pairs.insertMany(Array.from({ length: 5_000 }, (_, _id) => ({ _id, left: _id, right: _id })));
    const stream = client.db("app").watch();
    await stream.tryNext();
    const token = stream.resumeToken;
    await stream.close();
    let isOver = false;
    let next = 5_000;
    // Both documents of a transaction, or none, may be in a backup.
    const writers = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        const id = (next += 2);
        await client.withSession((session) => session.withTransaction(async () => {
          await pairs.insertOne({ _id: id, left: id, right: id + 1 }, { session });
          await pairs.insertOne({ _id: id + 1, left: id + 1, right: id }, { session });
        }));
      }
    });
    const result = await runToExit(["backup", "--dbpath", store.dataPath, "--out", file]);
    const reached = next;
    isOver = true;
    await Promise.all(writers);
    await client.close();
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(store.folder).filter((name) => name.startsWith("store.backup"))).toEqual(["store.backup"]);

    expect(await runToExit(["restore", "--from", file, "--dbpath", restored()])).toMatchObject({ code: 0, stderr: "" });
    await store.end("SIGTERM");
    store.dataPath = restored();
    await store.start();
    const again = await store.connect();
    const copy = again.db("app").collection<Pair>("pairs");
    const ids = new Set((await copy.find().toArray()).map(({ _id }) => _id));
    expect(ids.size).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...ids)).toBeLessThanOrEqual(reached + 10);
    for (const { _id, right } of await copy.find({ _id: { $gt: 5_000 } }).toArray()) expect([_id, ids.has(right)]).toEqual([_id, true]);
    expect((await again.db("app").command({ validate: "pairs" }))["errors"]).toEqual([]);
    const changes = again.db("app").watch([], { resumeAfter: token });
    await copy.insertOne({ _id: -1, left: -1, right: -1 });
    let seen = 0;
    for (let change = await changes.next(); change.operationType !== "insert" || change.documentKey._id as unknown !== -1; change = await changes.next()) seen++;
    expect(seen).toBe(ids.size - 5_000);
    await changes.close();
    await again.close();
  });

  it("work on a store that was killed and does not run", async () => {
    const client = await store.connect();
    await client.db("app").collection<{ _id: number }>("c").insertOne({ _id: 1 });
    await client.close();
    await store.end("SIGKILL");
    expect(await runToExit(["backup", "--dbpath", store.dataPath, "--out", file])).toMatchObject({ code: 0 });
    expect(await runToExit(["restore", "--from", file, "--dbpath", restored()])).toMatchObject({ code: 0 });
    store.dataPath = restored();
    await store.start();
    const again = await store.connect();
    expect(await again.db("app").collection("c").countDocuments()).toBe(1);
    await again.close();
  });

  it("refuse a backup with a changed or missing byte, and restore nothing of it", async () => {
    const client = await store.connect();
    await client.db("app").collection("c").insertMany(Array.from({ length: 500 }, (_, number) => ({ number, text: Math.random().toString(36).repeat(20) })));
    await client.close();
    expect(await runToExit(["backup", "--dbpath", store.dataPath, "--out", file])).toMatchObject({ code: 0 });
    const whole = readFileSync(file);
    const changed = Buffer.from(whole);
    const middle = whole.length >> 1;
    changed[middle] = (changed[middle] as number) ^ 1;
    for (const bytes of [changed, whole.subarray(0, -100), Buffer.from("no backup at all")]) {
      writeFileSync(file, bytes);
      const result = await runToExit(["restore", "--from", file, "--dbpath", restored()]);
      expect(result.code).toBe(1);
      expect(result.stderr).toMatch(/damaged or no backup/);
      expect(existsSync(join(restored(), "store.sqlite"))).toBe(false);
    }
  });

  it.each([
    [["backup"], /--dbpath is missing, e\.g\./],
    [["backup", "--dbpath", "/does/not/exist", "--out", "x"], /holds no store/],
    [["restore", "--from", "/does/not/exist", "--dbpath", "x"], /--from .* does not exist/],
    [["restore", "--to", "x"], /--to/],
  ])("answer %o with what is wrong and exit code 2", async (args, reason) => {
    const result = await runToExit(args);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(reason);
  });

  it("overwrite neither a backup nor a store", async () => {
    writeFileSync(file, "kept");
    expect((await runToExit(["backup", "--dbpath", store.dataPath, "--out", file])).code).toBe(2);
    expect((await runToExit(["restore", "--from", file, "--dbpath", store.dataPath])).code).toBe(2);
    expect(readFileSync(file, "utf8")).toBe("kept");
  });
});
