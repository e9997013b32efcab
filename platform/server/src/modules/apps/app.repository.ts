import type { LocalizedText } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** What lists show of an app's content, and the connectors that it maps. */
export interface AppFacts {
  title: LocalizedText;
  description: LocalizedText;
  icon: string;
  /** Names of connectors of the space. */
  connectors: string[];
}

/** The version that end users get. */
export interface PublishedVersion extends AppFacts {
  version: string;
  digest: string;
  at: Date;
  by: string;
}

export interface StoredApp extends AppFacts {
  _id: string;
  space: string;
  name: string;
  template: string | null;
  published: PublishedVersion | null;
  /** Revision of the draft that equals the published version; null: none does. */
  cleanRevision: number | null;
  /** Records of the draft, and the length of their JSON text. */
  recordCount: number;
  sizeBytes: number;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
  /** Of the draft. */
  revision: number;
}

const text = { _id: false, "zh-CN": String, en: String };
const facts = { title: text, description: text, icon: String, connectors: [String] };
const published = new Schema({ version: String, digest: String, at: Date, by: String, ...facts }, { _id: false, versionKey: false, strict: "throw", minimize: false });
const schema = new Schema<StoredApp>(
  {
    _id: { type: String, required: true }, space: String, name: String, ...facts, template: String, published: { type: published, default: null }, cleanRevision: Number, recordCount: Number, sizeBytes: Number,
    createdAt: Date, createdBy: String, updatedAt: Date, updatedBy: String, revision: Number,
  } as never,
  { versionKey: false, strict: "throw", minimize: false },
);
schema.index({ space: 1, name: 1 }, { unique: true });

/** Collection `apps`: one head per app; the content is in `app_records` and `app_versions`. */
export class AppRepository {
  readonly #apps: Model<StoredApp>;

  constructor(connection: Connection) {
    this.#apps = connection.model<StoredApp>("App", schema, "apps");
  }

  find(space: string, name: string, transaction?: Transaction): Promise<StoredApp | null> {
    return this.#apps.findOne({ space, name }, null, within(transaction)).lean<StoredApp>().exec();
  }

  list(space: string, request: ListRequest): Promise<Page<StoredApp>> {
    return findPage(this.#apps, { space }, request, { key: "name", direction: 1, searchIn: ["name", "title.zh-CN", "title.en", "description.zh-CN", "description.en"], count: true });
  }

  listPublished(space: string, request: ListRequest): Promise<Page<StoredApp>> {
    const searchIn = ["name", "published.title.zh-CN", "published.title.en", "published.description.zh-CN", "published.description.en"];
    return findPage(this.#apps, { space, published: { $ne: null } }, request, { key: "name", direction: 1, searchIn, count: true });
  }

  /** Names of apps that match, at most 100. */
  async names(space: string, matching: { connector?: string; template?: string } = {}): Promise<string[]> {
    const { connector, template } = matching;
    const filter = { space, ...(template === undefined ? {} : { template }), ...(connector === undefined ? {} : { $or: [{ connectors: connector }, { "published.connectors": connector }] }) };
    return (await this.#apps.find(filter, { name: 1 }).sort({ name: 1 }).limit(100).lean<{ name: string }[]>()).map(({ name }) => name);
  }

  /** Apps whose draft or published version maps the connector. */
  usingConnector(space: string, connector: string): Promise<StoredApp[]> {
    return this.#apps.find({ space, $or: [{ connectors: connector }, { "published.connectors": connector }] }).sort({ name: 1 }).lean<StoredApp[]>().exec();
  }

  /** Names of the apps that were installed from a template, by template. */
  async installed(space: string): Promise<Map<string, string[]>> {
    const found = await this.#apps.find({ space, template: { $ne: null } }, { name: 1, template: 1 }).sort({ name: 1 }).limit(1_000).lean<{ name: string; template: string }[]>();
    return new Map([...Map.groupBy(found, ({ template }) => template)].map(([template, apps]) => [template, apps.map(({ name }) => name)]));
  }

  async insert(app: StoredApp, transaction: Transaction): Promise<void> {
    await this.#apps.create([app], within(transaction));
  }

  /** Null when the app is gone or its draft is no longer at `revision`. */
  change(id: string, revision: number, change: Partial<StoredApp>, transaction: Transaction): Promise<StoredApp | null> {
    return this.#apps.findOneAndUpdate({ _id: id, revision }, { $set: change }, { ...within(transaction), returnDocument: "after" }).lean<StoredApp>().exec();
  }

  async remove(id: string, transaction: Transaction): Promise<void> {
    await this.#apps.deleteOne({ _id: id }, within(transaction));
  }
}
