import type { CallbackView, Message } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";

/** One callback as it came in, or its replay. */
export interface StoredCallback {
  _id: string;
  space: string;
  run: string;
  receivedAt: Date;
  address: string;
  /** JSON text, without secrets: names of headers may hold dots. */
  headers: string;
  /** Packed JSON. */
  body: Buffer;
  sizeBytes: number;
  effect: CallbackView["effect"];
  reason: Message | null;
  replayOf: string | null;
}

const text = { _id: false, "zh-CN": String, en: String };
const schema = new Schema<StoredCallback>(
  { _id: { type: String, required: true }, space: String, run: String, receivedAt: Date, address: String, headers: String, body: Buffer, sizeBytes: Number, effect: String, reason: { type: text, default: null }, replayOf: String } as never,
  { versionKey: false, strict: "throw" },
);
schema.index({ run: 1, _id: -1 });
schema.index({ receivedAt: 1 });

/** Collection `operation_callbacks`. */
export class CallbackRepository {
  readonly #callbacks: Model<StoredCallback>;

  constructor(connection: Connection) {
    this.#callbacks = connection.model<StoredCallback>("OperationCallback", schema, "operation_callbacks");
  }

  async insert(callback: StoredCallback): Promise<void> {
    await this.#callbacks.create([callback]);
  }

  find(space: string, run: string, id: string): Promise<StoredCallback | null> {
    return this.#callbacks.findOne({ _id: id, space, run }).lean<StoredCallback>().exec();
  }

  list(space: string, run: string, request: ListRequest): Promise<Page<StoredCallback>> {
    return findPage(this.#callbacks, { space, run }, request, { key: "_id", direction: -1, searchIn: ["effect", "address"] });
  }

  /** Those that wait for the answer to the start, in the order in which they came. */
  kept(run: string): Promise<StoredCallback[]> {
    return this.#callbacks.find({ run, effect: "kept" }).sort({ _id: 1 }).lean<StoredCallback[]>().exec();
  }

  async tell(id: string, effect: StoredCallback["effect"], reason: Message | null): Promise<StoredCallback | null> {
    return this.#callbacks.findOneAndUpdate({ _id: id }, { $set: { effect, reason } }, { returnDocument: "after" }).lean<StoredCallback>().exec();
  }

  async removeOlder(before: Date): Promise<number> {
    return (await this.#callbacks.deleteMany({ receivedAt: { $lte: before } })).deletedCount;
  }
}
