import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeDocument } from "../bson/writer.ts";
import { SettingError, asStoreError } from "../errors.ts";
import type { Collection } from "./catalog.ts";
import { createCollection } from "./collections.ts";
import { Engine } from "./engine.ts";

let folder: string;
let engine: Engine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-store-"));
  engine = new Engine({ dbPath: folder });
});
afterEach(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function insert(collection: Collection, id: number, text = ""): void {
  const document = { _id: id, text };
  engine.writer.insert(collection, document, writeDocument(document));
}

function count(collection: Collection): number {
  return engine.connection.row<[number]>(`SELECT count(*) FROM d${collection.id}`)?.[0] ?? -1;
}

describe("group commit", () => {
  it("is settled only after the commit and commits several writes at once", async () => {
    const collection = engine.group.write(() => createCollection(engine, "d", "c", {}));
    engine.group.write(() => insert(collection, 1));
    const settled = engine.group.settled();
    expect(settled).toBeInstanceOf(Promise);
    expect(engine.connection.inTransaction).toBe(true);
    await settled;
    expect(engine.connection.inTransaction).toBe(false);
    expect(engine.group.settled()).toBeUndefined();
  });

  it("takes back exactly the failed write", () => {
    const collection = engine.group.write(() => createCollection(engine, "d", "c", {}));
    engine.group.write(() => insert(collection, 1));
    expect(() => engine.group.write(() => {
      insert(collection, 2);
      createCollection(engine, "d", "other", {});
      throw new Error("stop");
    })).toThrow("stop");
    engine.group.flush();
    expect(count(collection)).toBe(1);
    expect(engine.catalog.find("d", "other")).toBeUndefined();
  });

  it("fails every waiting write when the disk is full, and works again when there is room", async () => {
    const collection = engine.group.write(() => createCollection(engine, "d", "c", {}));
    engine.group.flush();
    const pages = engine.connection.pragma("page_count") as number;
    engine.connection.pragma(`max_page_count = ${pages + 3}`);
    engine.group.write(() => insert(collection, 1));
    const waiting = engine.group.settled();
    let failure: unknown;
    try {
      for (let id = 2; id < 50; id++) engine.group.write(() => insert(collection, id, "x".repeat(4_000)));
      engine.group.flush();
    } catch (error) {
      failure = asStoreError(error);
    }
    expect(failure).toMatchObject({ codeName: "OutOfDiskSpace" });
    engine.group.flush();
    const outcome = await waiting?.then(() => "written", () => "failed");
    expect(count(collection) > 0 ? "written" : "failed").toBe(outcome);
    engine.connection.pragma("max_page_count = 1073741823");
    engine.group.write(() => insert(collection, 100, "x".repeat(100_000)));
    await engine.group.settled();
    expect(count(collection)).toBeGreaterThan(0);
  });

  it("keeps slices of a long write together until somebody waits", async () => {
    const collection = engine.group.write(() => createCollection(engine, "d", "c", {}));
    engine.group.flush();
    engine.group.write(() => insert(collection, 1));
    expect(engine.group.endSlice()).toBeUndefined();
    await nextTurn();
    await nextTurn();
    expect(engine.connection.inTransaction).toBe(true);
    await engine.group.idle();
    expect(engine.connection.inTransaction).toBe(false);
    for (let slice = 1; slice < 4; slice++) {
      engine.group.write(() => insert(collection, 1 + slice));
      expect(engine.group.endSlice()).toBeUndefined();
    }
    engine.group.write(() => insert(collection, 5));
    await engine.group.endSlice();
    expect(engine.connection.inTransaction).toBe(false);
    expect(count(collection)).toBe(5);
  });

  it("tells a long write that its last slice was lost with the group", () => {
    const collection = engine.group.write(() => createCollection(engine, "d", "c", {}));
    engine.group.flush();
    engine.group.write(() => insert(collection, 1));
    const { number } = engine.group;
    expect(engine.group.endSlice()).toBeUndefined();
    expect(() => engine.group.write(() => engine.connection.run("ROLLBACK") && engine.connection.run("SELECT no_such_function()"))).toThrow(/no_such_function/);
    expect(() => engine.group.assertKept(number)).toThrow(/no_such_function/);
    expect(count(collection)).toBe(0);
    engine.group.write(() => insert(collection, 2));
    engine.group.flush();
    expect(() => engine.group.assertKept(engine.group.number)).not.toThrow();
  });
});

describe("data folder", () => {
  it("belongs to one engine at a time, in the same process too", () => {
    expect(() => new Engine({ dbPath: folder })).toThrow(SettingError);
  });

  it("knows collections, indexes and arrays in them again after opening", () => {
    engine.group.write(() => {
      const { collection, index } = engine.catalog.addIndex(createCollection(engine, "d", "c", {}), { v: 2, key: { a: 1 }, name: "a_1" });
      const document = { _id: 1, a: [1, 2] };
      engine.writer.insert(collection, document, writeDocument(document));
      expect(index.definition.multikeyPaths).toBe(1);
    });
    engine.close();
    engine = new Engine({ dbPath: folder });
    expect(engine.catalog.find("d", "c")?.indexes[0]?.definition).toMatchObject({ name: "a_1", multikeyPaths: 1 });
  });

  it("never gives out a cluster time twice, not even after the history was trimmed away", () => {
    const before = engine.group.write(() => engine.oplog.append({ db: "d", name: "c", operation: "create" }));
    engine.close();
    engine = new Engine({ dbPath: folder, oplogLimits: { maxBytes: 0 } });
    engine.group.write(() => engine.oplog.trim());
    expect(engine.oplog.floor).toBe(before);
    expect(engine.group.write(() => engine.oplog.append({ db: "d", name: "c", operation: "create" }))).toBeGreaterThan(before);
  });

  it("lets a snapshot see one state while writes go on", () => {
    const collection = engine.group.write(() => createCollection(engine, "d", "c", {}));
    engine.group.write(() => insert(collection, 1));
    const snapshot = engine.openSnapshot();
    engine.group.write(() => insert(collection, 2));
    engine.group.flush();
    expect(snapshot.row(`SELECT count(*) FROM d${collection.id}`)).toEqual([1]);
    engine.closeSnapshot(snapshot);
    expect(count(collection)).toBe(2);
  });
});
