import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** A local account. */
export interface StoredUser {
  _id: string;
  username: string;
  displayName: string;
  /** Argon2id, encoded with its parameters. */
  passwordHash: string;
  administrator: boolean;
  disabled: boolean;
  /** Space that the last session acted in. */
  lastSpace: string | null;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
  revision: number;
}

const schema = new Schema<StoredUser>(
  { _id: { type: String, required: true }, username: String, displayName: String, passwordHash: String, administrator: Boolean, disabled: Boolean, lastSpace: String, createdAt: Date, createdBy: String, updatedAt: Date, updatedBy: String, revision: Number },
  { versionKey: false, strict: "throw" },
);
schema.index({ username: 1 }, { unique: true });

/** Collection `users`. */
export class UserRepository {
  readonly #users: Model<StoredUser>;

  constructor(connection: Connection) {
    this.#users = connection.model<StoredUser>("User", schema, "users");
  }

  byId(id: string, transaction?: Transaction): Promise<StoredUser | null> {
    return this.#users.findById(id, null, within(transaction)).lean<StoredUser>().exec();
  }

  byUsername(username: string, transaction?: Transaction): Promise<StoredUser | null> {
    return this.#users.findOne({ username }, null, within(transaction)).lean<StoredUser>().exec();
  }

  list(request: ListRequest): Promise<Page<StoredUser>> {
    return findPage(this.#users, {}, request, { key: "username", direction: 1, searchIn: ["username", "displayName"], count: true });
  }

  async exists(): Promise<boolean> {
    return (await this.#users.exists({})) !== null;
  }

  countAdministrators(transaction: Transaction): Promise<number> {
    return this.#users.countDocuments({ administrator: true, disabled: false }, within(transaction)).exec();
  }

  async insert(user: StoredUser, transaction: Transaction): Promise<void> {
    await this.#users.create([user], within(transaction));
  }

  async update(id: string, change: Partial<StoredUser>, transaction: Transaction): Promise<StoredUser | null> {
    return this.#users.findOneAndUpdate({ _id: id }, { $set: change, $inc: { revision: 1 } }, { ...within(transaction), returnDocument: "after" }).lean<StoredUser>().exec();
  }

  /** No change of the account, so that the revision stays. */
  async rememberSpace(id: string, space: string): Promise<void> {
    await this.#users.updateOne({ _id: id }, { $set: { lastSpace: space } });
  }
}
