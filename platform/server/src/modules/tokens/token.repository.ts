import { type ApiTokenRecord, type Role, roles, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** The record that gateways read too, with what only people look at. */
export interface StoredToken extends ApiTokenRecord {
  prefix: string;
  lastUsedAt: Date | null;
}

const schema = new Schema<StoredToken>(
  { _id: { type: String, required: true }, space: String, name: String, hash: String, user: String, username: String, role: { type: String, enum: roles }, createdAt: Date, expiresAt: Date, revokedAt: Date, prefix: String, lastUsedAt: Date },
  { versionKey: false, strict: "throw" },
);
schema.index({ hash: 1 }, { unique: true });
schema.index({ space: 1, user: 1, _id: -1 });
schema.index({ user: 1 });

/** Collection `api_tokens`. */
export class TokenRepository {
  readonly #tokens: Model<StoredToken>;

  constructor(connection: Connection) {
    this.#tokens = connection.model<StoredToken>("ApiToken", schema, sharedCollections.apiTokens);
  }

  async insert(token: StoredToken, transaction: Transaction): Promise<void> {
    await this.#tokens.create([token], within(transaction));
  }

  live(hash: string, now: Date): Promise<StoredToken | null> {
    return this.#tokens.findOne({ hash, revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] }).lean<StoredToken>().exec();
  }

  byId(space: string, id: string): Promise<StoredToken | null> {
    return this.#tokens.findOne({ _id: id, space }).lean<StoredToken>().exec();
  }

  /** A token by id wherever it lives: callers of a connector may come from another space. */
  anywhere(id: string): Promise<StoredToken | null> {
    return this.#tokens.findOne({ _id: id, revokedAt: null }).lean<StoredToken>().exec();
  }

  list(space: string, user: string, request: ListRequest): Promise<Page<StoredToken>> {
    return findPage(this.#tokens, { space, user, revokedAt: null }, request, { key: "_id", direction: -1, searchIn: ["name", "prefix"] });
  }

  revoke(space: string, user: string, id: string, at: Date, transaction: Transaction): Promise<StoredToken | null> {
    return this.#tokens.findOneAndUpdate({ _id: id, space, user, revokedAt: null }, { $set: { revokedAt: at } }, within(transaction)).lean<StoredToken>().exec();
  }

  async revokeMany(filter: { user: string; space?: string }, at: Date, transaction: Transaction): Promise<void> {
    await this.#tokens.updateMany({ ...filter, revokedAt: null }, { $set: { revokedAt: at } }, within(transaction));
  }

  async lowerRoles(space: string, user: string, above: readonly Role[], to: Role, transaction: Transaction): Promise<void> {
    await this.#tokens.updateMany({ space, user, role: { $in: [...above] } }, { $set: { role: to } }, within(transaction));
  }

  async touch(id: string, at: Date): Promise<void> {
    await this.#tokens.updateOne({ _id: id }, { $set: { lastUsedAt: at } });
  }

  /** Number of tokens removed that ended before `before`. */
  async removeEnded(before: Date): Promise<number> {
    return (await this.#tokens.deleteMany({ $or: [{ revokedAt: { $lte: before } }, { expiresAt: { $lte: before } }] })).deletedCount;
  }
}
