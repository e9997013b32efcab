import { ChangeStreamCursor } from "../change-stream/change-stream-cursor.ts";
import { runPipeline, runStages } from "../aggregate/pipeline.ts";
import type { PipelineResult } from "../aggregate/pipeline-source.ts";
import { mergeInto, outInto } from "../aggregate/output.ts";
import { allResults } from "../aggregate/results.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { FIRST_BATCH_SIZE, cursorReply, sendable } from "../cursor/cursor.ts";
import { StoreError } from "../errors.ts";
import type { Pause, Steps } from "../pacing/pause.ts";
import { timestampOf } from "../storage/oplog.ts";
import { assertNoView } from "../view/view.ts";
import { clusterTimeOf, collationOf, countField, documentField, hintOf, variablesOf } from "./command.ts";
import type { Command, CommandContext, CommandTable } from "./command.ts";
import { explainAggregate } from "./explain.ts";
import { openCursor } from "./find.ts";
import { assertSnapshotStage, serverRows } from "./source-stages.ts";

/** The collection an aggregate reads; undefined for `aggregate: 1`. */
export function aggregateTarget(body: Document): string | undefined {
  const target = body["aggregate"];
  if (target === 1) return undefined;
  if (typeof target !== "string" || target === "") throw new StoreError("InvalidNamespace", "aggregate needs a collection name or 1");
  return target;
}

function watch(context: CommandContext, target: string | undefined, options: Document, stages: readonly unknown[]): Document {
  const { services, db, body } = context;
  if (target !== undefined) assertNoView(context.view.collection(db, target));
  if (context.isInTransaction) throw new StoreError("OperationNotSupportedInTransaction", "$changeStream cannot be used in a transaction");
  const isCluster = options["allChangesForCluster"] === true;
  if (isCluster && (db !== "admin" || target !== undefined)) throw new StoreError("InvalidOptions", "A $changeStream with 'allChangesForCluster' may only be opened on the 'admin' database");
  const scope = { db: isCluster ? undefined : db, collection: target };
  const namespace = `${db}.${target ?? "$cmd.aggregate"}`;
  const cursor = new ChangeStreamCursor(services.engine, namespace, scope, options, stages);
  const events = cursor.take(countField(documentField(body, "cursor"), "batchSize", FIRST_BATCH_SIZE));
  const id = services.cursors.add(cursor, context.session?.id);
  return { ...cursorReply(id, namespace, "firstBatch", events, { postBatchResumeToken: cursor.postBatchResumeToken }), operationTime: timestampOf(services.engine.oplog.last) };
}

const aggregate: Command = {
  kind: "read",
  inTransaction: true,
  readsSnapshots: true,
  *run(context): Steps<Document> {
    const { body, db, view } = context;
    const target = aggregateTarget(body);
    const { pipeline } = body;
    if (!Array.isArray(pipeline)) throw new StoreError("TypeMismatch", "'pipeline' option must be specified as an array");
    if (body["explain"] === true) return yield* explainAggregate(context, body);
    if (!isDocument(body["cursor"])) throw new StoreError("FailedToParse", "The 'cursor' option is required, except for aggregate with the explain argument");
    const [first, last] = [pipeline[0] as unknown, pipeline.at(-1) as unknown];
    assertSnapshotStage(view, first);
    if (isDocument(first) && "$changeStream" in first) return watch(context, target, documentField(first, "$changeStream"), pipeline.slice(1));
    const collation = collationOf(body, target === undefined ? undefined : view.collection(db, target));
    const source = { view, db, collection: target, collation, variables: variablesOf(body, "let"), ...hintOf(body) };
    const namespace = `${db}.${target ?? "$cmd.aggregate"}`;
    const rows = serverRows(context, target, first);
    const run = (stages: readonly unknown[]): Generator<PipelineResult | Pause> => (rows === undefined ? runPipeline(stages, source) : runStages(stages.slice(1), rows, source));
    if (isDocument(last) && ("$out" in last || "$merge" in last)) {
      if (documentField(body, "readConcern")["level"] === "linearizable") throw new StoreError("InvalidOptions", `${Object.keys(last)[0]} cannot be used with a 'linearizable' read concern level`);
      const results = yield* allResults(run(pipeline.slice(0, -1)));
      yield* "$out" in last ? outInto(context, last["$out"], results) : mergeInto(context, last["$merge"], results);
      return cursorReply(0, namespace, "firstBatch", [], clusterTimeOf(view));
    }
    const batchSize = countField(documentField(body, "cursor"), "batchSize", FIRST_BATCH_SIZE);
    return yield* openCursor(context, namespace, sendable(run(pipeline)), batchSize, false);
  },
};

/** Aggregation pipelines and change streams. */
export const AGGREGATE_COMMANDS: CommandTable = { aggregate };
