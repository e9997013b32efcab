import type { Operation } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { pack, unpack } from "../../persistence/packed.ts";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";
import type { DraftContent } from "./draft.repository.ts";

export interface StoredRelease {
  _id: string;
  space: string;
  connector: string;
  version: string;
  changelog: string;
  operationCount: number;
  /** Of the {@link ReleaseContent}. */
  digest: string;
  /** Of the routing part that gateways load. */
  gatewayDigest: string;
  createdAt: Date;
  createdBy: string;
}

/** Everything of a release; immutable. */
export interface ReleaseContent extends DraftContent {
  operations: Operation[];
}

interface StoredContent {
  /** See `contentDigest`. */
  _id: string;
  content: Buffer;
}

const releaseSchema = new Schema<StoredRelease>(
  { _id: { type: String, required: true }, space: String, connector: String, version: String, changelog: String, operationCount: Number, digest: String, gatewayDigest: String, createdAt: Date, createdBy: String },
  { versionKey: false, strict: "throw" },
);
releaseSchema.index({ space: 1, connector: 1, version: 1 }, { unique: true });
releaseSchema.index({ space: 1, connector: 1, _id: -1 });
const contentSchema = new Schema<StoredContent>({ _id: { type: String, required: true }, content: Buffer }, { versionKey: false, strict: "throw" });

/** Collections `releases` and, content-addressed, `release_contents`. */
export class ReleaseRepository {
  readonly #releases: Model<StoredRelease>;
  readonly #contents: Model<StoredContent>;

  constructor(connection: Connection) {
    this.#releases = connection.model<StoredRelease>("Release", releaseSchema, "releases");
    this.#contents = connection.model<StoredContent>("ReleaseContent", contentSchema, "release_contents");
  }

  find(space: string, connector: string, version: string, transaction?: Transaction): Promise<StoredRelease | null> {
    return this.#releases.findOne({ space, connector, version }, null, within(transaction)).lean<StoredRelease>().exec();
  }

  latest(space: string, connector: string, transaction?: Transaction): Promise<StoredRelease | null> {
    return this.#releases.findOne({ space, connector }, null, within(transaction)).sort({ _id: -1 }).lean<StoredRelease>().exec();
  }

  list(space: string, connector: string, request: ListRequest): Promise<Page<StoredRelease>> {
    return findPage(this.#releases, { space, connector }, request, { key: "_id", direction: -1, searchIn: ["version", "changelog"], count: true });
  }

  async insert(release: StoredRelease, transaction: Transaction): Promise<void> {
    await this.#releases.create([release], within(transaction));
  }

  async removeOfConnector(space: string, connector: string, transaction: Transaction): Promise<void> {
    await this.#releases.deleteMany({ space, connector }, within(transaction));
  }

  /** Keeps the content once; may be done before the release exists. */
  async keepContent(digest: string, content: ReleaseContent): Promise<void> {
    if (await this.#contents.exists({ _id: digest })) return;
    await this.#contents.updateOne({ _id: digest }, { $setOnInsert: { content: await pack(content) } }, { upsert: true });
  }

  async content(digest: string): Promise<ReleaseContent | null> {
    const stored = await this.#contents.findById(digest).lean<StoredContent>();
    return stored === null ? null : unpack<ReleaseContent>(stored.content);
  }
}
