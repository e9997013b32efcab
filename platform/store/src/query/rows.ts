import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import type { Collection } from "../storage/catalog.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Pause, Steps } from "../pacing/pause.ts";
import type { Connection } from "../storage/connection.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import type { KeyRange } from "./bounds.ts";
import type { CollectionPlan, IndexPlan, Plan } from "./planner.ts";
import type { ReadView } from "./read-view.ts";

const FIRST_CHUNK = 32;
const MAX_CHUNK = 512;
/** What a chunk should hold at most: large documents are read in smaller chunks. */
const CHUNK_BYTES = 1024 * 1024;
/** Keys that are counted in one go, about 5 ms. */
const COUNT_CHUNK = 50_000;

type IndexRow = [key: Buffer, row: number, idKey: Buffer, bytes: Buffer];
type DocumentRow = [row: number, idKey: Buffer, bytes: Buffer];

/** The document with an encoded `_id`. */
export function documentWithId(connection: Connection, collection: Collection, idKey: Buffer): StoredDocument | undefined {
  const found = connection.row<[number, Buffer]>(`SELECT r, doc FROM d${collection.id} WHERE k = ?`, idKey);
  return found === undefined ? undefined : { row: found[0], idKey, bytes: found[1] };
}

/** The first document of a range. Two look-ups cost less than one joined statement when a single row is wanted. */
function firstOfRange(connection: Connection, collection: Collection, index: Index, range: KeyRange, isReverse: boolean): StoredDocument | undefined {
  const order = isReverse ? "ORDER BY k DESC, r DESC" : "ORDER BY k, r";
  const key = connection.row<[number]>(`SELECT r FROM i${index.definition.id} WHERE k >= ? AND k < ? ${order} LIMIT 1`, range.low, range.high);
  const found = key === undefined ? undefined : connection.row<[Buffer, Buffer]>(`SELECT k, doc FROM d${collection.id} WHERE r = ?`, key[0]);
  return key === undefined || found === undefined ? undefined : { row: key[0], idKey: found[0], bytes: found[1] };
}

/**
 * The documents a plan reaches, read in chunks: between two chunks other commands may write, no statement stays open. `wanted` is
 * how many of them will be taken. Pauses when the view's turn is over.
 */
export function* rowsOf(view: ReadView, collection: Collection, plan: Plan, wanted = Infinity): Generator<StoredDocument | Pause> {
  try {
    for (const stored of planRows(view, collection, plan, Math.min(Math.max(wanted, 1), FIRST_CHUNK))) {
      yield stored;
      if (view.isTurnOver()) yield PAUSE;
    }
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("no such table")) {
      throw new StoreError("QueryPlanKilled", "the collection or index that this cursor reads was dropped");
    }
    throw error;
  }
}

function* planRows(view: ReadView, collection: Collection, plan: Plan, chunk: number): Generator<StoredDocument> {
  if (plan.kind === "collection") yield* collectionRows(view, collection, plan, chunk);
  else if (plan.kind === "index") yield* indexPlanRows(view, collection, plan, chunk);
  else {
    const seen = new Set<number>();
    for (const branch of plan.branches) {
      for (const stored of indexPlanRows(view, collection, branch, chunk)) {
        if (seen.has(stored.row)) continue;
        seen.add(stored.row);
        yield stored;
      }
    }
  }
}

/** Size of the next chunk: twice as many rows, as long as they are not too large. */
function nextSize(size: number, rows: readonly (readonly unknown[])[]): number {
  const bytes = rows.reduce((sum, row) => sum + (row.at(-1) as Buffer).length, 0);
  const fitting = Math.floor((CHUNK_BYTES * rows.length) / Math.max(bytes, 1));
  return Math.max(Math.min(size * 2, MAX_CHUNK, fitting), 1);
}

function* collectionRows(view: ReadView, collection: Collection, plan: CollectionPlan, chunk: number): Generator<StoredDocument> {
  const sql = plan.isReverse
    ? `SELECT r, k, doc FROM d${collection.id} WHERE r < ? ORDER BY r DESC LIMIT ?`
    : `SELECT r, k, doc FROM d${collection.id} WHERE r > ? ORDER BY r LIMIT ?`;
  let last = plan.isReverse ? Number.MAX_SAFE_INTEGER : -1;
  for (let size = chunk; ; ) {
    const rows = view.connection.rows<DocumentRow>(sql, last, size);
    for (const [row, idKey, bytes] of rows) yield { row, idKey, bytes };
    const end = rows.at(-1);
    if (end === undefined || rows.length < size) return;
    last = end[0];
    size = nextSize(size, rows);
  }
}

function* indexPlanRows(view: ReadView, collection: Collection, plan: IndexPlan, chunk: number): Generator<StoredDocument> {
  const ranges = plan.isReverse ? plan.ranges.toReversed() : plan.ranges;
  if (plan.index === undefined) {
    for (const range of ranges) yield* idRows(view, collection, range, plan.isReverse, chunk);
    return;
  }
  if (chunk === 1 && !plan.hasDuplicates) {
    for (const range of ranges) {
      const stored = firstOfRange(view.connection, collection, plan.index, range, plan.isReverse);
      if (stored !== undefined) yield stored;
    }
    return;
  }
  const seen = plan.hasDuplicates ? new Set<number>() : undefined;
  for (const range of ranges) {
    for (const stored of keyRows(view, collection, plan.index, range, plan.isReverse, chunk)) {
      if (seen?.has(stored.row) === true) continue;
      seen?.add(stored.row);
      yield stored;
    }
  }
}

/** True for the range of one whole key: it ends right behind everything that starts with that key. */
export function isPoint({ low, high }: KeyRange): boolean {
  return high.length === low.length + 1 && high[low.length] === 0xff && high.subarray(0, low.length).equals(low);
}

function* idRows(view: ReadView, collection: Collection, range: KeyRange, isReverse: boolean, chunk: number): Generator<StoredDocument> {
  const table = `d${collection.id}`;
  const point = isPoint(range) ? documentWithId(view.connection, collection, range.low) : undefined;
  if (point !== undefined) {
    // Self-delimiting keys: nothing else can start with a complete one.
    yield point;
    return;
  }
  let { low, high } = range;
  let isFirst = true;
  for (let size = chunk; ; ) {
    const sql = isReverse
      ? `SELECT r, k, doc FROM ${table} WHERE k >= ? AND k < ? ORDER BY k DESC LIMIT ?`
      : `SELECT r, k, doc FROM ${table} WHERE k ${isFirst ? ">=" : ">"} ? AND k < ? ORDER BY k LIMIT ?`;
    const rows = view.connection.rows<DocumentRow>(sql, low, high, size);
    for (const [row, idKey, bytes] of rows) yield { row, idKey, bytes };
    const end = rows.at(-1);
    if (end === undefined || rows.length < size) return;
    if (isReverse) high = end[1];
    else low = end[1];
    isFirst = false;
    size = nextSize(size, rows);
  }
}

function* keyRows(view: ReadView, collection: Collection, index: Index, range: KeyRange, isReverse: boolean, chunk: number): Generator<StoredDocument> {
  const from = `SELECT i.k, i.r, d.k, d.doc FROM i${index.definition.id} i CROSS JOIN d${collection.id} d ON d.r = i.r`;
  const order = isReverse ? "ORDER BY i.k DESC, i.r DESC" : "ORDER BY i.k, i.r";
  let last: IndexRow | undefined;
  for (let size = chunk; ; ) {
    const { connection } = view;
    const rows: IndexRow[] =
      last === undefined
        ? connection.rows<IndexRow>(`${from} WHERE i.k >= ? AND i.k < ? ${order} LIMIT ?`, range.low, range.high, size)
        : isReverse
          ? connection.rows<IndexRow>(`${from} WHERE i.k >= ? AND (i.k, i.r) < (?, ?) ${order} LIMIT ?`, range.low, last[0], last[1], size)
          : connection.rows<IndexRow>(`${from} WHERE (i.k, i.r) > (?, ?) AND i.k < ? ${order} LIMIT ?`, last[0], last[1], range.high, size);
    for (const [, row, idKey, bytes] of rows) yield { row, idKey, bytes };
    last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    size = nextSize(size, rows);
  }
}

/** Counts the keys in ranges without touching documents, up to about `limit`, in one go. */
export function countKeys(connection: Connection, collection: Collection, index: Index | undefined, ranges: readonly KeyRange[], limit: number): number {
  const { table, counted } = countingOf(collection, index);
  let total = 0;
  for (const range of ranges) {
    total += connection.row<[number]>(`SELECT count(${counted}) FROM (SELECT r FROM ${table} WHERE k >= ? AND k < ? LIMIT ${limit})`, range.low, range.high)?.[0] ?? 0;
    if (total >= limit) return limit;
  }
  return total;
}

function countingOf(collection: Collection, index: Index | undefined): { readonly table: string; readonly counted: string } {
  const isMultikey = index !== undefined && index.definition.multikeyPaths !== 0;
  return { table: index === undefined ? `d${collection.id}` : `i${index.definition.id}`, counted: isMultikey ? "DISTINCT r" : "*" };
}

/** Counts all documents that have a key in the ranges; pauses when the view's turn is over. */
export function* countAllKeys(view: ReadView, collection: Collection, index: Index | undefined, ranges: readonly KeyRange[]): Steps<number> {
  const { table, counted } = countingOf(collection, index);
  // Several keys of a multikey index may belong to one row.
  const rows = counted === "*" ? undefined : new Set<number>();
  let total = 0;
  for (const { low, high } of ranges) {
    for (let from: readonly [Buffer, number] | undefined = [low, -1]; from !== undefined; ) {
      const piece = `FROM ${table} WHERE (k, r) > (?, ?) AND k < ? ORDER BY k, r LIMIT`;
      const last: readonly [Buffer, number] | undefined = view.connection.row<[Buffer, number]>(`SELECT k, r ${piece} 1 OFFSET ${COUNT_CHUNK - 1}`, ...from, high);
      if (rows !== undefined) for (const [row] of view.connection.rows<[number]>(`SELECT r ${piece} ${COUNT_CHUNK}`, ...from, high)) rows.add(row);
      else total += last === undefined ? (view.connection.row<[number]>(`SELECT count(*) FROM ${table} WHERE (k, r) > (?, ?) AND k < ?`, ...from, high)?.[0] ?? 0) : COUNT_CHUNK;
      from = last;
      if (view.isTurnOver()) yield PAUSE;
    }
  }
  return rows?.size ?? total;
}
