import type { Timestamp } from "bson";
import { StoreError } from "../errors.ts";
import type { Catalog, Collection } from "./catalog.ts";
import type { Connection } from "./connection.ts";
import { seqOf, timestampOf } from "./oplog.ts";
import type { Oplog } from "./oplog.ts";

/** How long past states are kept, how many of them and how much log they may hold back. */
export interface SnapshotLimits {
  /** Counted from the last read that began at a state when it was the newest one. */
  readonly maxAgeMs: number;
  readonly maxCount: number;
  /** Bytes of the write-ahead log, which cannot be begun anew while states are kept. */
  readonly maxLogBytes: number;
}

/** Default bounds: MongoDB's minSnapshotHistoryWindowInSeconds, 100 states and 64 MiB of log. */
export const DEFAULT_SNAPSHOT_LIMITS: SnapshotLimits = { maxAgeMs: 300_000, maxCount: 100, maxLogBytes: 64 * 1024 * 1024 };

/** What the history needs of the engine. */
interface SnapshotSource {
  readonly catalog: Catalog;
  readonly oplog: Oplog;
  readonly logBytes: number;
  copyLog(): void;
  openSnapshot(): Connection;
  closeSnapshot(connection: Connection): void;
}

/** One kept state of all data, which reads outside of transactions may share. */
export class KeptSnapshot {
  readonly #connection: Connection;
  readonly #collections: ReadonlyMap<string, Collection>;
  /** Cluster time of the state, as a sequence number of the change history. */
  readonly seq: number;
  #isClosed = false;

  constructor(connection: Connection, collections: ReadonlyMap<string, Collection>, seq: number) {
    this.#connection = connection;
    this.#collections = collections;
    this.seq = seq;
  }

  /** Throws SnapshotTooOld once the state was given up, which a cursor may meet between two batches. */
  get connection(): Connection {
    if (this.#isClosed) throw tooOld(timestampOf(this.seq));
    return this.#connection;
  }

  collection(db: string, name: string): Collection | undefined {
    return this.#collections.get(`${db}.${name}`);
  }

  close(source: SnapshotSource): void {
    this.#isClosed = true;
    source.closeSnapshot(this.#connection);
  }
}

/** A state and the cluster time by which a read knows it. */
export interface SnapshotRead {
  readonly snapshot: KeptSnapshot;
  readonly clusterTime: Timestamp;
}

interface Entry {
  readonly snapshot: KeptSnapshot;
  /** Sequence number of the first change that it does not show; Infinity while it is the newest state. */
  until: number;
  renewedAt: number;
}

/**
 * Past states for reads at a cluster time: each state that a snapshot read began at stays readable for a bounded time, so that
 * later reads can name it. Times at which no read began are readable as long as nothing was changed since.
 */
export class SnapshotHistory {
  readonly #source: SnapshotSource;
  readonly #limits: SnapshotLimits;
  /** Oldest first. */
  #entries: Entry[] = [];

  constructor(source: SnapshotSource, limits: SnapshotLimits = DEFAULT_SNAPSHOT_LIMITS) {
    this.#source = source;
    this.#limits = limits;
  }

  /** How many states are kept. */
  get size(): number {
    return this.#entries.length;
  }

  /** The newest state, or the one at a cluster time; nothing may wait for its commit. */
  at(time?: Timestamp): SnapshotRead {
    if (time !== undefined) return { snapshot: this.#past(time), clusterTime: time };
    const snapshot = this.#newest();
    return { snapshot, clusterTime: timestampOf(snapshot.seq) };
  }

  /** To be called after a commit: the newest state is a past one now if something was changed. */
  committed(): void {
    const newest = this.#entries.at(-1);
    if (newest === undefined) return;
    if (newest.until === Infinity) newest.until = this.#firstChangeAfter(newest.snapshot.seq);
    if (this.#source.logBytes > this.#limits.maxLogBytes) this.closeAll();
  }

  /** Gives up states that are too old. */
  closeExpired(): void {
    const oldest = Date.now() - this.#limits.maxAgeMs;
    this.#closeWhere(({ renewedAt }) => renewedAt < oldest);
  }

  closeAll(): void {
    this.#closeWhere(() => true);
  }

  #past(time: Timestamp): KeptSnapshot {
    const { last } = this.#source.oplog;
    if (time.t === 0 && time.i === 0) throw new StoreError("InvalidOptions", "readConcern atClusterTime must not be a null timestamp");
    if (time.greaterThan(timestampOf(last))) {
      throw new StoreError("InvalidOptions", `readConcern atClusterTime value must not be greater than the current clusterTime. Requested clusterTime: ${textOf(time)}; current clusterTime: ${textOf(timestampOf(last))}`);
    }
    const seq = seqOf(time);
    const kept = this.#entries.find(({ snapshot, until }) => snapshot.seq <= seq && seq < until);
    if (kept !== undefined) return kept.snapshot;
    if (this.#firstChangeAfter(seq) !== Infinity) throw tooOld(time);
    return this.#newest();
  }

  #newest(): KeptSnapshot {
    this.closeExpired();
    const current = this.#entries.at(-1);
    if (current?.until === Infinity) {
      current.renewedAt = Date.now();
      return current.snapshot;
    }
    if (this.#entries.length >= this.#limits.maxCount) this.#closeWhere((_entry, position) => position === 0);
    const { catalog, oplog } = this.#source;
    // A reader of a log that is copied reads the file alone: the next write can begin the log anew.
    if (this.#source.logBytes > this.#limits.maxLogBytes) this.#source.copyLog();
    const connection = this.#source.openSnapshot();
    const collections = new Map(catalog.all().map((collection) => [`${collection.db}.${collection.name}`, collection]));
    const snapshot = new KeptSnapshot(connection, collections, oplog.last);
    this.#entries.push({ snapshot, until: Infinity, renewedAt: Date.now() });
    return snapshot;
  }

  /** Infinity when nothing was changed since. What the history has forgotten counts as a change. */
  #firstChangeAfter(seq: number): number {
    const { oplog } = this.#source;
    return seq < oplog.floor ? seq + 1 : (oplog.after(seq, 1)[0]?.seq ?? Infinity);
  }

  #closeWhere(isSurplus: (entry: Entry, position: number) => boolean): void {
    const surplus = new Set(this.#entries.filter(isSurplus));
    if (surplus.size === 0) return;
    this.#entries = this.#entries.filter((entry) => !surplus.has(entry));
    for (const { snapshot } of surplus) snapshot.close(this.#source);
  }
}

function tooOld(time: Timestamp): StoreError {
  return new StoreError("SnapshotTooOld", `Read timestamp ${textOf(time)} is older than the oldest available timestamp: the state at that time is not kept any more; begin a new snapshot`);
}

function textOf({ t, i }: Timestamp): string {
  return `Timestamp(${t}, ${i})`;
}
