import { existsSync } from "node:fs";
import { StoreError, asStoreError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { PageSums } from "./page-sums.ts";
import { eachFrame, walGeneration } from "./wal-frames.ts";

/** Frames that the write-ahead log may grow by before they are copied into the file. */
const CHECKPOINT_FRAMES = 500;

type CheckpointRow = [busy: number, frames: number, copied: number];

/**
 * Copies the write-ahead log into the store file and keeps the checksums of its pages; SQLite's own checkpoints are switched off,
 * because each of them has to be preceded by the sums of what it copies.
 */
export class Checkpoints {
  readonly #connection: Connection;
  readonly #file: string;
  readonly #log: string;
  readonly #pageBytes: number;
  readonly #sums: PageSums;
  /** Frames of which log have their sums already. */
  #summed = { generation: "", frames: 0 };
  #triedAt = 0;
  #framesAtCommit = 0;
  #stage: "none" | "scheduled" | "late" | "ended" = "none";
  #isTurnTaken = false;

  /**
   * Checks the file (sums of all pages, or SQLite's structural check when there are no sums yet) and throws DataCorruptionDetected
   * for one that is damaged. Recovery of the log has to be done.
   */
  constructor(connection: Connection, file: string) {
    this.#connection = connection;
    this.#file = file;
    this.#log = `${file}-wal`;
    connection.pragma("wal_autocheckpoint = 0");
    this.#pageBytes = Number(connection.pragma("page_size"));
    const sums = PageSums.load(`${file}.sums`);
    if (sums !== undefined) this.#assertUndamaged(sums);
    this.#sums = sums ?? this.#firstSums();
  }

  /** Size of the log at the last commit. */
  get logBytes(): number {
    return this.#framesAtCommit * this.#pageBytes;
  }

  /** True for the rest of an event loop turn in which the log was copied: a long write lets others go first. */
  get isTurnTaken(): boolean {
    return this.#isTurnTaken;
  }

  /**
   * To be called after a commit: copies the log once it is long enough, in the next turn of the event loop, so that nobody waits for the
   * commit and for that as well; where writes come so densely that `isWriting` then, after their commit. A failure only delays that.
   */
  afterCommit(isWriting: () => boolean): void {
    const frames = this.#frames();
    this.#framesAtCommit = frames;
    if (frames < this.#triedAt) this.#triedAt = 0;
    const grown = frames - this.#triedAt;
    if (grown < CHECKPOINT_FRAMES) return;
    if (this.#stage === "late" || grown >= 2 * CHECKPOINT_FRAMES) {
      this.#copy();
      return;
    }
    if (this.#stage === "scheduled") return;
    this.#stage = "scheduled";
    setImmediate(() => {
      if (this.#stage !== "scheduled") return;
      this.#stage = "late";
      if (!isWriting()) this.#copy();
    });
  }

  /** Copies the log at once, so that a reader that begins now does not keep it from being begun anew. */
  copyNow(): void {
    this.#copy();
  }

  #copy(): void {
    this.#stage = "none";
    this.#isTurnTaken = true;
    setImmediate(() => (this.#isTurnTaken = false));
    try {
      this.#triedAt = this.#frames();
      this.#run("PASSIVE");
    } catch (error) {
      process.stderr.write(`tessera-store: the write-ahead log could not be folded into the file and grows: ${asStoreError(error).message}\n`);
    }
  }

  /** Empties the log at a clean end; when that fails, the log is replayed at the next start. */
  atEnd(): void {
    this.#stage = "ended";
    try {
      this.#run("TRUNCATE");
    } catch (error) {
      this.#giveUpSums();
      process.stderr.write(`tessera-store: the write-ahead log stays in place: ${asStoreError(error).message}\n`);
    }
  }

  /** Closing the file may still copy the log, then without sums. */
  #giveUpSums(): void {
    try {
      this.#sums.discard();
    } catch (error) {
      // Where nothing can be removed, the log cannot be copied either.
      process.stderr.write(`tessera-store: ${this.#file}.sums stays in place: ${asStoreError(error).message}\n`);
    }
  }

  #run(mode: "PASSIVE" | "TRUNCATE"): void {
    const frames = this.#frames();
    if (frames > 0) this.#sum(frames);
    this.#sums.save();
    this.#connection.row(`PRAGMA wal_checkpoint(${mode})`);
  }

  #sum(frames: number): void {
    const generation = walGeneration(this.#log);
    const from = generation === this.#summed.generation ? this.#summed.frames : 0;
    eachFrame(this.#log, this.#pageBytes, from, frames, (page, sum) => this.#sums.set(page, sum));
    this.#summed = { generation, frames };
  }

  /** Committed frames in the log. */
  #frames(): number {
    return Math.max(this.#connection.row<CheckpointRow>("PRAGMA wal_checkpoint(NOOP)")?.[1] ?? 0, 0);
  }

  #assertUndamaged(sums: PageSums): void {
    const inLog = new Set<number>();
    const frames = this.#frames();
    if (frames > 0 && existsSync(this.#log)) eachFrame(this.#log, this.#pageBytes, 0, frames, (page) => inLog.add(page));
    const damage = sums.check(this.#file, this.#pageBytes, inLog);
    if (damage === undefined) return;
    const advice = "restore a backup with tessera-store restore, or, if another program changed the file on purpose, delete store.sqlite.sums to take it as it is";
    throw new StoreError("DataCorruptionDetected", `${this.#file} is damaged at page ${damage.page} of ${this.#pageBytes} bytes: ${damage.reason}. Nothing is served from it: ${advice}`);
  }

  /** A file without sums is new, of a version that had none, or its sums were given up. */
  #firstSums(): PageSums {
    const problem = this.#connection.row<[string]>("PRAGMA quick_check(1)")?.[0] ?? "ok";
    if (problem !== "ok") throw new StoreError("DataCorruptionDetected", `${this.#file} is damaged: ${problem}. Nothing is served from it: restore a backup with tessera-store restore`);
    this.#connection.row("PRAGMA wal_checkpoint(TRUNCATE)");
    return PageSums.create(`${this.#file}.sums`, this.#file, this.#pageBytes);
  }
}
