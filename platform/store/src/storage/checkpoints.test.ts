import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeDocument } from "../bson/writer.ts";
import { createCollection } from "./collections.ts";
import { Engine } from "./engine.ts";

const PAGE_BYTES = 4096;

let folder: string;
let dbPath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-store-sums-"));
  dbPath = join(folder, "data");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Inserts documents, each in a commit of its own. */
function fill(engine: Engine, from: number, to: number, size = 900): void {
  for (let id = from; id < to; id++) {
    engine.group.write(() => {
      const collection = engine.catalog.find("app", "c") ?? createCollection(engine, "app", "c", {});
      const document = { _id: id, text: String(id).repeat(size / String(id).length) };
      engine.writer.insert(collection, document, writeDocument(document));
    });
    engine.group.flush();
  }
}

function count(engine: Engine): number {
  const collection = engine.catalog.find("app", "c");
  return collection === undefined ? 0 : (engine.connection.row<[number]>(`SELECT count(*) FROM d${collection.id}`)?.[0] ?? 0);
}

function opened(path: string): number {
  const engine = new Engine({ dbPath: path });
  try {
    return count(engine);
  } finally {
    engine.close();
  }
}

describe("checksums of pages", () => {
  it("find a changed byte in any page, and nothing is served", () => {
    const engine = new Engine({ dbPath });
    fill(engine, 0, 200);
    engine.close();
    const file = join(dbPath, "store.sqlite");
    const whole = readFileSync(file);
    expect(whole.length / PAGE_BYTES).toBeGreaterThan(50);
    for (let page = 1; page < whole.length / PAGE_BYTES; page++) {
      const damaged = Buffer.from(whole);
      const at = page * PAGE_BYTES + ((page * 977) % PAGE_BYTES);
      damaged[at] = (damaged[at] as number) ^ (1 << page % 8);
      writeFileSync(file, damaged);
      expect(() => opened(dbPath)).toThrow(new RegExp(`is damaged at page ${page + 1} of 4096 bytes.*restore`));
    }
    writeFileSync(file, whole);
    expect(opened(dbPath)).toBe(200);
  });

  it("find a file that was cut short, or one that another program wrote", () => {
    const engine = new Engine({ dbPath });
    fill(engine, 0, 100);
    engine.close();
    const file = join(dbPath, "store.sqlite");
    const whole = readFileSync(file);
    truncateSync(file, statSync(file).size - 3 * PAGE_BYTES);
    expect(() => opened(dbPath)).toThrow(/damaged/);
    writeFileSync(file, Buffer.concat([whole.subarray(0, whole.length - PAGE_BYTES), Buffer.alloc(PAGE_BYTES)]));
    expect(() => opened(dbPath)).toThrow(/damaged at page/);
  });

  it("fit at any moment at which the process may be killed", { timeout: 30_000 }, () => {
    const engine = new Engine({ dbPath });
    for (let step = 0; step < 20; step++) {
      fill(engine, step * 60, (step + 1) * 60, step % 7 === 0 ? 40_000 : 900);
      if (step % 5 === 0) fill(engine, 100_000 + step, 100_001 + step, 3_000_000);
      const copy = join(folder, `copy-${step}`);
      cpSync(dbPath, copy, { recursive: true });
      expect(opened(copy)).toBe((step + 1) * 60 + Math.floor(step / 5) + 1);
      expect(opened(copy)).toBe((step + 1) * 60 + Math.floor(step / 5) + 1);
      rmSync(copy, { recursive: true });
    }
    expect(statSync(join(dbPath, "store.sqlite")).size).toBeGreaterThan(10_000_000);
    engine.close();
  });

  it("keep the log short, also after a reader held it", { timeout: 30_000 }, () => {
    const engine = new Engine({ dbPath });
    const snapshot = engine.openSnapshot();
    fill(engine, 0, 1_500, 8_000);
    const log = join(dbPath, "store.sqlite-wal");
    expect(statSync(log).size).toBeGreaterThan(12_000_000);
    engine.closeSnapshot(snapshot);
    fill(engine, 1_500, 3_000, 8_000);
    expect(engine.connection.row<[number, number, number]>("PRAGMA wal_checkpoint(NOOP)")?.[1]).toBeLessThan(2_000);
    engine.close();
    expect(opened(dbPath)).toBe(3_000);
  });

  it("are made anew after a structural check when they are missing", () => {
    const engine = new Engine({ dbPath });
    fill(engine, 0, 50);
    engine.close();
    rmSync(join(dbPath, "store.sqlite.sums"));
    expect(opened(dbPath)).toBe(50);
    expect(statSync(join(dbPath, "store.sqlite.sums")).size).toBeGreaterThan(PAGE_BYTES);
  });
});
