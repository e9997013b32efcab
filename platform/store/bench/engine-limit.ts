import Database from "better-sqlite3";
import { join } from "node:path";
import type { Report } from "./report.ts";

const ROWS = 100_000;
const DOCUMENT = Buffer.alloc(1_000, "x");

/** The limit of the engine: the same reads and writes on better-sqlite3 itself, without wire, BSON or history. */
export function measureEngine(folder: string, phaseMs: number, report: Report): void {
  const database = new Database(join(folder, "engine.sqlite"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("CREATE TABLE d (r INTEGER PRIMARY KEY, k BLOB NOT NULL UNIQUE, doc BLOB NOT NULL); CREATE TABLE i (k BLOB NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID");
  const insertRow = database.prepare("INSERT INTO d (k, doc) VALUES (?, ?)");
  const insertKey = database.prepare("INSERT INTO i (k, r) VALUES (?, ?)");
  const add = (turn: number): void => {
    const key = Buffer.from(String(turn).padStart(12, "0"));
    insertKey.run(key, insertRow.run(key, DOCUMENT).lastInsertRowid);
  };
  let next = 0;
  const batch = database.transaction(() => {
    for (let count = 0; count < 1_000; count++) add(next++);
  });
  while (next < ROWS) batch();
  const find = database.prepare("SELECT d.doc FROM i CROSS JOIN d ON d.r = i.r WHERE i.k = ?").raw(true);
  report.note("better-sqlite3: point read by an index", rate(phaseMs, (turn) => find.get(Buffer.from(String((turn * 7919) % ROWS).padStart(12, "0")))));
  report.note("better-sqlite3: insert, one by one", rate(phaseMs, () => database.transaction(() => add(next++))()));
  report.note("better-sqlite3: insert in batches of 1,000", rate(phaseMs, () => batch()) * 1_000);
  database.close();
}

function rate(phaseMs: number, work: (turn: number) => unknown): number {
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < phaseMs) work(done++);
  return Math.round((done / (performance.now() - started)) * 1_000);
}
