import { type Connection, type Model, Schema } from "mongoose";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { isDuplicateKey } from "../../persistence/store-error.ts";
import { pack } from "../../persistence/packed.ts";
import { type RunChange, isVisible } from "./run-events.ts";
import type { RunState, StoredRun } from "./run-record.ts";

const text = { _id: false, "zh-CN": String, en: String };
const event = new Schema({ kind: String, firstAt: Date, at: Date, count: Number, status: Number, backendState: String, progress: Number, detail: { type: text, default: null } }, { _id: false, versionKey: false });
const failure = new Schema({ code: String, message: text }, { _id: false, versionKey: false });
const schema = new Schema<StoredRun>(
  {
    _id: { type: String, required: true }, space: String, connector: String, stage: String, operation: String, version: String, caller: String, callerName: String, identity: String, idempotencyKey: String, digest: String, joinKey: String,
    declaration: String, sealed: String, callbackHash: String, phase: String, state: String, backendId: String, backendState: String, progress: Number, result: Buffer, truncated: Boolean, error: { type: failure, default: null }, cancelRequested: Boolean,
    sent: Boolean, early: Boolean, attempts: Number, intervalMs: Number, callbacks: Number, events: [event], startedAt: Date, deadline: Date, finishedAt: Date, nextAt: Date, nextPollAt: Date, fence: Number, claim: String, revision: Number, change: Number, traceId: String, locale: String,
  } as never,
  { versionKey: false, strict: "throw" },
);
schema.index({ space: 1, caller: 1, idempotencyKey: 1 }, { unique: true });
schema.index({ space: 1, joinKey: 1 }, { unique: true, partialFilterExpression: { joinKey: { $exists: true } } });
schema.index({ space: 1, connector: 1, _id: -1 });
schema.index({ space: 1, _id: -1 });
schema.index({ space: 1, finishedAt: 1 });
schema.index({ nextAt: 1 });
schema.index({ finishedAt: 1 });

/** Kept of a result that is too large, and largest result, in characters of its JSON text. */
const resultLength = { kept: 64 * 1024, most: 8 * 1024 * 1024 } as const;
/** Two sides that change the same run at once follow one another; more than that many in a row is a defect elsewhere. */
const mostConflicts = 50;

export interface RunFilter {
  connector?: string | undefined;
  operation?: string | undefined;
  stage?: string | undefined;
  state?: RunState | undefined;
  caller?: string | undefined;
}

const listed = ["space", "connector", "stage", "operation", "version", "caller", "callerName", "idempotencyKey", "declaration", "phase", "state", "backendId", "backendState", "progress", "truncated", "error", "startedAt", "deadline", "finishedAt", "nextPollAt", "change"] as const;

/** Collection `operation_runs`. */
export class RunRepository {
  readonly #runs: Model<StoredRun>;
  /** Changes of a run within this process follow one another, so that they do not meet in the store. */
  readonly #changing = new Map<string, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#runs = connection.model<StoredRun>("OperationRun", schema, "operation_runs");
  }

  /** False when a run of the same caller and key, or one to join, exists already. */
  async insert(run: StoredRun): Promise<boolean> {
    try {
      await this.#runs.create([run]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  find(id: string): Promise<StoredRun | null> {
    return this.#runs.findById(id).lean<StoredRun>().exec();
  }

  inSpace(space: string, id: string): Promise<StoredRun | null> {
    return this.#runs.findOne({ _id: id, space }).lean<StoredRun>().exec();
  }

  byKey(space: string, caller: string, idempotencyKey: string): Promise<StoredRun | null> {
    return this.#runs.findOne({ space, caller, idempotencyKey }).lean<StoredRun>().exec();
  }

  toJoin(space: string, joinKey: string): Promise<StoredRun | null> {
    return this.#runs.findOne({ space, joinKey }).lean<StoredRun>().exec();
  }

  list(space: string, filter: RunFilter, since: Date | null, request: ListRequest): Promise<Page<StoredRun>> {
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    return findPage(this.#runs, { space, ...given, ...(since === null ? {} : { startedAt: { $gte: since } }) }, request, { key: "_id", direction: -1, searchIn: ["operation", "backendId", "idempotencyKey", "callerName"], select: listed });
  }

  countOpen(space: string): Promise<number> {
    return this.#runs.countDocuments({ space, finishedAt: null }).exec();
  }

  /** Takes runs that wait for a worker until `leaseUntil`, the longest waiting first; another worker may be faster with some. */
  async claim(now: Date, leaseUntil: Date, limit: number): Promise<StoredRun[]> {
    const due = await this.#runs.find({ nextAt: { $lte: now } }, { _id: 1 }).sort({ nextAt: 1 }).limit(limit).lean<{ _id: string }[]>();
    if (due.length === 0) return [];
    const [ids, claim] = [due.map(({ _id }) => _id), newId()];
    await this.#runs.updateMany({ _id: { $in: ids }, nextAt: { $lte: now } }, { $set: { nextAt: leaseUntil, claim }, $inc: { fence: 1, revision: 1 } });
    return this.#runs.find({ _id: { $in: ids }, claim }).lean<StoredRun[]>().exec();
  }

  /** Keeps a taken run as long as nobody, e.g. a callback, moved it on. */
  async extend({ _id, fence, phase }: StoredRun, leaseUntil: Date): Promise<void> {
    await this.#runs.updateOne({ _id, fence, phase }, { $max: { nextAt: leaseUntil } });
  }

  /** Changes a run as `step` says of what is stored now; asked again when somebody else was faster. Null from `step`: nothing is changed. Answers the run afterwards. `known` is the run as it was read last, and saves a read where it still is like that. */
  async update(id: string, step: (run: StoredRun) => RunChange | null, known?: StoredRun): Promise<StoredRun | null> {
    const changed = (this.#changing.get(id) ?? Promise.resolve()).then(() => this.#update(id, step, known));
    const settled = changed.then(
      () => undefined,
      () => undefined,
    );
    this.#changing.set(id, settled);
    try {
      return await changed;
    } finally {
      if (this.#changing.get(id) === settled) this.#changing.delete(id);
    }
  }

  async #update(id: string, step: (run: StoredRun) => RunChange | null, known?: StoredRun): Promise<StoredRun | null> {
    for (let attempt = 0; attempt < mostConflicts; attempt += 1) {
      const run = attempt === 0 && known !== undefined ? known : await this.find(id);
      if (run === null) return null;
      const change = step(run);
      if (change === null || (Object.keys(change.patch).length === 0 && change.result === undefined)) return run;
      const after = await this.#write(run, change);
      if (after !== null) return after;
    }
    throw new Error(`the run ${id} changed ${mostConflicts} times while it was to be changed`);
  }

  async #write(run: StoredRun, change: RunChange): Promise<StoredRun | null> {
    const { joinKey, ...patch } = change.patch;
    const set = { ...patch, ...(change.result === undefined ? {} : await storedResult(change.result)) };
    const unset = "joinKey" in change.patch && joinKey === undefined ? { $unset: { joinKey: 1 } } : {};
    return this.#runs.findOneAndUpdate({ _id: run._id, revision: run.revision }, { $set: set, ...unset, $inc: { revision: 1, change: isVisible(run, change) ? 1 : 0 } } as never, { returnDocument: "after" }).lean<StoredRun>().exec();
  }

  /** Runs that have not ended, for what is sealed in them. */
  sealed(): Promise<Pick<StoredRun, "_id" | "space" | "sealed">[]> {
    return this.#runs.find({ sealed: { $ne: null } }, { space: 1, sealed: 1 }).lean<Pick<StoredRun, "_id" | "space" | "sealed">[]>().exec();
  }

  /** Replaces what is sealed unless the run changed meanwhile. */
  async reseal({ _id, sealed }: Pick<StoredRun, "_id" | "sealed">, next: string): Promise<boolean> {
    return (await this.#runs.updateOne({ _id, sealed }, { $set: { sealed: next }, $inc: { revision: 1 } })).matchedCount === 1;
  }

  async removeEnded(before: Date): Promise<number> {
    return (await this.#runs.deleteMany({ finishedAt: { $lte: before } })).deletedCount;
  }
}

async function storedResult({ value, truncated }: { value: unknown; truncated: boolean }): Promise<{ result: Buffer; truncated: boolean }> {
  const json = JSON.stringify(value) ?? "null";
  if (!truncated && json.length <= resultLength.most) return { result: await pack(value), truncated: false };
  const whole = typeof value === "string" ? value : json;
  return { result: await pack(whole.slice(0, resultLength.kept)), truncated: true };
}
