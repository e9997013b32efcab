import { type Connection, type Model, Schema } from "mongoose";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

export interface StoredSpace {
  /** Name of the space. */
  _id: string;
  title: string;
  createdAt: Date;
  createdBy: string;
}

const schema = new Schema<StoredSpace>({ _id: { type: String, required: true }, title: String, createdAt: Date, createdBy: String }, { versionKey: false, strict: "throw" });

/** Collection `spaces`. */
export class SpaceRepository {
  readonly #spaces: Model<StoredSpace>;

  constructor(connection: Connection) {
    this.#spaces = connection.model<StoredSpace>("Space", schema, "spaces");
  }

  byName(name: string, transaction?: Transaction): Promise<StoredSpace | null> {
    return this.#spaces.findById(name, null, within(transaction)).lean<StoredSpace>().exec();
  }

  byNames(names: readonly string[]): Promise<StoredSpace[]> {
    return this.#spaces.find({ _id: { $in: [...names] } }).sort({ _id: 1 }).lean<StoredSpace[]>().exec();
  }

  list(request: ListRequest): Promise<Page<StoredSpace>> {
    return findPage(this.#spaces, {}, request, { key: "_id", direction: 1, searchIn: ["_id", "title"], count: true });
  }

  async insert(space: StoredSpace, transaction: Transaction): Promise<void> {
    await this.#spaces.create([space], within(transaction));
  }

  async remove(name: string, transaction: Transaction): Promise<void> {
    await this.#spaces.deleteOne({ _id: name }, within(transaction));
  }
}
