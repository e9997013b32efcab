import { type HttpMethod, type Operation, httpMethods } from "@tessera/contracts";
import { type Connection, type Model, Schema } from "mongoose";
import { newId } from "../../persistence/new-id.ts";
import { type ListRequest, type Page, findPage } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";

/** One operation of a draft. What lists show stands beside `content`, the whole operation as JSON text. */
export interface StoredOperation {
  _id: string;
  space: string;
  draft: string;
  /** Id within the connector. */
  operation: string;
  method: HttpMethod;
  path: string;
  /** Method and path without the names of its parameters: what two operations cannot share. */
  route: string;
  summary: string | null;
  tags: string[];
  deprecated: boolean;
  authenticate: boolean;
  grant: boolean;
  /** Order within the document. */
  position: number;
  content: string;
  revision: number;
}

const schema = new Schema<StoredOperation>(
  {
    _id: { type: String, required: true }, space: String, draft: String, operation: String, method: { type: String, enum: httpMethods }, path: String, route: String, summary: String, tags: [String],
    deprecated: Boolean, authenticate: Boolean, grant: Boolean, position: Number, content: String, revision: Number,
  },
  { versionKey: false, strict: "throw" },
);
schema.index({ draft: 1, operation: 1 }, { unique: true });
schema.index({ draft: 1, route: 1 }, { unique: true });
schema.index({ draft: 1, position: 1 });

const listFields = ["operation", "method", "path", "summary", "tags", "deprecated", "authenticate", "grant"] as const;
const batchSize = 250;

/** Collection `operations`: the operations of all drafts. */
export class OperationRepository {
  readonly #operations: Model<StoredOperation>;

  constructor(connection: Connection) {
    this.#operations = connection.model<StoredOperation>("Operation", schema, "operations");
  }

  list(draft: string, request: ListRequest): Promise<Page<StoredOperation>> {
    return findPage(this.#operations, { draft }, request, { key: "operation", direction: 1, searchIn: ["operation", "path", "summary", "tags"], count: true, select: listFields });
  }

  find(draft: string, operation: string, transaction?: Transaction): Promise<StoredOperation | null> {
    return this.#operations.findOne({ draft, operation }, null, within(transaction)).lean<StoredOperation>().exec();
  }

  async all(draft: string, transaction?: Transaction): Promise<Operation[]> {
    const found = await this.#operations.find({ draft }, { content: 1 }, within(transaction)).sort({ position: 1 }).lean<{ content: string }[]>();
    return found.map(({ content }) => JSON.parse(content) as Operation);
  }

  /** Ids of `operations` that the draft does not have. */
  async missing(draft: string, operations: readonly string[]): Promise<string[]> {
    const found = await this.#operations.find({ draft, operation: { $in: [...operations] } }, { operation: 1 }).lean<{ operation: string }[]>();
    const known = new Set(found.map(({ operation }) => operation));
    return operations.filter((operation) => !known.has(operation));
  }

  count(draft: string, transaction?: Transaction): Promise<number> {
    return this.#operations.countDocuments({ draft }, within(transaction)).exec();
  }

  /** Writes the operations of a draft that nothing points to yet. `onProgress` gets the number written. */
  async fill(space: string, draft: string, operations: readonly Operation[], onProgress?: (written: number) => Promise<void>): Promise<void> {
    for (let start = 0; start < operations.length; start += batchSize) {
      const batch = operations.slice(start, start + batchSize).map((operation, index) => storedOf(space, draft, operation, start + index));
      await this.#operations.insertMany(batch, { ordered: true, lean: true });
      await onProgress?.(start + batch.length);
    }
  }

  async insert(space: string, draft: string, operation: Operation, transaction: Transaction): Promise<StoredOperation> {
    const last = await this.#operations.findOne({ draft }, { position: 1 }, within(transaction)).sort({ position: -1 }).lean<{ position: number }>();
    const stored = storedOf(space, draft, operation, (last?.position ?? -1) + 1);
    await this.#operations.create([stored], within(transaction));
    return stored;
  }

  /** Null when the operation is no longer at `revision`. */
  async replace(current: StoredOperation, operation: Operation, transaction: Transaction): Promise<StoredOperation | null> {
    const { _id, revision, ...next } = { ...storedOf(current.space, current.draft, operation, current.position), _id: current._id, revision: current.revision };
    return this.#operations.findOneAndUpdate({ _id, revision }, { $set: next, $inc: { revision: 1 } }, { ...within(transaction), returnDocument: "after" }).lean<StoredOperation>().exec();
  }

  async remove(draft: string, operation: string, transaction: Transaction): Promise<StoredOperation | null> {
    return this.#operations.findOneAndDelete({ draft, operation }, within(transaction)).lean<StoredOperation>().exec();
  }

  async removeDraft(draft: string): Promise<void> {
    await this.#operations.deleteMany({ draft });
  }
}

function storedOf(space: string, draft: string, operation: Operation, position: number): StoredOperation {
  const { id, method, path, summary = null, tags = [], deprecated = false, security } = operation;
  return {
    _id: newId(), space, draft, operation: id, method, path, route: routeOf(method, path), summary, tags, deprecated, authenticate: security.authenticate, grant: security.grant,
    position, content: JSON.stringify(operation), revision: 1,
  };
}

function routeOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^/}]*\}/g, "{}")}`;
}
