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

/**
 * Group commit: all writes of one event loop turn share one SQLite transaction, so one fsync serves every client that waits.
 * Each command stays atomic in its own savepoint. Nothing may be told to a client before `settled()` resolves.
 */
export class CommitGroup {
  readonly #connection: Connection;
  readonly #listener: CommitListener;
  #waiters: Waiter[] = [];
  #isOpen = false;
  #depth = 0;

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
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Resolves when the open group has ended, whatever became of it; undefined when none is open. Reads wait for it, so that they only see what stays. */
  idle(): Promise<void> | undefined {
    if (!this.#isOpen) return undefined;
    return new Promise((resolve) => this.#waiters.push({ resolve, reject: () => resolve() }));
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
    setImmediate(() => this.flush());
  }

  #lose(error: Error): void {
    this.#isOpen = false;
    this.#listener.rolledBack();
    for (const waiter of this.#take()) waiter.reject(error);
  }

  #take(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }
}
