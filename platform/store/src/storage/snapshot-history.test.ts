import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Timestamp } from "bson";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeDocument } from "../bson/writer.ts";
import type { Collection } from "./catalog.ts";
import { createCollection } from "./collections.ts";
import { Engine } from "./engine.ts";
import { DEFAULT_SNAPSHOT_LIMITS, SnapshotHistory } from "./snapshot-history.ts";
import type { SnapshotRead } from "./snapshot-history.ts";

let folder: string;
let engine: Engine;
let collection: Collection;
let next = 0;

function open(snapshotLimits = {}, oplogLimits = {}): void {
  engine = new Engine({ dbPath: folder, snapshotLimits, oplogLimits });
  collection = engine.catalog.find("d", "c") ?? engine.group.write(() => createCollection(engine, "d", "c", {}));
  engine.group.flush();
}

/** Inserts a document; returns the cluster time afterwards. */
function insert(text = ""): Timestamp {
  const document = { _id: next++, text };
  engine.group.write(() => engine.writer.insert(collection, document, writeDocument(document)));
  engine.group.flush();
  return new Timestamp({ t: Math.floor(engine.oplog.last / 2 ** 20), i: engine.oplog.last % 2 ** 20 });
}

function count({ snapshot }: SnapshotRead): number {
  const found = snapshot.collection("d", "c");
  return found === undefined ? -1 : (snapshot.connection.row<[number]>(`SELECT count(*) FROM d${found.id}`)?.[0] ?? -1);
}

beforeEach(() => {
  next = 0;
  folder = mkdtempSync(join(tmpdir(), "tessera-store-"));
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("states for reads at a cluster time", () => {
  it("show what was there at their time, whatever is written, created or dropped later", () => {
    open();
    insert();
    const first = engine.snapshots.at();
    insert();
    const second = engine.snapshots.at();
    engine.group.write(() => engine.catalog.drop(collection));
    engine.group.flush();
    expect([count(engine.snapshots.at(first.clusterTime)), count(engine.snapshots.at(second.clusterTime))]).toEqual([1, 2]);
    expect(engine.snapshots.size).toBe(2);
  });

  it("are shared by all reads that begin before the next change", () => {
    open();
    insert();
    const [first, second] = [engine.snapshots.at(), engine.snapshots.at()];
    expect(second.snapshot).toBe(first.snapshot);
    expect(engine.snapshots.at(first.clusterTime).snapshot).toBe(first.snapshot);
  });

  it("are found by any time up to the next change", () => {
    open();
    const time = insert();
    engine.snapshots.at();
    const later = insert();
    const between = new Timestamp({ t: time.t, i: time.i });
    expect(count(engine.snapshots.at(between))).toBe(1);
    expect(count(engine.snapshots.at(later))).toBe(2);
  });

  it("of a time that no read began at are there until something changes", () => {
    open();
    const time = insert();
    expect(count(engine.snapshots.at(time))).toBe(1);
    engine.snapshots.closeAll();
    expect(engine.snapshots.at(time).clusterTime).toEqual(time);
    engine.snapshots.closeAll();
    insert();
    expect(() => engine.snapshots.at(time)).toThrow(expect.objectContaining({ code: 239 }));
  });

  it("of the time of a restart are there as long as nothing changes", () => {
    open();
    const time = insert();
    engine.close();
    open();
    expect(count(engine.snapshots.at(time))).toBe(1);
  });

  it("refuse times to come and the null time", () => {
    open();
    const { t, i } = insert();
    expect(() => engine.snapshots.at(new Timestamp({ t, i: i + 1 }))).toThrow(expect.objectContaining({ code: 72 }));
    expect(() => engine.snapshots.at(new Timestamp({ t: 0, i: 0 }))).toThrow(expect.objectContaining({ code: 72 }));
  });

  it("are too old when the history no longer knows what changed since", () => {
    open({}, { maxBytes: 2_000 });
    const time = insert();
    for (let turn = 0; turn < 20; turn++) insert("x".repeat(500));
    expect(engine.oplog.floor).toBeGreaterThan(0);
    expect(() => engine.snapshots.at(time)).toThrow(expect.objectContaining({ code: 239 }));
  });

  it("go with their age; a read that was begun in one learns of it", () => {
    open();
    insert();
    const history = new SnapshotHistory(engine, { ...DEFAULT_SNAPSHOT_LIMITS, maxAgeMs: -1 });
    const read = history.at();
    expect(count(read)).toBe(1);
    history.closeExpired();
    expect(history.size).toBe(0);
    expect(() => read.snapshot.connection).toThrow(expect.objectContaining({ code: 239 }));
  });

  it("are bounded in number: the oldest goes", () => {
    open({ maxCount: 3 });
    const reads = Array.from({ length: 5 }, () => {
      insert();
      return engine.snapshots.at();
    });
    expect(engine.snapshots.size).toBe(3);
    expect(() => engine.snapshots.at(reads[1]?.clusterTime)).toThrow(expect.objectContaining({ code: 239 }));
    expect(reads.slice(2).map(({ clusterTime }) => count(engine.snapshots.at(clusterTime)))).toEqual([3, 4, 5]);
  });

  it("do not let the write-ahead log grow beyond its bound, however often reads begin", () => {
    open({ maxLogBytes: 8 * 1024 * 1024 });
    let largest = 0;
    for (let turn = 0; turn < 400; turn++) {
      insert("x".repeat(100_000));
      engine.snapshots.at();
      largest = Math.max(largest, engine.connection.row<[number, number, number]>("PRAGMA wal_checkpoint(NOOP)")?.[1] ?? 0);
    }
    // The bound, and up to two rounds of frames between copies.
    expect(largest * 4_096).toBeLessThan(8 * 1024 * 1024 + 2 * 1_100 * 4_096);
    expect(largest * 4_096).toBeGreaterThan(8 * 1024 * 1024);
  });
});
