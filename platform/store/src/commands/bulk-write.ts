import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { sendable } from "../cursor/cursor.ts";
import { StoreError } from "../errors.ts";
import { finish } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import { adminOnly, countField, documentField } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import type { Tally } from "../session/write-progress.ts";
import { runDelete } from "./delete.ts";
import { openCursor } from "./find.ts";
import { insertOne } from "./insert.ts";
import { runUpdate } from "./update.ts";
import { runStatements } from "./write-errors.ts";

const RESULT_NAMESPACE = "$cmd.bulkWrite";

interface Totals extends Tally {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
  results: Document[];
}

interface Namespace {
  readonly db: string;
  readonly name: string;
}

function namespacesOf(source: unknown): Namespace[] {
  if (!Array.isArray(source) || source.length === 0) throw new StoreError("InvalidLength", "bulkWrite needs at least one namespace in nsInfo");
  return source.map((entry: unknown) => {
    const text = isDocument(entry) && typeof entry["ns"] === "string" ? entry["ns"] : "";
    const dot = text.indexOf(".");
    if (dot <= 0 || dot === text.length - 1) throw new StoreError("InvalidNamespace", `Invalid namespace specified for bulkWrite: '${text}'`);
    return { db: text.slice(0, dot), name: text.slice(dot + 1) };
  });
}

/** Runs one operation and gives the reply about it; its first field says the kind and holds the position in nsInfo. */
function* runOperation(context: CommandContext, operation: unknown, namespaces: readonly Namespace[], totals: Totals): Steps<Document> {
  const kind = isDocument(operation) ? (Object.keys(operation)[0] ?? "") : "";
  const position = isDocument(operation) ? operation[kind] : undefined;
  const target = typeof position === "number" ? namespaces[position] : undefined;
  if (!isDocument(operation) || !["insert", "update", "delete"].includes(kind)) throw new StoreError("FailedToParse", "an operation of bulkWrite must begin with insert, update or delete");
  if (target === undefined) throw new StoreError("BadValue", `BulkWrite ops entry ${JSON.stringify(operation[kind])} has an invalid nsInfo index.`);
  const own = { ...context, db: target.db };
  if (kind === "insert") {
    if (!isDocument(operation["document"])) throw new StoreError("TypeMismatch", "the field 'document' of an insert must be a document");
    insertOne(own, own.sink.ensureCollection(target.db, target.name), operation["document"]);
    totals.nInserted++;
    return { n: 1 };
  }
  if (kind === "delete") {
    const removed = yield* runDelete(own, target.name, { ...operation, q: operation["filter"], limit: operation["multi"] === true ? 0 : 1 });
    totals.nDeleted += removed;
    return { n: removed };
  }
  const outcome = yield* runUpdate(own, target.name, { ...operation, q: operation["filter"], u: operation["updateMods"], c: operation["constants"] });
  totals.nMatched += outcome.matched;
  totals.nModified += outcome.modified;
  if (!("upsertedId" in outcome)) return { n: outcome.matched, nModified: outcome.modified };
  totals.nUpserted++;
  return { n: 1, nModified: 0, upserted: { _id: outcome.upsertedId } };
}

const bulkWrite: Command = {
  kind: "write",
  inTransaction: true,
  *run(context): Steps<Document> {
    const { body } = context;
    adminOnly(context, "bulkWrite");
    const { ops } = body;
    if (!Array.isArray(ops) || ops.length === 0 || ops.length > 100_000) throw new StoreError("InvalidLength", `Write batch sizes must be between 1 and 100000. Got ${Array.isArray(ops) ? ops.length : 0} operations.`);
    const namespaces = namespacesOf(body["nsInfo"]);
    const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0, results: [] };
    const errors = yield* runStatements(context, ops.length, totals, function* (index): Steps<void> {
      const result = yield* runOperation(context, ops[index], namespaces, totals);
      if (body["errorsOnly"] !== true) totals.results.push({ ok: 1, idx: index, ...result });
    });
    const { results, nInserted, nMatched, nModified, nUpserted, nDeleted } = totals;
    for (const { index, ...error } of errors) results.push({ ok: 0, idx: index, ...error, n: 0 });
    results.sort((a, b) => Number(a["idx"]) - Number(b["idx"]));
    const size = countField(documentField(body, "cursor"), "batchSize", results.length + 1);
    return { ...finish(openCursor({ ...context, view: context.services.engine }, `admin.${RESULT_NAMESPACE}`, sendable(results), size, false)), nErrors: errors.length, nInserted, nMatched, nModified, nUpserted, nDeleted };
  },
};

/** Writing to several collections in one command. */
export const BULK_WRITE_COMMANDS: CommandTable = { bulkWrite };
