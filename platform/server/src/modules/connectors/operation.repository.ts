import { createHash } from "node:crypto";
import { type HttpMethod, type Locale, type Operation, docsScore, httpMethods } from "@tessera/contracts";
import { type Connection, type Model, type QueryFilter, Schema } from "mongoose";
import { newId } from "../../persistence/new-id.ts";
import { type Page, defaultLimit } from "../../persistence/page.ts";
import { type Transaction, within } from "../../persistence/transactions.ts";
import { oncePerObject } from "../../platform/once-per-object.ts";
import { takingTurns } from "../../platform/taking-turns.ts";
import { canonicalText } from "./canonical-text.ts";
import { type OperationListRequest, afterCursor, countingOf, cursorAfter, listFilter, orderOf } from "./operation-list.ts";
import { operationWords } from "./operation-words.ts";

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
  /** Summaries of its translations, by language; earlier builds stored none. */
  summaries?: Partial<Record<Locale, string>>;
  tags: string[];
  deprecated: boolean;
  authenticate: boolean;
  grant: boolean;
  /** Order within the document. */
  position: number;
  /** What it is found by, see `operationWords`. */
  words: string[];
  /** Of its docs, see `docsScore`. */
  score: number;
  /** Of its content, see `operationDigest`. */
  digest: string;
  content: string;
  revision: number;
}

/** What is known of an operation without its content. */
export type OperationRow = Omit<StoredOperation, "content" | "words" | "space" | "draft" | "route">;

const schema = new Schema<StoredOperation>(
  {
    _id: { type: String, required: true }, space: String, draft: String, operation: String, method: { type: String, enum: httpMethods }, path: String, route: String, summary: String, summaries: new Schema({ "zh-CN": String, en: String }, { _id: false, versionKey: false, strict: "throw" }), tags: [String],
    deprecated: Boolean, authenticate: Boolean, grant: Boolean, position: Number, words: [String], score: Number, digest: String, content: String, revision: Number,
  },
  { versionKey: false, strict: "throw" },
);
schema.index({ draft: 1, operation: 1 }, { unique: true });
schema.index({ draft: 1, route: 1 }, { unique: true });
schema.index({ draft: 1, position: 1 });
schema.index({ draft: 1, path: 1, operation: 1 });
schema.index({ draft: 1, score: 1, operation: 1 });
schema.index({ draft: 1, words: 1 });
schema.index({ draft: 1, tags: 1 });
schema.index({ draft: 1, method: 1, operation: 1 });

const rowFields = { operation: 1, method: 1, path: 1, summary: 1, summaries: 1, tags: 1, deprecated: 1, authenticate: 1, grant: 1, position: 1, score: 1, digest: 1, revision: 1 } as const;
const batchSize = 250;

/** Collection `operations`: the operations of all drafts. */
export class OperationRepository {
  readonly #operations: Model<StoredOperation>;

  constructor(connection: Connection) {
    this.#operations = connection.model<StoredOperation>("Operation", schema, "operations");
  }

  /** A page of a draft; `ids` narrows it further. The first one says how many there are, unless a search finds too many to count. */
  async list(draft: string, request: OperationListRequest, ids?: readonly string[]): Promise<Page<OperationRow>> {
    const matching = listFilter(draft, request, ids);
    const order = orderOf(request);
    const limit = request.limit ?? defaultLimit;
    const filter = request.cursor === undefined ? matching : ({ $and: [matching, afterCursor(order, request.cursor)] } as QueryFilter<StoredOperation>);
    const sort = order.field === "operation" ? { operation: order.direction } : { [order.field]: order.direction, operation: order.direction };
    const query = this.#operations.find(filter, rowFields).sort(sort).limit(limit + 1).lean<OperationRow[]>();
    const counting = countingOf(request, ids);
    const [found, counted] = await Promise.all([query, request.cursor === undefined ? this.#operations.countDocuments(matching, counting) : undefined]);
    const total = counted === counting.limit ? undefined : counted;
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(found.length > limit && last !== undefined ? { nextCursor: cursorAfter(last[order.field], last.operation) } : {}), ...(total === undefined ? {} : { total }) };
  }

  /** Every operation of a draft without its content, by id. */
  rows(draft: string): Promise<OperationRow[]> {
    return this.#operations.find({ draft }, rowFields).sort({ operation: 1 }).lean<OperationRow[]>().exec();
  }

  /** Those of the chosen ones that there are. */
  chosen(draft: string, operations: readonly string[], transaction?: Transaction): Promise<StoredOperation[]> {
    return this.#operations.find({ draft, operation: { $in: [...operations] } }, null, within(transaction)).lean<StoredOperation[]>().exec();
  }

  /** The operations of a draft that match the same calls as one of these, or have the id of one. */
  async clashing(draft: string, operations: readonly Operation[], transaction?: Transaction): Promise<{ operation: string; route: string }[]> {
    const [ids, routes] = [operations.map(({ id }) => id), operations.map(({ method, path }) => routeOf(method, path))];
    return this.#operations.find({ draft, $or: [{ operation: { $in: ids } }, { route: { $in: routes } }] }, { operation: 1, route: 1 }, within(transaction)).lean<{ operation: string; route: string }[]>().exec();
  }

  find(draft: string, operation: string, transaction?: Transaction): Promise<StoredOperation | null> {
    return this.#operations.findOne({ draft, operation }, null, within(transaction)).lean<StoredOperation>().exec();
  }

  async all(draft: string, transaction?: Transaction): Promise<Operation[]> {
    const found = await this.#operations.find({ draft }, { content: 1 }, within(transaction)).sort({ position: 1 }).lean<{ content: string }[]>();
    const operations: Operation[] = [];
    const othersTurn = takingTurns();
    for (const { content } of found) {
      operations.push(JSON.parse(content) as Operation);
      await othersTurn();
    }
    return operations;
  }

  /** The same as JSON texts. */
  async contents(draft: string): Promise<string[]> {
    return (await this.#operations.find({ draft }, { content: 1 }).sort({ position: 1 }).lean<{ content: string }[]>()).map(({ content }) => content);
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
    const [stored] = await this.insertAll(space, draft, [operation], transaction);
    return stored as StoredOperation;
  }

  /** Adds operations after the last one. */
  async insertAll(space: string, draft: string, operations: readonly Operation[], transaction: Transaction): Promise<StoredOperation[]> {
    const last = await this.#operations.findOne({ draft }, { position: 1 }, within(transaction)).sort({ position: -1 }).lean<{ position: number }>();
    const first = (last?.position ?? -1) + 1;
    const stored = operations.map((operation, index) => storedOf(space, draft, operation, first + index));
    await this.#operations.insertMany(stored, { ...within(transaction), ordered: true, lean: true });
    return stored;
  }

  /** Null when the operation is no longer at `revision`. */
  async replace(current: StoredOperation, operation: Operation, transaction: Transaction): Promise<StoredOperation | null> {
    const { _id, revision, ...next } = { ...storedOf(current.space, current.draft, operation, current.position), _id: current._id, revision: current.revision };
    return this.#operations.findOneAndUpdate({ _id, revision }, { $set: next, $inc: { revision: 1 } }, { ...within(transaction), returnDocument: "after" }).lean<StoredOperation>().exec();
  }

  /** Writes many at once; false when one of them is no longer at its revision. */
  async replaceAll(changes: readonly { current: StoredOperation; operation: Operation }[], transaction: Transaction): Promise<boolean> {
    let matched = 0;
    for (let start = 0; start < changes.length; start += batchSize) {
      const writes = changes.slice(start, start + batchSize).map(({ current: { _id, space, draft, position, revision }, operation }) => {
        const { _id: _newId, revision: _one, ...next } = storedOf(space, draft, operation, position);
        return { updateOne: { filter: { _id, revision }, update: { $set: next, $inc: { revision: 1 } } } };
      });
      matched += (await this.#operations.bulkWrite(writes, { ...within(transaction), ordered: true })).matchedCount;
    }
    return matched === changes.length;
  }

  /** All of a draft with their contents. */
  everything(draft: string): Promise<StoredOperation[]> {
    return this.#operations.find({ draft }).sort({ position: 1 }).lean<StoredOperation[]>().exec();
  }

  /** Writes a draft that nothing points to yet: operations of another one, some of them changed. */
  async fillFrom(draft: string, operations: readonly { stored: StoredOperation; changed: Operation | undefined }[]): Promise<void> {
    for (let start = 0; start < operations.length; start += batchSize) {
      const batch = operations.slice(start, start + batchSize).map(({ stored, changed }): StoredOperation => {
        if (changed === undefined) return { ...stored, _id: newId(), draft };
        return { ...storedOf(stored.space, draft, changed, stored.position), revision: stored.revision + 1 };
      });
      await this.#operations.insertMany(batch, { ordered: true, lean: true });
    }
  }

  async removeAll(operations: readonly StoredOperation[], transaction: Transaction): Promise<void> {
    await this.#operations.deleteMany({ _id: { $in: operations.map(({ _id }) => _id) } }, within(transaction));
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
    _id: newId(), space, draft, operation: id, method, path, route: routeOf(method, path), summary, summaries: summariesOf(operation), tags, deprecated, authenticate: security.authenticate, grant: security.grant,
    position, words: operationWords(operation), score: docsScore(operation).score, digest: operationDigest(operation), content: JSON.stringify(operation), revision: 1,
  };
}

/** What lists show of an operation. */
export function rowOf({ _id, operation, method, path, summary, summaries, tags, deprecated, authenticate, grant, position, score, digest, revision }: StoredOperation): OperationRow {
  return { _id, operation, method, path, summary, ...(summaries === undefined ? {} : { summaries }), tags, deprecated, authenticate, grant, position, score, digest, revision };
}

/** The summaries of an operation's translations. */
export function summariesOf({ translations = {} }: Pick<Operation, "translations">): Partial<Record<Locale, string>> {
  return Object.fromEntries(Object.entries(translations).flatMap(([locale, { summary }]) => (summary === undefined ? [] : [[locale, summary]])));
}

/** Tells whether two operations say the same, whatever the order of their keys. */
export const operationDigest = oncePerObject((operation: Operation) => createHash("sha256").update(canonicalText(operation)).digest("base64url").slice(0, 22));

/** Method and path without the names of its parameters. */
export function routeOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^/}]*\}/g, "{}")}`;
}
