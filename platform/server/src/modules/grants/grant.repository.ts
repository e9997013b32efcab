import { type GrantRecord, sharedCollections } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

const schema = new Schema<GrantRecord>(
  // `operations` is "*" or a list.
  { _id: { type: String, required: true }, space: String, connector: String, operations: Schema.Types.Mixed, caller: String, callerName: String, source: String, createdAt: Date, createdBy: String, expiresAt: Date, revokedAt: Date } as never,
  { versionKey: false, strict: "throw" },
);
schema.index({ space: 1, connector: 1, _id: -1 });
schema.index({ caller: 1 });

/** Collection `grants`, which gateways read too. */
export class GrantRepository {
  readonly #grants: Model<GrantRecord>;

  constructor(connection: Connection) {
    this.#grants = connection.model<GrantRecord>("Grant", schema, sharedCollections.grants);
  }

  list(space: string, filter: { connector?: string | undefined; caller?: string | undefined }, request: ListRequest): Promise<Page<GrantRecord>> {
    const { connector, caller } = filter;
    return findPage(this.#grants, { space, ...(connector === undefined ? {} : { connector }), ...(caller === undefined ? {} : { caller }) }, request, { key: "_id", direction: -1, searchIn: ["connector", "caller", "callerName"], count: true });
  }

  /** Grants of a connector that hold at `now`. */
  active(space: string, connector: string, now: Date): Promise<GrantRecord[]> {
    return this.#grants.find({ space, connector, revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] }).limit(200).lean<GrantRecord[]>().exec();
  }

  ofCaller(space: string, caller: string, transaction?: Transaction): Promise<GrantRecord[]> {
    return this.#grants.find({ space, caller, revokedAt: null }, null, within(transaction)).lean<GrantRecord[]>().exec();
  }

  async insert(grant: GrantRecord, transaction: Transaction): Promise<void> {
    await this.#grants.create([grant], within(transaction));
  }

  revoke(space: string, id: string, at: Date, transaction: Transaction): Promise<GrantRecord | null> {
    return this.#grants.findOneAndUpdate({ _id: id, space, revokedAt: null }, { $set: { revokedAt: at } }, within(transaction)).lean<GrantRecord>().exec();
  }

  /** Number of grants removed that ended before `before`. */
  async removeEnded(before: Date): Promise<number> {
    return (await this.#grants.deleteMany({ $or: [{ revokedAt: { $lte: before } }, { expiresAt: { $lte: before } }] })).deletedCount;
  }
}
