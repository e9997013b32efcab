import type { Diff } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { newId } from "../../persistence/new-id.ts";
import { pack, unpack } from "../../persistence/packed.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

interface StoredChange {
  _id: string;
  space: string;
  app: string;
  /** Of the draft after the change. */
  revision: number;
  changeId: string;
  by: string;
  at: Date;
  sizeBytes: number;
  diff: Buffer;
}

/** One edit of a draft. */
export interface AppChange {
  revision: number;
  changeId: string;
  by: string;
  at: Date;
  diff: Diff;
}

const schema = new Schema<StoredChange>(
  { _id: { type: String, required: true }, space: String, app: String, revision: Number, changeId: String, by: String, at: Date, sizeBytes: Number, diff: Buffer },
  { versionKey: false, strict: "throw" },
);
schema.index({ app: 1, revision: 1 }, { unique: true });
schema.index({ app: 1, changeId: 1 }, { unique: true });

/** The log of an app reaches back that far: changes, and bytes as stored. */
const keptChanges = 1_000;
const keptBytes = 32 * 1024 * 1024;

/** Collection `app_changes`: the last edits of each draft. */
export class AppChangeRepository {
  readonly #changes: Model<StoredChange>;

  constructor(connection: Connection) {
    this.#changes = connection.model<StoredChange>("AppChange", schema, "app_changes");
  }

  async find(app: string, changeId: string, transaction: Transaction): Promise<AppChange | null> {
    const found = await this.#changes.findOne({ app, changeId }, null, within(transaction)).lean<StoredChange>();
    return found === null ? null : changeOf(found);
  }

  /** Changes with a revision above `after` up to `until`, oldest first; null when the log no longer holds all of them. */
  async between(app: string, after: number, until: number, transaction?: Transaction): Promise<AppChange[] | null> {
    if (until <= after) return [];
    if (until - after > keptChanges * 2) return null;
    const found = await this.#changes.find({ app, revision: { $gt: after, $lte: until } }, null, within(transaction)).sort({ revision: 1 }).lean<StoredChange[]>();
    return found.length === until - after ? Promise.all(found.map(changeOf)) : null;
  }

  async append(space: string, app: string, change: AppChange, transaction: Transaction): Promise<void> {
    const diff = await pack(change.diff);
    await this.#changes.create([{ ...change, _id: newId(), space, app, diff, sizeBytes: diff.length }], within(transaction));
  }

  /** Forgets what is beyond the bounds of the log. */
  async prune(app: string): Promise<void> {
    const kept = await this.#changes.find({ app }, { revision: 1, sizeBytes: 1 }).sort({ revision: -1 }).lean<Pick<StoredChange, "revision" | "sizeBytes">[]>();
    let bytes = 0;
    const first = kept.findIndex(({ sizeBytes }, index) => (bytes += sizeBytes) > keptBytes || index >= keptChanges);
    const beyond = first < 1 ? undefined : kept[first];
    if (beyond !== undefined) await this.#changes.deleteMany({ app, revision: { $lte: beyond.revision } });
  }

  async removeOfApp(app: string): Promise<void> {
    await this.#changes.deleteMany({ app });
  }
}

async function changeOf({ revision, changeId, by, at, diff }: StoredChange): Promise<AppChange> {
  return { revision, changeId, by, at, diff: await unpack<Diff>(diff) };
}
