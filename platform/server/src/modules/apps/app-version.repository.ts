import type { AppBundle } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";
import { unpack } from "../../persistence/packed.ts";

export interface StoredVersion {
  _id: string;
  space: string;
  app: string;
  version: string;
  notes: string;
  /** SHA-256 hex of the canonical JSON of the bundle. */
  digest: string;
  createdAt: Date;
  createdBy: string;
}

interface StoredContent {
  /** `<app id>:<digest>`. */
  _id: string;
  app: string;
  content: Buffer;
}

const versionSchema = new Schema<StoredVersion>(
  { _id: { type: String, required: true }, space: String, app: String, version: String, notes: String, digest: String, createdAt: Date, createdBy: String },
  { versionKey: false, strict: "throw" },
);
versionSchema.index({ app: 1, version: 1 }, { unique: true });
versionSchema.index({ app: 1, _id: -1 });
const contentSchema = new Schema<StoredContent>({ _id: { type: String, required: true }, app: String, content: Buffer }, { versionKey: false, strict: "throw" });
contentSchema.index({ app: 1 });

/** Collections `app_versions` and `app_contents`; both are written once and never changed. */
export class AppVersionRepository {
  readonly #versions: Model<StoredVersion>;
  readonly #contents: Model<StoredContent>;

  constructor(connection: Connection) {
    this.#versions = connection.model<StoredVersion>("AppVersion", versionSchema, "app_versions");
    this.#contents = connection.model<StoredContent>("AppContent", contentSchema, "app_contents");
  }

  find(app: string, version: string, transaction?: Transaction): Promise<StoredVersion | null> {
    return this.#versions.findOne({ app, version }, null, within(transaction)).lean<StoredVersion>().exec();
  }

  latest(app: string, transaction?: Transaction): Promise<StoredVersion | null> {
    return this.#versions.findOne({ app }, null, within(transaction)).sort({ _id: -1 }).lean<StoredVersion>().exec();
  }

  list(app: string, request: ListRequest): Promise<Page<StoredVersion>> {
    return findPage(this.#versions, { app }, request, { key: "_id", direction: -1, searchIn: ["version", "notes"], count: true });
  }

  /** Adds a version; `content` is its packed bundle. */
  async insert(version: StoredVersion, content: Buffer, transaction: Transaction): Promise<void> {
    const { app, digest } = version;
    await this.#contents.updateOne({ _id: `${app}:${digest}` }, { $setOnInsert: { app, content } }, { ...within(transaction), upsert: true });
    await this.#versions.create([version], within(transaction));
  }

  async content(app: string, digest: string): Promise<AppBundle | null> {
    const stored = await this.#contents.findById(`${app}:${digest}`).lean<StoredContent>();
    return stored === null ? null : unpack<AppBundle>(stored.content);
  }

  async removeOfApp(app: string): Promise<void> {
    await this.#versions.deleteMany({ app });
    await this.#contents.deleteMany({ app });
  }
}
