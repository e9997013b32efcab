import type { OperationPolicy } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { newId } from "../../persistence/new-id.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

export interface StoredPolicy extends OperationPolicy {
  _id: string;
  space: string;
  connector: string;
  operation: string;
  updatedAt: Date;
  updatedBy: string;
  revision: number;
}

const { Mixed } = Schema.Types;
// Nested values are stored as they are: the schemas of @tessera/contracts say what they hold.
const schema = new Schema<StoredPolicy>(
  {
    _id: { type: String, required: true }, space: String, connector: String, operation: String,
    offline: { type: Mixed, default: null }, deprecation: { type: Mixed, default: null }, limit: { type: Mixed, default: null },
    updatedAt: Date, updatedBy: String, revision: Number,
  } as never,
  { versionKey: false, strict: "throw" },
);
schema.index({ space: 1, connector: 1, operation: 1 }, { unique: true });

/** Collection `operation_policies`: what is decided about operations, whether or not a release has them. */
export class PolicyRepository {
  readonly #policies: Model<StoredPolicy>;

  constructor(connection: Connection) {
    this.#policies = connection.model<StoredPolicy>("OperationPolicy", schema, "operation_policies");
  }

  find(space: string, connector: string, operation: string, transaction: Transaction): Promise<StoredPolicy | null> {
    return this.#policies.findOne({ space, connector, operation }, null, within(transaction)).lean<StoredPolicy>().exec();
  }

  ofConnector(space: string, connector: string): Promise<StoredPolicy[]> {
    return this.#policies.find({ space, connector }).sort({ operation: 1 }).lean<StoredPolicy[]>().exec();
  }

  ofSpace(space: string, transaction: Transaction): Promise<StoredPolicy[]> {
    return this.#policies.find({ space }, null, within(transaction)).sort({ connector: 1, operation: 1 }).lean<StoredPolicy[]>().exec();
  }

  /** The policy as it is stored now; null when the stored one is not `before`. */
  async put(before: StoredPolicy | null, policy: Omit<StoredPolicy, "_id" | "revision">, transaction: Transaction): Promise<StoredPolicy | null> {
    if (before !== null) return this.#policies.findOneAndUpdate({ _id: before._id, revision: before.revision }, { $set: policy, $inc: { revision: 1 } }, { ...within(transaction), returnDocument: "after" }).lean<StoredPolicy>().exec();
    const stored: StoredPolicy = { _id: newId(), revision: 1, ...policy };
    await this.#policies.create([stored], within(transaction));
    return stored;
  }

  async removeOfConnector(space: string, connector: string, transaction: Transaction): Promise<void> {
    await this.#policies.deleteMany({ space, connector }, within(transaction));
  }
}
