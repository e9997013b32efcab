import { StoreError } from "../errors.ts";
import type { Engine } from "../storage/engine.ts";
import type { ClientConnection } from "../wire/client-session.ts";
import { COMMIT_STATEMENT } from "./reply-log.ts";
import type { ReplyLog } from "./reply-log.ts";
import type { SessionFields } from "./session-id.ts";
import { Transaction } from "./transaction.ts";

interface Entry {
  readonly number: number;
  readonly startedAt: number;
  /** undefined once it was committed or aborted. */
  transaction: Transaction | undefined;
  outcome: "open" | "committed" | "aborted";
  /** The connection that its last command came over. */
  carrier?: ClientConnection;
  /** Set at its commit when it wrote nothing. */
  isReadOnly?: boolean;
}

/** Transactions that take longer are aborted, as MongoDB's transactionLifetimeLimitSeconds. */
const LIFETIME_MS = 60_000;
/** How long a transaction waits for its driver to come back over another connection when the one that carried it closed. */
const ORPHAN_MS = 3_000;

/** The one current transaction of each session. */
export class TransactionRegistry {
  readonly #engine: Engine;
  readonly #replies: ReplyLog;
  readonly #entries = new Map<string, Entry>();
  readonly #carriers = new WeakSet<ClientConnection>();

  constructor(engine: Engine, replies: ReplyLog) {
    this.#engine = engine;
    this.#replies = replies;
  }

  /** The transaction a command belongs to, started when the command says so. Whoever carries it and goes away for good takes it along. */
  enter(session: SessionFields, client: ClientConnection): Transaction {
    const transaction = this.#entered(session);
    const entry = this.#entries.get(session.id);
    if (entry !== undefined) entry.carrier = client;
    if (!this.#carriers.has(client)) {
      this.#carriers.add(client);
      client.closed.addEventListener("abort", () => setTimeout(() => this.#abortCarriedBy(client), ORPHAN_MS).unref(), { once: true });
    }
    return transaction;
  }

  #entered(session: SessionFields): Transaction {
    const number = session.txnNumber as number;
    const entry = this.#entries.get(session.id);
    if (session.startsTransaction) return this.#start(session.id, number, entry);
    if (entry === undefined || entry.number !== number || entry.transaction === undefined) {
      if (entry?.number === number && entry.outcome === "committed") throw committed(number);
      throw noSuchTransaction(number);
    }
    return entry.transaction;
  }

  /** Commits; a commit that is sent again after a lost answer, even after a restart, is answered as done. False when there was nothing to write. */
  commit(session: SessionFields): boolean {
    const number = session.txnNumber as number;
    const entry = this.#entries.get(session.id);
    if (entry === undefined || entry.number !== number || entry.transaction === undefined) {
      if (entry?.number === number && entry.outcome === "committed" && entry.isReadOnly === true) return false;
      // The file decides, not the memory: a commit counts once it is written.
      if (this.#replies.find(session.id, number, COMMIT_STATEMENT) !== undefined) return true;
      throw noSuchTransaction(number);
    }
    const { transaction } = entry;
    if (transaction.isReadOnly) {
      // There is nothing to write down: a full disk does not keep readers from ending their transactions.
      entry.isReadOnly = true;
      this.#finish(entry, "committed");
      return false;
    }
    try {
      this.#engine.group.write(() => {
        transaction.commit(session.record as Buffer);
        this.#replies.remember(session.id, number, COMMIT_STATEMENT, {});
      });
    } catch (error) {
      this.#finish(entry, "aborted");
      throw error;
    }
    this.#finish(entry, "committed");
    return true;
  }

  abort(session: SessionFields): void {
    const entry = this.#entries.get(session.id);
    if (entry === undefined || entry.number !== session.txnNumber || entry.outcome !== "open") throw noSuchTransaction(session.txnNumber as number);
    this.#finish(entry, "aborted");
  }

  /** Aborts after a failed command; the driver learns from the command's error. */
  abortIfOpen(session: SessionFields): void {
    const entry = this.#entries.get(session.id);
    if (entry !== undefined && entry.number === session.txnNumber) this.#finish(entry, "aborted");
  }

  endSession(id: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) this.#finish(entry, "aborted");
    this.#entries.delete(id);
  }

  abortExpired(): void {
    const oldest = Date.now() - LIFETIME_MS;
    for (const [id, entry] of this.#entries) {
      if (entry.startedAt >= oldest) continue;
      this.#finish(entry, "aborted");
      this.#entries.delete(id);
    }
  }

  /** A process that was killed would hold back the writes of others until its transactions expire. */
  #abortCarriedBy(client: ClientConnection): void {
    for (const entry of this.#entries.values()) if (entry.carrier === client) this.#finish(entry, "aborted");
  }

  abortAll(): void {
    for (const entry of this.#entries.values()) this.#finish(entry, "aborted");
  }

  #start(id: string, number: number, previous: Entry | undefined): Transaction {
    if (previous !== undefined) {
      if (number < previous.number) throw new StoreError("TransactionTooOld", `Cannot start transaction ${number} because a newer transaction ${previous.number} has already started.`);
      if (number === previous.number && previous.outcome !== "aborted") throw new StoreError("ConflictingOperationInProgress", `Given transaction number ${number} does not match any in-progress transactions: it was started already`);
      this.#finish(previous, "aborted");
    }
    // A session that this process does not know (any more) may have got its answer already.
    if (previous === undefined && this.#replies.find(id, number, COMMIT_STATEMENT) !== undefined) throw committed(number);
    const transaction = new Transaction(this.#engine);
    this.#entries.set(id, { number, startedAt: Date.now(), transaction, outcome: "open" });
    return transaction;
  }

  #finish(entry: Entry, outcome: "committed" | "aborted"): void {
    if (entry.transaction === undefined) return;
    entry.transaction.close();
    entry.transaction = undefined;
    entry.outcome = outcome;
    this.#engine.conflicts.end([...this.#entries.values()].filter((other) => other.transaction !== undefined).length);
  }
}

function committed(number: number): StoreError {
  return new StoreError("TransactionCommitted", `Transaction ${number} has been committed.`);
}

function noSuchTransaction(number: number): StoreError {
  return new StoreError("NoSuchTransaction", `Given transaction number ${number} does not match any in-progress transactions.`, { labels: ["TransientTransactionError"] });
}
