import type { AppRecord, AppRecords } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** One record of a draft; `value` is JSON text, because its keys may be any text. */
interface StoredAppRecord {
  /** `<app id>:<key>`. */
  _id: string;
  space: string;
  app: string;
  key: string;
  value: string;
}

const schema = new Schema<StoredAppRecord>({ _id: { type: String, required: true }, space: String, app: String, key: String, value: String }, { versionKey: false, strict: "throw" });
schema.index({ app: 1 });

const batchSize = 500;

/** Collection `app_records`: the drafts, record by record. */
export class AppRecordRepository {
  readonly #records: Model<StoredAppRecord>;

  constructor(connection: Connection) {
    this.#records = connection.model<StoredAppRecord>("AppRecord", schema, "app_records");
  }

  /** Those of `keys` that there are; all records without `keys`. */
  async read(app: string, keys?: readonly string[], transaction?: Transaction): Promise<AppRecords> {
    const filter = keys === undefined ? { app } : { _id: { $in: keys.map((key) => idOf(app, key)) } };
    const found = await this.#records.find(filter, { key: 1, value: 1 }, within(transaction)).lean<Pick<StoredAppRecord, "key" | "value">[]>();
    return Object.fromEntries(found.map(({ key, value }) => [key, JSON.parse(value) as AppRecord]));
  }

  /** Sets and removes records. */
  async write(space: string, app: string, set: AppRecords, removed: readonly string[], transaction: Transaction): Promise<void> {
    const writes = [
      ...Object.entries(set).map(([key, value]) => ({ replaceOne: { filter: { _id: idOf(app, key) }, replacement: { _id: idOf(app, key), space, app, key, value: JSON.stringify(value) }, upsert: true } })),
      ...removed.map((key) => ({ deleteOne: { filter: { _id: idOf(app, key) } } })),
    ];
    for (let start = 0; start < writes.length; start += batchSize) await this.#records.bulkWrite(writes.slice(start, start + batchSize), { ...within(transaction), ordered: true });
  }

  async removeOfApp(app: string): Promise<void> {
    await this.#records.deleteMany({ app });
  }
}

function idOf(app: string, key: string): string {
  return `${app}:${key}`;
}
