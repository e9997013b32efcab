import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** An audit record as stored. `before` and `after` are JSON text, since what they hold may have any keys. */
export interface StoredAuditRecord {
  _id: string;
  /** Null: a change of the platform itself. */
  space: string | null;
  at: Date;
  actor: { kind: "user" | "token" | "system"; id: string; name: string };
  action: string;
  target: string;
  before: string;
  after: string;
  traceId: string;
  address: string | null;
}

const schema = new Schema<StoredAuditRecord>(
  { _id: { type: String, required: true }, space: String, at: Date, actor: { _id: false, kind: { type: String }, id: { type: String }, name: { type: String } }, action: String, target: String, before: String, after: String, traceId: String, address: String },
  { versionKey: false, strict: "throw", id: false },
);
schema.index({ space: 1, _id: -1 });
schema.index({ space: 1, target: 1, _id: -1 });

/** Collection `audit`: append only. */
export class AuditRepository {
  readonly #records: Model<StoredAuditRecord>;

  constructor(connection: Connection) {
    this.#records = connection.model<StoredAuditRecord>("AuditRecord", schema, "audit");
  }

  async append(record: StoredAuditRecord, transaction?: Transaction): Promise<void> {
    await this.#records.create([record], within(transaction));
  }

  list(space: string, filter: { actor?: string | undefined; target?: string | undefined }, request: ListRequest): Promise<Page<StoredAuditRecord>> {
    const matching = { space, ...(filter.actor === undefined ? {} : { "actor.name": filter.actor }), ...(filter.target === undefined ? {} : { target: filter.target }) };
    return findPage(this.#records, matching, request, { key: "_id", direction: -1, searchIn: ["action", "target", "actor.name"] });
  }
}
