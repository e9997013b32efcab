import type { Backend, CanaryRules, RolloutEnd, RolloutGuard } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type Transaction, within } from "../../persistence/transactions.ts";
import type { KeptCredential, StoredBackend } from "./stage-backends.ts";

/** A release as gateways know it. */
export interface StageRelease {
  version: string;
  /** Of the gateway release. */
  digest: string;
}

/** A release that is tried beside the served one, or (without `canary`) watched after it was served to all. */
export interface StoredRollout extends StageRelease {
  /** Served to the others, or taken back to. */
  previous: StageRelease;
  canary: CanaryRules | null;
  guard: RolloutGuard | null;
  /** Names the measurement, so that a new rollout begins with new counts. */
  startedAt: Date;
  startedBy: string;
}

export interface StoredStage {
  _id: string;
  space: string;
  connector: string;
  name: string;
  backend: Backend | null;
  credential: KeptCredential | null;
  /** Absent in stages of earlier builds, as is the next. */
  backends?: StoredBackend[];
  /** JSON text of the variables. */
  variables?: string;
  /** JSON text of the plugin bindings. */
  plugins: string;
  /** Served version, with the digest of its gateway release. */
  release: StageRelease | null;
  /** Served before; absent in stages of earlier builds, as are the next two. */
  previousRelease?: StageRelease | null;
  rollout?: StoredRollout | null;
  lastRollout?: (Omit<RolloutEnd, "at"> & { at: Date }) | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  updatedAt: Date;
  updatedBy: string;
  revision: number;
}

const embedded = { _id: false, versionKey: false, strict: "throw" } as const;
const backend = new Schema({ url: String, timeoutMs: Number }, embedded);
const certificate = new Schema({ subject: String, issuer: String, notBefore: String, expiresAt: String, fingerprint: String }, embedded);
const credential = new Schema({ kind: { type: String }, sealed: String, certificate: { type: certificate, default: null }, updatedAt: Date }, embedded);
const furtherBackend = new Schema({ name: String, url: String, timeoutMs: Number, credential: { type: credential, default: null } }, embedded);
const release = new Schema({ version: String, digest: String }, embedded);
const schema = new Schema<StoredStage>(
  {
    _id: { type: String, required: true }, space: String, connector: String, name: String,
    backend: { type: backend, default: null },
    credential: { type: credential, default: null },
    backends: { type: [furtherBackend], default: [] },
    variables: { type: String, default: "{}" },
    plugins: String,
    release: { type: release, default: null },
    previousRelease: { type: release, default: null },
    // The schemas of @tessera/contracts say what they hold.
    rollout: { type: Schema.Types.Mixed, default: null },
    lastRollout: { type: Schema.Types.Mixed, default: null },
    publishedAt: Date, publishedBy: String, updatedAt: Date, updatedBy: String, revision: Number,
  },
  { versionKey: false, strict: "throw" },
);
schema.index({ space: 1, connector: 1, name: 1 }, { unique: true });
schema.index({ "rollout.startedAt": 1 }, { sparse: true });

/** Collection `stages`. */
export class StageRepository {
  readonly #stages: Model<StoredStage>;

  constructor(connection: Connection) {
    this.#stages = connection.model<StoredStage>("Stage", schema, "stages");
  }

  find(space: string, connector: string, name: string, transaction?: Transaction): Promise<StoredStage | null> {
    return this.#stages.findOne({ space, connector, name }, null, within(transaction)).lean<StoredStage>().exec();
  }

  ofConnectors(space: string, connectors: readonly string[], transaction?: Transaction): Promise<StoredStage[]> {
    return this.#stages.find({ space, connector: { $in: [...connectors] } }, null, within(transaction)).sort({ connector: 1, name: 1 }).lean<StoredStage[]>().exec();
  }

  /** All stages of a space that serve a release. */
  served(space: string, transaction: Transaction): Promise<StoredStage[]> {
    return this.#stages.find({ space, release: { $ne: null } }, null, within(transaction)).sort({ connector: 1, name: 1 }).lean<StoredStage[]>().exec();
  }

  async insert(stage: StoredStage, transaction: Transaction): Promise<void> {
    await this.#stages.create([stage], within(transaction));
  }

  /** Null when the stage is no longer at `revision`. */
  change(id: string, revision: number, change: Partial<StoredStage>, transaction: Transaction): Promise<StoredStage | null> {
    return this.#stages.findOneAndUpdate({ _id: id, revision }, { $set: change, $inc: { revision: 1 } }, { ...within(transaction), returnDocument: "after" }).lean<StoredStage>().exec();
  }

  /** Stages of all spaces on which a version is tried or watched. */
  withRollout(): Promise<StoredStage[]> {
    return this.#stages.find({ "rollout.startedAt": { $gt: new Date(0) } }).lean<StoredStage[]>().exec();
  }

  /** Stages that have a credential of any backend, by id. */
  withCredential(afterId: string, limit: number): Promise<StoredStage[]> {
    return this.#stages.find({ _id: { $gt: afterId }, $or: [{ credential: { $ne: null } }, { "backends.credential.sealed": { $exists: true } }] }).sort({ _id: 1 }).limit(limit).lean<StoredStage[]>().exec();
  }

  /** Replaces the sealed text of one backend alone (undefined: the stage's own), which is no new revision for whoever edits the stage; false when it is no longer `before`. */
  async reseal(id: string, backend: string | undefined, before: string, sealed: string, transaction: Transaction): Promise<boolean> {
    if (backend !== undefined) {
      const filters = { ...within(transaction), arrayFilters: [{ "one.name": backend, "one.credential.sealed": before }] };
      return (await this.#stages.updateOne({ _id: id, backends: { $elemMatch: { name: backend, "credential.sealed": before } } }, { $set: { "backends.$[one].credential.sealed": sealed } }, filters)).matchedCount === 1;
    }
    return (await this.#stages.updateOne({ _id: id, "credential.sealed": before }, { $set: { "credential.sealed": sealed } }, within(transaction))).matchedCount === 1;
  }

  async remove(space: string, connector: string, name: string, transaction: Transaction): Promise<StoredStage | null> {
    return this.#stages.findOneAndDelete({ space, connector, name }, within(transaction)).lean<StoredStage>().exec();
  }

  async removeOfConnector(space: string, connector: string, transaction: Transaction): Promise<void> {
    await this.#stages.deleteMany({ space, connector }, within(transaction));
  }
}
