import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import type { Collection } from "../storage/catalog.ts";
import type { Connection } from "../storage/connection.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import type { KeyRange } from "./bounds.ts";
import type { CollectionPlan, IndexPlan, Plan } from "./planner.ts";

const FIRST_CHUNK = 32;
const MAX_CHUNK = 512;

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
 * how many of them will be taken.
 */
export function* rowsOf(connection: Connection, collection: Collection, plan: Plan, wanted = Infinity): Generator<StoredDocument> {
  try {
    yield* planRows(connection, collection, plan, Math.min(Math.max(wanted, 1), FIRST_CHUNK));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("no such table")) {
      throw new StoreError("QueryPlanKilled", "the collection or index that this cursor reads was dropped");
    }
    throw error;
  }
}

function* planRows(connection: Connection, collection: Collection, plan: Plan, chunk: number): Generator<StoredDocument> {
  if (plan.kind === "collection") yield* collectionRows(connection, collection, plan, chunk);
  else if (plan.kind === "index") yield* indexPlanRows(connection, collection, plan, chunk);
  else {
    const seen = new Set<number>();
    for (const branch of plan.branches) {
      for (const stored of indexPlanRows(connection, collection, branch, chunk)) {
        if (seen.has(stored.row)) continue;
        seen.add(stored.row);
        yield stored;
      }
    }
  }
}

function* collectionRows(connection: Connection, collection: Collection, plan: CollectionPlan, chunk: number): Generator<StoredDocument> {
  const sql = plan.isReverse
    ? `SELECT r, k, doc FROM d${collection.id} WHERE r < ? ORDER BY r DESC LIMIT ?`
    : `SELECT r, k, doc FROM d${collection.id} WHERE r > ? ORDER BY r LIMIT ?`;
  let last = plan.isReverse ? Number.MAX_SAFE_INTEGER : -1;
  for (let size = chunk; ; size = Math.min(size * 2, MAX_CHUNK)) {
    const rows = connection.rows<DocumentRow>(sql, last, size);
    for (const [row, idKey, bytes] of rows) yield { row, idKey, bytes };
    const end = rows.at(-1);
    if (end === undefined || rows.length < size) return;
    last = end[0];
  }
}

function* indexPlanRows(connection: Connection, collection: Collection, plan: IndexPlan, chunk: number): Generator<StoredDocument> {
  const ranges = plan.isReverse ? plan.ranges.toReversed() : plan.ranges;
  if (plan.index === undefined) {
    for (const range of ranges) yield* idRows(connection, collection, range, plan.isReverse, chunk);
    return;
  }
  if (chunk === 1 && !plan.hasDuplicates) {
    for (const range of ranges) {
      const stored = firstOfRange(connection, collection, plan.index, range, plan.isReverse);
      if (stored !== undefined) yield stored;
    }
    return;
  }
  const seen = plan.hasDuplicates ? new Set<number>() : undefined;
  for (const range of ranges) {
    for (const stored of keyRows(connection, collection, plan.index, range, plan.isReverse, chunk)) {
      if (seen?.has(stored.row) === true) continue;
      seen?.add(stored.row);
      yield stored;
    }
  }
}

function* idRows(connection: Connection, collection: Collection, range: KeyRange, isReverse: boolean, chunk: number): Generator<StoredDocument> {
  const table = `d${collection.id}`;
  const point = range.high.length === range.low.length + 1 ? documentWithId(connection, collection, range.low) : undefined;
  if (point !== undefined) {
    // Self-delimiting keys: nothing else can start with a complete one.
    yield point;
    return;
  }
  let { low, high } = range;
  let isFirst = true;
  for (let size = chunk; ; size = Math.min(size * 2, MAX_CHUNK)) {
    const sql = isReverse
      ? `SELECT r, k, doc FROM ${table} WHERE k >= ? AND k < ? ORDER BY k DESC LIMIT ?`
      : `SELECT r, k, doc FROM ${table} WHERE k ${isFirst ? ">=" : ">"} ? AND k < ? ORDER BY k LIMIT ?`;
    const rows = connection.rows<DocumentRow>(sql, low, high, size);
    for (const [row, idKey, bytes] of rows) yield { row, idKey, bytes };
    const end = rows.at(-1);
    if (end === undefined || rows.length < size) return;
    if (isReverse) high = end[1];
    else low = end[1];
    isFirst = false;
  }
}

function* keyRows(connection: Connection, collection: Collection, index: Index, range: KeyRange, isReverse: boolean, chunk: number): Generator<StoredDocument> {
  const from = `SELECT i.k, i.r, d.k, d.doc FROM i${index.definition.id} i CROSS JOIN d${collection.id} d ON d.r = i.r`;
  const order = isReverse ? "ORDER BY i.k DESC, i.r DESC" : "ORDER BY i.k, i.r";
  let last: IndexRow | undefined;
  for (let size = chunk; ; size = Math.min(size * 2, MAX_CHUNK)) {
    const rows: IndexRow[] =
      last === undefined
        ? connection.rows<IndexRow>(`${from} WHERE i.k >= ? AND i.k < ? ${order} LIMIT ?`, range.low, range.high, size)
        : isReverse
          ? connection.rows<IndexRow>(`${from} WHERE i.k >= ? AND (i.k, i.r) < (?, ?) ${order} LIMIT ?`, range.low, last[0], last[1], size)
          : connection.rows<IndexRow>(`${from} WHERE (i.k, i.r) > (?, ?) AND i.k < ? ${order} LIMIT ?`, last[0], last[1], range.high, size);
    for (const [, row, idKey, bytes] of rows) yield { row, idKey, bytes };
    last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
  }
}

/** Counts the keys in ranges without touching documents; `limit` bounds the work per range. */
export function countKeys(connection: Connection, collection: Collection, index: Index | undefined, ranges: readonly KeyRange[], limit: number): number {
  const table = index === undefined ? `d${collection.id}` : `i${index.definition.id}`;
  const isMultikey = index !== undefined && index.definition.multikeyPaths !== 0;
  const distinct = isMultikey ? "DISTINCT r" : "*";
  let total = 0;
  for (const range of ranges) {
    const bound = Number.isFinite(limit) ? `(SELECT r FROM ${table} WHERE k >= ? AND k < ? LIMIT ${limit})` : `${table} WHERE k >= ? AND k < ?`;
    total += connection.row<[number]>(`SELECT count(${distinct}) FROM ${bound}`, range.low, range.high)?.[0] ?? 0;
    if (total >= limit) return limit;
  }
  return total;
}
