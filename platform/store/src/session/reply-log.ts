import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import type { Connection } from "../storage/connection.ts";

/** Statement number under which the commit of a transaction is remembered. */
export const COMMIT_STATEMENT = -1;

/** Answers of sessions that were silent for this long are forgotten, as MongoDB's session timeout. */
const KEEP_MS = 30 * 60 * 1000;

/**
 * Remembers on disk what each numbered write answered, in the same commit as the write itself, so that a command that is sent
 * again after a lost answer gets that answer and is not applied twice.
 */
export class ReplyLog {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The remembered answer; a number below the session's newest one is refused. */
  find(session: string, txnNumber: number, statement: number): Document | undefined {
    const key = Buffer.from(session, "hex");
    const newest = this.#connection.row<[number | null]>("SELECT max(txn) FROM replies WHERE session = ?", key)?.[0] ?? -1;
    if (txnNumber < newest) {
      throw new StoreError("TransactionTooOld", `Cannot start transaction ${txnNumber} on session ${session} because a newer transaction ${newest} has already started.`);
    }
    if (txnNumber > newest) return undefined;
    const row = this.#connection.row<[Buffer]>("SELECT reply FROM replies WHERE session = ? AND txn = ? AND stmt = ?", key, txnNumber, statement);
    return row === undefined ? undefined : readDocument(row[0]);
  }

  /** Stores an answer; runs inside the write that it answers. */
  remember(session: string, txnNumber: number, statement: number, reply: Document): void {
    const key = Buffer.from(session, "hex");
    this.#connection.run("DELETE FROM replies WHERE session = ? AND txn < ?", key, txnNumber);
    this.#connection.run("INSERT INTO replies (session, txn, stmt, reply, at) VALUES (?, ?, ?, ?, ?)", key, txnNumber, statement, writeDocument(reply), Date.now());
  }

  /** Removes old answers; runs inside a write. */
  removeExpired(): void {
    this.#connection.run("DELETE FROM replies WHERE at < ?", Date.now() - KEEP_MS);
  }
}

