import { Aggregator } from "mingo/aggregator";
import type { Collation } from "../bson/collation.ts";
import { readDocument } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { countDocuments, findDocuments } from "../query/execute.ts";
import type { Query } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import { distinctValuesAt } from "../query/paths.ts";
import type { ReadView } from "../query/read-view.ts";
import { parseSort } from "../query/sort.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { resolveView } from "../view/view.ts";
import { ACCUMULATOR_NAMES, Expressions, LIBRARY_STAGES, assertKnownOperators, contextWith, prepareExpression, translated } from "./expressions.ts";
import type { StageOperator } from "./expressions.ts";
import type { Options } from "./expression-operators.ts";
import { plainValue, withOriginalNumbers, withPlainNumbers } from "./plain-numbers.ts";
import { bucketStage, groupStage } from "./grouping.ts";
import { lazily, limitStage, matchStage, projectStage, redactStage, sampleStage, sortStage, stageNumber, unwindStage, withField } from "./stages.ts";
import type { Stream } from "./stages.ts";

/** What a pipeline reads from. */
export interface PipelineSource {
  readonly view: ReadView;
  readonly db: string;
  /** undefined for `aggregate: 1`, which starts from `$documents` or the like. */
  readonly collection: string | undefined;
  readonly collation?: Collation | undefined;
  readonly variables: Document;
  readonly hint?: unknown;
}

/** A result: stored bytes when no stage changed the document, else a computed document. */
export type PipelineResult = StoredDocument | Document;

const OWN_STAGES = ["$match", "$sort", "$limit", "$skip", "$group", "$unwind", "$lookup", "$unionWith", "$graphLookup", "$count"];
const KNOWN_STAGES: ReadonlySet<string> = new Set([...Object.keys(LIBRARY_STAGES), ...OWN_STAGES]);
const EXPRESSION_STAGES: ReadonlySet<string> = new Set(["$addFields", "$set", "$group", "$replaceRoot", "$replaceWith", "$project", "$redact", "$bucket", "$bucketAuto", "$sortByCount", "$setWindowFields"]);

/** Checks a pipeline before anything is read; returns its stages with names. */
export function parsePipeline(pipeline: unknown): { readonly name: string; readonly specification: unknown }[] {
  if (!Array.isArray(pipeline)) throw new StoreError("TypeMismatch", "'pipeline' option must be specified as an array");
  return pipeline.map((stage, position) => {
    const names = isDocument(stage) ? Object.keys(stage) : [];
    const [name] = names;
    if (names.length !== 1 || name === undefined) throw new StoreError("Location40323", "A pipeline stage specification object must contain exactly one field.");
    if (!KNOWN_STAGES.has(name)) throw new StoreError("UnrecognizedStage", `Unrecognized pipeline stage name: '${name}'`);
    if ((name === "$out" || name === "$merge") && position < pipeline.length - 1) throw new StoreError("Location40601", `${name} can only be the final stage in the pipeline`);
    const specification = (stage as Document)[name];
    if (name === "$group") assertAccumulators(specification);
    if (EXPRESSION_STAGES.has(name)) assertKnownOperators(specification);
    return { name, specification };
  });
}

function assertAccumulators(specification: unknown): void {
  for (const [field, output] of Object.entries(isDocument(specification) ? specification : {})) {
    const [name] = isDocument(output) ? Object.keys(output) : [];
    if (field !== "_id" && name !== undefined && !ACCUMULATOR_NAMES.has(name)) throw new StoreError("Location15952", `unknown group operator '${name}'`);
  }
}

/** Runs a pipeline; leading `$match`, `$sort`, `$skip` and `$limit` stages are served by the planner. */
export function* runPipeline(pipeline: unknown, given: PipelineSource): Generator<PipelineResult> {
  const [stages, source] = belowViews(parsePipeline(pipeline), given);
  const expressions = new Expressions(source.variables, source.collation);
  const head = takeHead(stages, source, expressions);
  const collection = source.collection === undefined ? undefined : source.view.collection(source.db, source.collection);
  const rest = stages.slice(head.stageCount);
  const counted = countStage(rest);
  if (counted !== undefined && collection !== undefined) {
    const count = countDocuments(source.view, collection, head.query);
    if (count > 0) yield counted(count);
    return;
  }
  const found: Iterable<StoredDocument> = collection === undefined ? [] : findDocuments(source.view, collection, head.query);
  if (rest.length === 0) yield* found;
  else yield* computed(rest, decoded(found), source, expressions);
}

/** A pipeline on a view is the view's stages and its own on what the view reads. */
function belowViews(stages: Stages, source: PipelineSource): [Stages, PipelineSource] {
  const resolved = source.collection === undefined ? undefined : resolveView(source.view, source.db, source.collection, source.collation);
  return resolved === undefined ? [stages, source] : [[...parsePipeline(resolved.pipeline), ...stages], { ...source, collection: resolved.collection }];
}

/** The collection and query that the planner serves when a pipeline is run. */
export function plannedHead(pipeline: unknown, given: PipelineSource): { readonly collection: string | undefined; readonly query: Query } {
  const [stages, source] = belowViews(parsePipeline(pipeline), given);
  return { collection: source.collection, query: takeHead(stages, source, new Expressions(source.variables, source.collation)).query };
}

/** Runs stages over documents that are already decoded (update pipelines, change events). */
export function runStages(pipeline: unknown, documents: Iterable<Document>, source: PipelineSource): Generator<Document> {
  return computed(parsePipeline(pipeline), documents, source, new Expressions(source.variables, source.collation));
}

/** Applies an update pipeline to one document; untouched fields keep their numeric types. */
export function updateByPipeline(pipeline: readonly Document[], document: Document, source: PipelineSource): Document {
  const original = structuredCopy(document);
  const [changed] = runStages(pipeline, [withPlainNumbers(document)], source);
  return withOriginalNumbers(changed, original) as Document;
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  return isDocument(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner)])) : value;
}

type Stages = ReturnType<typeof parsePipeline>;

function takeHead(stages: Stages, source: PipelineSource, expressions: Expressions): { readonly query: Query; readonly stageCount: number } {
  const filters: Document[] = [];
  let at = 0;
  while (stages[at]?.name === "$match") {
    const filter = stages[at++]?.specification;
    if (!isDocument(filter)) throw new StoreError("BadValue", "the match filter must be an expression in an object");
    filters.push(filter);
  }
  const sort = stages[at]?.name === "$sort" ? parseSort(stages[at++]?.specification) : [];
  const skip = stages[at]?.name === "$skip" ? stageNumber("$skip", stages[at++]?.specification, 0) : 0;
  const limit = stages[at]?.name === "$limit" ? stageNumber("$limit", stages[at++]?.specification, 1) : Infinity;
  const filter = compileFilter(filters.length > 1 ? { $and: filters } : (filters[0] ?? {}), expressions);
  return { query: { filter, sort, skip, limit, hint: source.hint }, stageCount: at };
}

/** The stages that only count, as `countDocuments` and `$count` send them. */
function countStage(rest: Stages): ((count: number) => Document) | undefined {
  const [only] = rest;
  if (rest.length !== 1 || only === undefined) return undefined;
  if (only.name === "$group" && isDocument(only.specification) && !Object.hasOwn(only.specification, "_id")) return undefined;
  if (only.name === "$count" && typeof only.specification === "string") return (count) => ({ [only.specification as string]: count });
  if (only.name !== "$group" || !isDocument(only.specification)) return undefined;
  const { _id: id, ...fields } = only.specification;
  const [[name, accumulator] = ["", undefined], ...others] = Object.entries(fields);
  const isCount = others.length === 0 && isDocument(accumulator) && Object.keys(accumulator).join() === "$sum" && accumulator["$sum"] === 1;
  if (!isCount || typeof id === "string" || isDocument(id) || Array.isArray(id)) return undefined;
  return (count) => ({ _id: id, [name]: count });
}

function* decoded(found: Iterable<StoredDocument>): Generator<Document> {
  for (const stored of found) yield withPlainNumbers(readDocument(stored.bytes));
}

function* computed(stages: Stages, documents: Iterable<Document>, source: PipelineSource, expressions: Expressions): Generator<Document> {
  const context = contextWith(ownStages(source, expressions), source.collation);
  const pipeline = stages.map(({ name, specification }) => ({ [name]: name === "$match" ? specification : prepareExpression(specification) }));
  // The library's $setWindowFields calls functions of its own through this switch; what clients could send was left out of the context.
  const options = { context, variables: source.variables, scriptEnabled: true };
  const stream = translated(() => new Aggregator(pipeline as never, options as never).stream(documents as never));
  for (;;) {
    const next = translated(() => stream.next() as IteratorResult<Document>);
    if (next.done === true) return;
    yield next.value;
  }
}

function ownStages(source: PipelineSource, expressions: Expressions): Record<`$${string}`, StageOperator> {
  const own = {
    $match: matchStage(expressions),
    $project: projectStage(expressions),
    $sort: (documents: Stream, specification: unknown) => sortStage(documents, specification, source.collation),
    $limit: limitStage,
    $group: (documents: Stream, specification: Document, options: Options) => groupStage(documents, specification, options, source.collation),
    $bucket: bucketStage,
    $unwind: unwindStage,
    $redact: redactStage,
    $sample: sampleStage,
    $lookup: (documents: Stream, specification: Document) => lookup(documents, specification, source),
    $unionWith: (documents: Stream, specification: unknown) => unionWith(documents, specification, source),
    $graphLookup: (documents: Stream, specification: Document) => graphLookup(documents, specification, source, expressions),
    $out: refuseWriting,
    $merge: refuseWriting,
  };
  return own as unknown as Record<`$${string}`, StageOperator>;
}

function refuseWriting(): never {
  throw new StoreError("BadValue", "$out and $merge can only be the final stage in the pipeline");
}

function documentOfResult(result: PipelineResult): Document {
  return "bytes" in result && Buffer.isBuffer(result["bytes"]) ? withPlainNumbers(readDocument(result["bytes"])) : (result as Document);
}

function lookup(documents: Stream, specification: Document, source: PipelineSource): Stream {
  const { from, localField, foreignField, as, pipeline = [], let: variables } = specification;
  if (typeof as !== "string") throw new StoreError("FailedToParse", "must specify 'as' field for a $lookup");
  if (from !== undefined && typeof from !== "string") throw new StoreError("FailedToParse", "$lookup 'from' must be the name of a collection");
  const joinsFields = typeof localField === "string" && typeof foreignField === "string";
  if (!joinsFields && !("pipeline" in specification)) throw new StoreError("FailedToParse", "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const outer = new Expressions(source.variables, source.collation);
  return documents.map(((document: Document) => {
    const bound = isDocument(variables) ? Object.fromEntries(Object.entries(variables).map(([name, expression]) => [name, outer.evaluate(expression, document) ?? null])) : {};
    const join = joinsFields ? [{ $match: { [foreignField]: joinCondition(document, localField) } }] : [];
    const inner: PipelineSource = { ...source, collection: from, variables: { ...source.variables, ...bound } };
    return withField(document, as, [...runPipeline([...join, ...(pipeline as unknown[])], inner)].map(documentOfResult));
  }) as never);
}

function joinCondition(document: Document, localField: string): Document {
  const values = distinctValuesAt(document, localField);
  return { $in: values.length === 0 ? [null] : values };
}

function unionWith(documents: Stream, specification: unknown, source: PipelineSource): Stream {
  const options: Document = isDocument(specification) ? specification : { coll: specification };
  const { coll, pipeline = [] } = options;
  if (coll !== undefined && typeof coll !== "string") throw new StoreError("FailedToParse", "$unionWith needs the name of a collection");
  return lazily(function* () {
    yield* documents as Iterable<unknown>;
    for (const result of runPipeline(pipeline, { ...source, collection: coll })) yield documentOfResult(result);
  });
}

function graphLookup(documents: Stream, specification: Document, source: PipelineSource, expressions: Expressions): Stream {
  const { from, startWith, connectFromField, connectToField, as, maxDepth, depthField, restrictSearchWithMatch } = specification;
  if (typeof from !== "string" || typeof connectFromField !== "string" || typeof connectToField !== "string" || typeof as !== "string") {
    throw new StoreError("FailedToParse", "$graphLookup requires 'from', 'startWith', 'connectFromField', 'connectToField' and 'as'");
  }
  const deepest = maxDepth === undefined ? Infinity : stageNumber("$graphLookup", maxDepth, 0);
  return documents.map(((document: Document) => {
    const start = expressions.evaluate(startWith, document);
    let frontier: unknown[] = Array.isArray(start) ? start : [start ?? null];
    const found = new Map<string, Document>();
    for (let depth = 0; depth <= deepest && frontier.length > 0; depth++) {
      const restriction = isDocument(restrictSearchWithMatch) ? [{ $match: restrictSearchWithMatch }] : [];
      const level = [...runPipeline([{ $match: { [connectToField]: { $in: frontier } } }, ...restriction], { ...source, collection: from })].map(documentOfResult);
      const fresh = level.filter((one) => !found.has(String(one["_id"])));
      for (const one of fresh) found.set(String(one["_id"]), typeof depthField === "string" ? { ...one, [depthField]: depth } : one);
      frontier = fresh.flatMap((one) => distinctValuesAt(one, connectFromField)).map(plainValue);
    }
    return withField(document, as, [...found.values()]);
  }) as never);
}
