import { runPipeline } from "../aggregate/pipeline.ts";
import type { PipelineResult, PipelineSource } from "../aggregate/pipeline-source.ts";
import { readDocument } from "../bson/reader.ts";
import { RawDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { sendable } from "../cursor/cursor.ts";
import { collect, mapped } from "../pacing/pause.ts";
import type { Pause, Paced, Steps } from "../pacing/pause.ts";
import type { Projection } from "../query/projection.ts";
import type { Collection } from "../storage/catalog.ts";
import { collationOf, countField, documentField, variablesOf } from "./command.ts";
import type { CommandContext } from "./command.ts";

/** The stages that stand for the filter, order and window of a find, count or distinct. */
export function stagesOfRead(body: Document, filterField: "filter" | "query", limit: number): Document[] {
  const [filter, sort] = [documentField(body, filterField), documentField(body, "sort")];
  const skip = countField(body, "skip", 0);
  return [
    ...(Object.keys(filter).length > 0 ? [{ $match: filter }] : []),
    ...(Object.keys(sort).length > 0 && !("$natural" in sort) ? [{ $sort: sort }] : []),
    ...(skip > 0 ? [{ $skip: skip }] : []),
    ...(Number.isFinite(limit) ? [{ $limit: limit }] : []),
  ];
}

function resultsOf({ body, db, view }: CommandContext, collection: Collection, stages: readonly Document[]): Generator<PipelineResult | Pause> {
  const source: PipelineSource = { view, db, collection: collection.name, collation: collationOf(body, collection), variables: variablesOf(body, "let") };
  return runPipeline(stages, source);
}

function documentOf(result: PipelineResult): Document {
  const { bytes } = result as { bytes?: unknown };
  return Buffer.isBuffer(bytes) ? readDocument(bytes) : (result as Document);
}

/** What a find on a view gives. */
export function findThroughView(context: CommandContext, collection: Collection, limit: number, projection: Projection | undefined): Generator<RawDocument | Pause> {
  const results = resultsOf(context, collection, stagesOfRead(context.body, "filter", limit));
  return projection === undefined ? sendable(results) : mapped(results, (result) => new RawDocument(writeDocument(projection(documentOf(result)))));
}

/** How many documents a count on a view finds. */
export function* countThroughView(context: CommandContext, collection: Collection, limit: number): Steps<number> {
  const { sort: _sort, ...body } = context.body;
  const [counted] = yield* collect(resultsOf(context, collection, [...stagesOfRead(body, "query", limit), { $count: "n" }]));
  return counted === undefined ? 0 : Number(documentOf(counted)["n"]);
}

/** The documents whose values a distinct on a view lists. */
export function documentsThroughView(context: CommandContext, collection: Collection): Paced<Document> {
  return mapped(resultsOf(context, collection, stagesOfRead(context.body, "query", Infinity)), documentOf);
}
