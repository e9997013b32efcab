import { type Connection, type Model, Schema } from "mongoose";
import { type Transaction, within } from "../../persistence/transactions.ts";

export interface StoredSession {
  /** SHA-256 of the clear session id, hex. */
  _id: string;
  user: string;
  space: string | null;
  createdAt: Date;
  /** Slides with use; the store removes the record after it. */
  expiresAt: Date;
}

const schema = new Schema<StoredSession>({ _id: { type: String, required: true }, user: String, space: String, createdAt: Date, expiresAt: Date }, { versionKey: false, strict: "throw" });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ user: 1 });

/** Collection `sessions`. */
export class SessionRepository {
  readonly #sessions: Model<StoredSession>;

  constructor(connection: Connection) {
    this.#sessions = connection.model<StoredSession>("Session", schema, "sessions");
  }

  live(hash: string, now: Date): Promise<StoredSession | null> {
    return this.#sessions.findOne({ _id: hash, expiresAt: { $gt: now } }).lean<StoredSession>().exec();
  }

  async insert(session: StoredSession): Promise<void> {
    await this.#sessions.create([session]);
  }

  async extend(hash: string, expiresAt: Date): Promise<void> {
    await this.#sessions.updateOne({ _id: hash }, { $set: { expiresAt } });
  }

  async setSpace(hash: string, space: string): Promise<void> {
    await this.#sessions.updateOne({ _id: hash }, { $set: { space } });
  }

  async remove(hash: string): Promise<void> {
    await this.#sessions.deleteOne({ _id: hash });
  }

  async removeOfUser(user: string, keep: string | null, transaction: Transaction): Promise<void> {
    await this.#sessions.deleteMany({ user, ...(keep === null ? {} : { _id: { $ne: keep } }) }, within(transaction));
  }

  /** Number of sessions removed that ended before `now`. */
  async removeExpired(now: Date): Promise<number> {
    return (await this.#sessions.deleteMany({ expiresAt: { $lte: now } })).deletedCount;
  }
}
