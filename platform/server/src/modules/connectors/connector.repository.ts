import { type ConnectorView, type LocalizedText, visibilities } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

export interface StoredConnector {
  _id: string;
  space: string;
  name: string;
  title: LocalizedText;
  description: string;
  /** Username. */
  owner: string;
  visibility: ConnectorView["visibility"];
  catalog: string | null;
  /** Which set of operations is the draft; an import writes a new set and then moves this pointer. */
  draft: string;
  operationCount: number;
  latestVersion: string | null;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
  revision: number;
}

const schema = new Schema<StoredConnector>(
  {
    _id: { type: String, required: true }, space: String, name: String, title: { _id: false, "zh-CN": String, en: String }, description: String, owner: String, visibility: { type: String, enum: visibilities },
    catalog: String, draft: String, operationCount: Number, latestVersion: String, createdAt: Date, createdBy: String, updatedAt: Date, updatedBy: String, revision: Number,
  },
  { versionKey: false, strict: "throw", minimize: false },
);
schema.index({ space: 1, name: 1 }, { unique: true });
schema.index({ draft: 1 });

/** Collection `connectors`. */
export class ConnectorRepository {
  readonly #connectors: Model<StoredConnector>;

  constructor(connection: Connection) {
    this.#connectors = connection.model<StoredConnector>("Connector", schema, "connectors");
  }

  find(space: string, name: string, transaction?: Transaction): Promise<StoredConnector | null> {
    return this.#connectors.findOne({ space, name }, null, within(transaction)).lean<StoredConnector>().exec();
  }

  list(space: string, request: ListRequest): Promise<Page<StoredConnector>> {
    return findPage(this.#connectors, { space }, request, { key: "name", direction: 1, searchIn: ["name", "title.zh-CN", "title.en", "description"], count: true });
  }

  async names(space: string): Promise<string[]> {
    return (await this.#connectors.find({ space }, { name: 1 }).limit(100).lean<{ name: string }[]>()).map(({ name }) => name);
  }

  /** Ready-made connectors that a space has. */
  async catalogEntries(space: string): Promise<string[]> {
    return (await this.#connectors.distinct("catalog", { space, catalog: { $ne: null } })).flatMap((entry) => (entry === null ? [] : [entry]));
  }

  async insert(connector: StoredConnector, transaction: Transaction): Promise<void> {
    await this.#connectors.create([connector], within(transaction));
  }

  /** Null when the connector is gone or no longer at `revision`. */
  async change(id: string, revision: number, change: Partial<StoredConnector>, transaction: Transaction): Promise<StoredConnector | null> {
    return this.#connectors.findOneAndUpdate({ _id: id, revision }, { $set: change, $inc: { revision: 1 } }, { ...within(transaction), returnDocument: "after" }).lean<StoredConnector>().exec();
  }

  /** Follows a change of the draft; not a change of the basics, so that the revision stays. Null when the draft was replaced meanwhile. */
  async draftChanged(id: string, draft: string, change: Partial<StoredConnector>, transaction: Transaction): Promise<StoredConnector | null> {
    return this.#connectors.findOneAndUpdate({ _id: id, draft }, { $set: change }, { ...within(transaction), returnDocument: "after" }).lean<StoredConnector>().exec();
  }

  async remove(id: string, transaction: Transaction): Promise<void> {
    await this.#connectors.deleteOne({ _id: id }, within(transaction));
  }

  /** Which of these drafts a connector points to. */
  async draftsInUse(drafts: readonly string[]): Promise<Set<string>> {
    const found = await this.#connectors.find({ draft: { $in: [...drafts] } }, { draft: 1 }).lean<{ draft: string }[]>();
    return new Set(found.map(({ draft }) => draft));
  }
}
