import type { ValueSchema } from "@tessera/contracts";
import type { DocumentFacts, Fingerprint } from "@tessera/openapi";
import { type Connection, type Model, Schema } from "mongoose";
import { pack, unpack } from "../../persistence/packed.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** What a draft has besides its operations. */
export interface DraftContent {
  schemas: Record<string, ValueSchema>;
  /** Of the imported document; absent for a connector made by hand. */
  facts?: DocumentFacts;
  /** What the document said of each operation, so that the next import keeps what was changed by hand. */
  imported?: Record<string, Fingerprint>;
}

interface StoredDraft {
  _id: string;
  space: string;
  createdAt: Date;
  content: Buffer;
}

const schema = new Schema<StoredDraft>({ _id: { type: String, required: true }, space: String, createdAt: Date, content: Buffer }, { versionKey: false, strict: "throw" });
schema.index({ createdAt: 1 });

/** Collection `connector_drafts`: shared schemas and document facts of each set of operations. */
export class DraftRepository {
  readonly #drafts: Model<StoredDraft>;

  constructor(connection: Connection) {
    this.#drafts = connection.model<StoredDraft>("ConnectorDraft", schema, "connector_drafts");
  }

  async insert(id: string, space: string, content: DraftContent): Promise<void> {
    await this.#drafts.create([{ _id: id, space, createdAt: new Date(), content: await pack(content) }]);
  }

  async read(id: string, transaction?: Transaction): Promise<DraftContent> {
    const draft = await this.#drafts.findById(id, null, within(transaction)).lean<StoredDraft>();
    return draft === null ? { schemas: {} } : unpack<DraftContent>(draft.content);
  }

  /** As it is stored, for a thread that unpacks it; null when there is none. */
  async packed(id: string): Promise<Uint8Array | null> {
    const draft = await this.#drafts.findById(id).lean<StoredDraft>();
    if (draft === null) return null;
    const { content } = draft;
    return new Uint8Array(content instanceof Uint8Array ? content : (content as { buffer: Uint8Array }).buffer);
  }

  /** Replaces what a draft has besides its operations; made for a connector that has none yet. */
  async write(id: string, space: string, content: DraftContent, transaction: Transaction): Promise<void> {
    await this.#drafts.updateOne({ _id: id }, { $set: { content: await pack(content) }, $setOnInsert: { space, createdAt: new Date() } }, { ...within(transaction), upsert: true });
  }

  /** Writes what a draft has besides its operations under another id. */
  async copy(from: string, to: string, space: string): Promise<void> {
    const draft = await this.#drafts.findById(from).lean<StoredDraft>();
    if (draft === null) await this.insert(to, space, { schemas: {} });
    else await this.#drafts.create([{ ...draft, _id: to, createdAt: new Date() }]);
  }

  async remove(id: string): Promise<void> {
    await this.#drafts.deleteOne({ _id: id });
  }

  /** Drafts made before `before`, oldest first. */
  async olderThan(before: Date, afterId: string, limit: number): Promise<string[]> {
    const found = await this.#drafts.find({ createdAt: { $lt: before }, _id: { $gt: afterId } }, { _id: 1 }).sort({ _id: 1 }).limit(limit).lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }
}
