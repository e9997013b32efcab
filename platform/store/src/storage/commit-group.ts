import { asStoreError } from "../errors.ts";
import type { Connection } from "./connection.ts";

/** What has to react when a group of writes became durable or was lost. */
export interface CommitListener {
  committed(): void;
  /** Nothing of the group (or of the failed command) is in the file: caches must be read again. */
  rolledBack(): void;
}

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

/** Turns of the event loop that a commit waits at most while writers keep coming. */
const MAX_TURNS = 4;
/** Slices of long writes that share one commit while nobody waits for it. */
const MAX_SLICES = 4;
/** Lost groups that are remembered for writes that had a part in them. */
const MAX_LOST = 100;

/**
 * Group commit: all writes of one event loop turn, and of the next ones while more writers come, share one SQLite transaction, so one
 * fsync serves every client that waits.
 * A group that holds nothing but slices of long writes stays open for some turns, unless somebody comes who waits for its end.
 * Each command stays atomic in its own savepoint. Nothing may be told to a client before `settled()` resolves.
 */
export class CommitGroup {
  readonly #connection: Connection;
  readonly #listener: CommitListener;
  #waiters: Waiter[] = [];
  #isOpen = false;
  #depth = 0;
  #isScheduled = false;
  #number = 0;
  #slices = 0;
  #gathered = 0;
  #turns = 0;
  readonly #lost = new Map<number, Error>();

  constructor(connection: Connection, listener: CommitListener) {
    this.#connection = connection;
    this.#listener = listener;
  }

  /** Runs `work` as one atomic step of the open group; when it throws, nothing of it stays. Calls may nest. */
  write<T>(work: () => T): T {
    if (!this.#isOpen) this.#begin();
    const name = `s${this.#depth}`;
    this.#connection.run(`SAVEPOINT ${name}`);
    this.#depth++;
    try {
      const result = work();
      this.#connection.run(`RELEASE ${name}`);
      return result;
    } catch (error) {
      // A full disk or broken file makes SQLite end the whole transaction by itself; then there is no savepoint left.
      if (this.#connection.inTransaction) {
        this.#connection.run(`ROLLBACK TO ${name}`);
        this.#connection.run(`RELEASE ${name}`);
        this.#listener.rolledBack();
      } else this.#lose(asStoreError(error));
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Resolves when everything written so far is on disk; undefined when nothing is pending. */
  settled(): Promise<void> | undefined {
    if (!this.#isOpen) return undefined;
    this.#schedule();
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Resolves when the open group has ended, whatever became of it; undefined when none is open. Reads wait for it, so that they only see what stays. */
  idle(): Promise<void> | undefined {
    if (!this.#isOpen) return undefined;
    this.#schedule();
    return new Promise((resolve) => this.#waiters.push({ resolve, reject: () => resolve() }));
  }

  /** True while writes are collected that are not committed yet. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** True while somebody waits for the end of the open group. */
  get isAwaited(): boolean {
    return this.#waiters.length > 0;
  }

  /**
   * Ends a slice of a long write: resolves when it is on disk, or is undefined when its group stays open for the next slice; then
   * `assertKept` with the number of the group tells later whether it was lost.
   */
  endSlice(): Promise<void> | undefined {
    if (this.#isOpen && (this.isAwaited || ++this.#slices >= MAX_SLICES)) return this.settled();
    return undefined;
  }

  /** Number of the newest group. */
  get number(): number {
    return this.#number;
  }

  /** Throws when a group was lost. */
  assertKept(number: number): void {
    const error = this.#lost.get(number);
    if (error !== undefined) throw error;
  }

  /** Commits the open group now. */
  flush(): void {
    if (!this.#isOpen || this.#depth > 0) return;
    try {
      this.#connection.run("COMMIT");
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.run("ROLLBACK");
      this.#lose(asStoreError(error));
      return;
    }
    this.#isOpen = false;
    this.#listener.committed();
    for (const waiter of this.#take()) waiter.resolve();
  }

  #begin(): void {
    this.#connection.run("BEGIN IMMEDIATE");
    this.#isOpen = true;
    this.#number++;
    this.#slices = 0;
    this.#gathered = 0;
    this.#turns = 0;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      const waiting = this.#waiters.length;
      if (waiting > 1 && waiting > this.#gathered && this.#turns++ < MAX_TURNS) {
        // Others came in this turn, so more may be on their way: they share the commit.
        this.#gathered = waiting;
        this.#schedule();
      } else if (this.#slices === 0 || waiting > 0) this.flush();
    });
  }

  #lose(error: Error): void {
    this.#isOpen = false;
    this.#lost.set(this.#number, error);
    for (const [oldest] of this.#lost) if (this.#lost.size > MAX_LOST) this.#lost.delete(oldest);
    this.#listener.rolledBack();
    for (const waiter of this.#take()) waiter.reject(error);
  }

  #take(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }
}
