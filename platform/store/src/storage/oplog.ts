import { Timestamp } from "bson";
import type { Binary } from "bson";
import type { Document } from "../bson/types.ts";
import type { Connection } from "./connection.ts";

/** What one oplog row tells. */
export type OplogOperation = "insert" | "update" | "replace" | "delete" | "create" | "drop" | "dropDatabase" | "rename" | "createIndexes" | "dropIndexes" | "modify";

/** A change as it is written to the history. */
export interface OplogEntry {
  readonly db: string;
  readonly name: string;
  readonly operation: OplogOperation;
  /** BSON of `{_id}` for update, replace and delete. */
  readonly id?: Buffer;
  /** BSON of the new document (insert, replace), of the update description (update) or of a `SchemaChange` (all others). */
  readonly body?: Buffer;
  /** BSON of `{lsid, txnNumber}` when the change was made in a multi-document transaction. */
  readonly session?: Buffer;
  /** The document before the change, when its collection keeps images. */
  readonly before?: Buffer;
  /** The document after an update, when its collection keeps images. */
  readonly after?: Buffer;
}

/** What a change of a collection, and not of a document, tells. */
export interface SchemaChange {
  /** The collection's UUID. */
  readonly uuid?: Binary;
  /** Set when it was a view: only streams with expanded events tell of it, and none ends by it. */
  readonly isView?: boolean;
  /** The new name of a renamed collection. */
  readonly to?: { readonly db: string; readonly coll: string };
  /** `operationDescription` of the change event. */
  readonly description?: Document;
}

/** A change read back; `seq` is its cluster time, see `timestampOf`. */
export interface OplogRecord extends OplogEntry {
  readonly seq: number;
  readonly wallMillis: number;
}

/** Bounds of the history; older changes are removed and streams that still need them fail with ChangeStreamHistoryLost. */
export interface OplogLimits {
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/** Default bounds: 256 MiB and one day. */
export const DEFAULT_OPLOG_LIMITS: OplogLimits = { maxBytes: 256 * 1024 * 1024, maxAgeMs: 24 * 3600 * 1000 };

/** 2^20 changes a second keep seconds and counter together within a safe JS integer for the next centuries. */
const COUNTER_SPAN = 2 ** 20;
/** What a row counts for against the limit. */
const SIZE = "ifnull(length(body), 0) + ifnull(length(before), 0) + ifnull(length(after), 0) + 100";
const TRIM_EVERY = 1_000;

/** The BSON cluster time of a sequence number. */
export function timestampOf(seq: number): Timestamp {
  return new Timestamp({ t: Math.floor(seq / COUNTER_SPAN), i: seq % COUNTER_SPAN });
}

/** The first sequence number at or after a cluster time. */
export function seqOf(timestamp: Timestamp): number {
  return timestamp.t * COUNTER_SPAN + Math.min(timestamp.i, COUNTER_SPAN - 1);
}

type Row = [seq: number, db: string, name: string, op: OplogOperation, id: Buffer | null, body: Buffer | null, wall: number, session: Buffer | null, before: Buffer | null, after: Buffer | null];

/** The persisted history of changes and the logical clock that numbers them. */
export class Oplog {
  readonly #connection: Connection;
  readonly #limits: OplogLimits;
  #last: number;
  #bytes: number;
  #sinceTrim = 0;

  constructor(connection: Connection, limits: OplogLimits) {
    this.#connection = connection;
    this.#limits = limits;
    const last = connection.row<[number | null]>("SELECT max(seq) FROM oplog")?.[0] ?? 0;
    this.#last = Math.max(last, this.floor, secondsNow() * COUNTER_SPAN);
    const counted = this.#meta("oplogCountedTo");
    this.#bytes = this.#meta("oplogBytes") + (connection.row<[number | null]>(`SELECT sum(${SIZE}) FROM oplog WHERE seq > ?`, counted)?.[0] ?? 0);
  }

  /** Sequence number of the newest change (or of the start, when there was none yet). */
  get last(): number {
    return this.#last;
  }

  /** Newest sequence number that is no longer available. */
  get floor(): number {
    return this.#meta("oplogFloor");
  }

  #meta(name: string): number {
    return this.#connection.row<[number]>("SELECT value FROM meta WHERE name = ?", name)?.[0] ?? 0;
  }

  #setMeta(name: string, value: number): void {
    this.#connection.run("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);
  }

  append(entry: OplogEntry): number {
    this.#last = Math.max(this.#last + 1, secondsNow() * COUNTER_SPAN);
    this.#connection.run(
      "INSERT INTO oplog (seq, db, name, op, id, body, wall, session, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      this.#last, entry.db, entry.name, entry.operation, entry.id ?? null, entry.body ?? null, Date.now(), entry.session ?? null, entry.before ?? null, entry.after ?? null,
    );
    this.#bytes += (entry.body?.length ?? 0) + (entry.before?.length ?? 0) + (entry.after?.length ?? 0) + 100;
    this.#sinceTrim++;
    if (this.#sinceTrim >= TRIM_EVERY || this.#bytes > this.#limits.maxBytes * 1.1) this.trim();
    return this.#last;
  }

  /** The body of the first change after `seq` that took a collection's name away; undefined while it has the name. */
  endOfName(db: string, name: string, seq: number): { readonly seq: number; readonly body: Buffer | null } | undefined {
    const row = this.#connection.row<[number, Buffer | null]>("SELECT seq, body FROM oplog WHERE seq >= ? AND db = ? AND name = ? AND op IN ('drop', 'rename') ORDER BY seq LIMIT 1", seq, db, name);
    return row === undefined ? undefined : { seq: row[0], body: row[1] };
  }

  /** Changes after `seq`, oldest first. */
  after(seq: number, limit: number): OplogRecord[] {
    return this.#connection.rows<Row>("SELECT seq, db, name, op, id, body, wall, session, before, after FROM oplog WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit).map(recordOf);
  }

  /** Removes what is beyond the limits; must run inside a write. */
  trim(): void {
    this.#sinceTrim = 0;
    this.#removeSurplus();
    // The next start counts on from here instead of reading the whole history.
    this.#setMeta("oplogBytes", Math.max(this.#bytes, 0));
    this.#setMeta("oplogCountedTo", this.#last);
  }

  #removeSurplus(): void {
    const oldestWall = Date.now() - this.#limits.maxAgeMs;
    for (;;) {
      const chunk = this.#connection.rows<[number, number, number]>(`SELECT seq, ${SIZE}, wall FROM oplog ORDER BY seq LIMIT 500`);
      const surplus = this.#surplus(chunk, oldestWall);
      const newest = surplus.at(-1);
      if (newest === undefined) return;
      this.#connection.run("DELETE FROM oplog WHERE seq <= ?", newest[0]);
      this.#setMeta("oplogFloor", newest[0]);
      if (surplus.length < chunk.length) return;
    }
  }

  /** The oldest rows of a chunk that are too old or have to go until the size fits. */
  #surplus(chunk: readonly [number, number, number][], oldestWall: number): readonly [number, number, number][] {
    let count = 0;
    for (const [, size, wall] of chunk) {
      if (this.#bytes <= this.#limits.maxBytes && wall >= oldestWall) break;
      this.#bytes -= size;
      count++;
    }
    return chunk.slice(0, count);
  }
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

function recordOf([seq, db, name, operation, id, body, wall, session, before, after]: Row): OplogRecord {
  return {
    seq, db, name, operation, wallMillis: wall,
    ...(id === null ? {} : { id }), ...(body === null ? {} : { body }), ...(session === null ? {} : { session }), ...(before === null ? {} : { before }), ...(after === null ? {} : { after }),
  };
}
