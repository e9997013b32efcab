import { type ClientSession, type Connection, type Model, Schema } from "mongoose";

/** A running transaction; passed on explicitly, opaque outside repositories. */
export type Transaction = ClientSession;

interface SerialRecord {
  _id: string;
  count: number;
}

const serialSchema = new Schema<SerialRecord>({ _id: { type: String, required: true }, count: Number }, { versionKey: false, strict: "throw" });

/** Runs work that must happen as a whole or not at all. */
export class Transactions {
  readonly #connection: Connection;
  readonly #serials: Model<SerialRecord>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#serials = connection.model<SerialRecord>("Serial", serialSchema, "serials");
  }

  /** Commits when `work` resolves. `work` runs again after a write conflict, so that it must not change anything outside the store. */
  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#connection.withSession((session) => session.withTransaction(() => work(session)));
  }

  /**
   * Makes transactions on the same subject follow one another, for rules over several records that each alone could break
   * with another (the last owner of a space). Answers a number that grows with each.
   */
  async serialize(subject: string, transaction: Transaction): Promise<number> {
    const serial = await this.#serials.findOneAndUpdate({ _id: subject }, { $inc: { count: 1 } }, { session: transaction, upsert: true, returnDocument: "after" }).lean<SerialRecord>();
    return serial?.count ?? 1;
  }
}

/** Option of a store call that may be part of a transaction. */
export function within(transaction: Transaction | undefined): { session?: ClientSession } {
  return transaction === undefined ? {} : { session: transaction };
}
