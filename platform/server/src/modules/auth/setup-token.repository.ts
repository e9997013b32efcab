import { type Connection, type Model, Schema } from "mongoose";
import { type Transaction, within } from "../../persistence/transactions.ts";

interface StoredSetupToken {
  /** SHA-256 of the clear token, hex. */
  _id: string;
  expiresAt: Date;
}

const schema = new Schema<StoredSetupToken>({ _id: { type: String, required: true }, expiresAt: Date }, { versionKey: false, strict: "throw" });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** Collection `setup_tokens`: the one-time links that servers printed while there was no account. */
export class SetupTokenRepository {
  readonly #tokens: Model<StoredSetupToken>;

  constructor(connection: Connection) {
    this.#tokens = connection.model<StoredSetupToken>("SetupToken", schema, "setup_tokens");
  }

  async insert(hash: string, expiresAt: Date): Promise<void> {
    await this.#tokens.create([{ _id: hash, expiresAt }]);
  }

  async isValid(hash: string, now: Date): Promise<boolean> {
    return (await this.#tokens.exists({ _id: hash, expiresAt: { $gt: now } })) !== null;
  }

  async removeAll(transaction: Transaction): Promise<void> {
    await this.#tokens.deleteMany({}, within(transaction));
  }
}
