import type { Message } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

export type TaskState = "waiting" | "running" | "succeeded" | "failed" | "cancelled";

/** Tasks of earlier builds hold one language only. */
export type StoredText = Message | string;

export interface StoredTask {
  _id: string;
  space: string;
  /** Id of the person whose task it is. */
  user: string;
  kind: string;
  title: StoredText;
  state: TaskState;
  progress: number | null;
  log: { at: Date; message: StoredText }[];
  /** Packed JSON; secrets in it are sealed. Emptied when the task ends. */
  input: Buffer | null;
  /** JSON text of the actor who asked. */
  actor: string;
  /** JSON text. */
  result: string | null;
  error: { code: string; message: StoredText } | null;
  cancelRequested: boolean;
  /** Grows each time a worker takes the task: what an earlier one still writes matches nothing. */
  fence: number;
  leaseUntil: Date | null;
  worker: string | null;
  createdAt: Date;
  createdBy: string;
  finishedAt: Date | null;
}

const text = { _id: false, "zh-CN": String, en: String };
const entry = new Schema({ at: Date, message: text }, { _id: false, versionKey: false });
const failure = new Schema({ code: String, message: text }, { _id: false, versionKey: false });
const schema = new Schema<StoredTask>(
  {
    _id: { type: String, required: true }, space: String, user: String, kind: String, title: text, state: String, progress: Number, log: [entry], input: Buffer, actor: String, result: String,
    error: { type: failure, default: null }, cancelRequested: Boolean, fence: Number, leaseUntil: Date, worker: String, createdAt: Date, createdBy: String, finishedAt: Date,
  } as never,
  { versionKey: false, strict: "throw" },
);
schema.index({ state: 1, _id: 1 });
schema.index({ space: 1, user: 1, _id: -1 });

const keptLogEntries = 200;
const withoutInput = { input: 0 } as const;

/** Collection `tasks`. */
export class TaskRepository {
  readonly #tasks: Model<StoredTask>;

  constructor(connection: Connection) {
    this.#tasks = connection.model<StoredTask>("Task", schema, "tasks");
  }

  async insert(task: StoredTask, transaction: Transaction): Promise<void> {
    await this.#tasks.create([task], within(transaction));
  }

  find(space: string, user: string, id: string): Promise<StoredTask | null> {
    return this.#tasks.findOne({ _id: id, space, user }, withoutInput).lean<StoredTask>().exec();
  }

  list(space: string, user: string, request: ListRequest): Promise<Page<StoredTask>> {
    return findPage(this.#tasks, { space, user }, request, { key: "_id", direction: -1, searchIn: ["title.zh-CN", "title.en", "kind"], select: ["space", "user", "kind", "title", "state", "progress", "log", "result", "error", "createdAt", "createdBy", "finishedAt"] });
  }

  /** A waiting task ends at once, a running one when its worker sees the wish. Null when it has ended already. */
  async cancel(space: string, user: string, id: string, at: Date, transaction: Transaction): Promise<StoredTask | null> {
    const own = { _id: id, space, user };
    const options = { ...within(transaction), returnDocument: "after", projection: withoutInput } as const;
    const waiting = await this.#tasks.findOneAndUpdate({ ...own, state: "waiting" }, { $set: { state: "cancelled", finishedAt: at, input: null, cancelRequested: true } }, options).lean<StoredTask>();
    return waiting ?? (await this.#tasks.findOneAndUpdate({ ...own, state: "running" }, { $set: { cancelRequested: true } }, options).lean<StoredTask>());
  }

  /** Takes the oldest task that waits or whose worker went silent. Two workers never take the same one. */
  claim(worker: string, now: Date, leaseUntil: Date): Promise<StoredTask | null> {
    const free = { $or: [{ state: "waiting" as const }, { state: "running" as const, leaseUntil: { $lte: now } }] };
    return this.#tasks.findOneAndUpdate(free, { $set: { state: "running", worker, leaseUntil }, $inc: { fence: 1 } }, { sort: { _id: 1 }, returnDocument: "after" }).lean<StoredTask>().exec();
  }

  /** Keeps the lease of a taken task. Null when another worker has it. */
  extend({ _id, fence }: StoredTask, leaseUntil: Date): Promise<{ cancelRequested: boolean } | null> {
    return this.#tasks.findOneAndUpdate({ _id, fence, state: "running" }, { $set: { leaseUntil } }, { projection: { cancelRequested: 1 } }).lean<{ cancelRequested: boolean }>().exec();
  }

  async report({ _id, fence }: StoredTask, progress: number | null, message: Message): Promise<void> {
    await this.#tasks.updateOne({ _id, fence, state: "running" }, { $set: { progress }, $push: { log: { $each: [{ at: new Date(), message }], $slice: -keptLogEntries } } });
  }

  /** Ends a taken task; false when another worker has it. */
  async finish({ _id, fence }: StoredTask, end: { state: "succeeded" | "failed" | "cancelled"; result?: string; error?: { code: string; message: Message } }, transaction?: Transaction): Promise<boolean> {
    const { state, result = null, error = null } = end;
    const set = { state, result, error, finishedAt: new Date(), leaseUntil: null, input: null, ...(state === "succeeded" ? { progress: 1 } : {}) };
    return (await this.#tasks.updateOne({ _id, fence, state: "running" }, { $set: set }, within(transaction))).matchedCount === 1;
  }

  /** Tasks of a kind that wait or run, without what they work on. */
  unfinished(kind: string): Promise<Pick<StoredTask, "_id" | "space">[]> {
    return this.#tasks.find({ kind, state: { $in: ["waiting", "running"] } }, { space: 1 }).lean<Pick<StoredTask, "_id" | "space">[]>().exec();
  }

  async inputOf(id: string): Promise<Buffer | null> {
    return (await this.#tasks.findById(id, { input: 1 }).lean<Pick<StoredTask, "input">>().exec())?.input ?? null;
  }

  /** False when the task has ended meanwhile. */
  async replaceInput(id: string, input: Buffer): Promise<boolean> {
    return (await this.#tasks.updateOne({ _id: id, state: { $in: ["waiting", "running"] }, input: { $ne: null } }, { $set: { input } })).matchedCount === 1;
  }

  async removeFinished(before: Date): Promise<number> {
    return (await this.#tasks.deleteMany({ finishedAt: { $lte: before } })).deletedCount;
  }
}
