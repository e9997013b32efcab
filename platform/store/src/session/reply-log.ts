import { readDocument } from "../bson/reader.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import type { Connection } from "../storage/connection.ts";

/** Statement number under which the commit of a transaction is remembered. */
export const COMMIT_STATEMENT = -1;

/** Answers of sessions that were silent for this long are forgotten, as MongoDB's session timeout. */
const KEEP_MS = 30 * 60 * 1000;
/** Sessions whose newest number is known without asking the file. */
const MAX_KNOWN_SESSIONS = 10_000;
/** Parts of an unfinished command have statement numbers below the others: this many for each. */
const PARTS_SPAN = 2 ** 20;

/**
 * Remembers on disk what each numbered write answered, in the same commit as the write itself, so that a command that is sent
 * again after a lost answer gets that answer and is not applied twice.
 */
export class ReplyLog {
  readonly #connection: Connection;
  /** The newest number of a session, -1 when nothing is remembered. One that was rolled back still counts as begun, as in MongoDB. */
  readonly #newest = new Map<string, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The remembered answer; a number below the session's newest one is refused. */
  find(session: string, txnNumber: number, statement: number): Document | undefined {
    const newest = this.#newestOf(session);
    if (txnNumber < newest) {
      throw new StoreError("TransactionTooOld", `Cannot start transaction ${txnNumber} on session ${session} because a newer transaction ${newest} has already started.`);
    }
    if (txnNumber > newest) return undefined;
    const row = this.#connection.row<[Buffer]>("SELECT reply FROM replies WHERE session = ? AND txn = ? AND stmt = ?", Buffer.from(session, "hex"), txnNumber, statement);
    return row === undefined ? undefined : readDocument(row[0]);
  }

  /** Stores an answer; runs inside the write that it answers. */
  remember(session: string, txnNumber: number, statement: number, reply: Document): void {
    const key = Buffer.from(session, "hex");
    if (this.#newestOf(session) >= 0) this.#connection.run("DELETE FROM replies WHERE session = ? AND txn < ?", key, txnNumber);
    this.#connection.run("INSERT INTO replies (session, txn, stmt, reply, at) VALUES (?, ?, ?, ?, ?)", key, txnNumber, statement, writeDocument(reply), Date.now());
    this.#note(session, txnNumber);
  }

  /** What an unfinished command kept of its progress, oldest first. */
  partsOf(session: string, txnNumber: number, statement: number): Document[] {
    if (this.#newestOf(session) !== txnNumber) return [];
    const first = partStatement(statement, 0);
    const rows = this.#connection.rows<[Buffer]>("SELECT reply FROM replies WHERE session = ? AND txn = ? AND stmt <= ? AND stmt > ? ORDER BY stmt DESC", Buffer.from(session, "hex"), txnNumber, first, first - PARTS_SPAN);
    return rows.map(([part]) => readDocument(part));
  }

  /** Stores the progress of a command that is not done; runs inside the write that it tells of. */
  rememberPart(session: string, txnNumber: number, statement: number, { number, part }: { readonly number: number; readonly part: Document }): void {
    this.remember(session, txnNumber, partStatement(statement, number), part);
  }

  /** Removes old answers; runs inside a write. */
  removeExpired(): void {
    this.#connection.run("DELETE FROM replies WHERE at < ?", Date.now() - KEEP_MS);
  }

  #newestOf(session: string): number {
    const known = this.#newest.get(session);
    if (known !== undefined) return known;
    const newest = this.#connection.row<[number | null]>("SELECT max(txn) FROM replies WHERE session = ?", Buffer.from(session, "hex"))?.[0] ?? -1;
    this.#note(session, newest);
    return newest;
  }

  #note(session: string, newest: number): void {
    if (this.#newest.size >= MAX_KNOWN_SESSIONS && !this.#newest.has(session)) this.#newest.clear();
    this.#newest.set(session, newest);
  }
}

function partStatement(statement: number, number: number): number {
  return COMMIT_STATEMENT - 1 - statement * PARTS_SPAN - number;
}
