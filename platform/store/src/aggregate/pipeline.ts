import { evalExpr } from "mingo/core";
import { readDocument } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { collect, mapped, pausing, withoutPauses } from "../pacing/pause.ts";
import type { Pause, Paced } from "../pacing/pause.ts";
import { pacedCount, pacedDocuments } from "../query/execute.ts";
import type { Query } from "../query/execute.ts";
import { compileFilter } from "../query/filter.ts";
import { parseSort } from "../query/sort.ts";
import type { StoredDocument } from "../storage/document-writer.ts";
import { resolveView } from "../view/view.ts";
import { densifyStage } from "./densify.ts";
import { optionsOfItem } from "./accumulators.ts";
import { bucketAutoStage } from "./bucket-auto.ts";
import { ACCUMULATOR_NAMES, Expressions, LIBRARY_STAGES, assertKnownOperators, prepareExpression, translated } from "./expressions.ts";
import type { Options } from "./expression-operators.ts";
import { fillStage } from "./fill.ts";
import { bucketStage, groupStage } from "./grouping.ts";
import { graphLookup, lookup, unionWith } from "./joins.ts";
import type { PipelineResult, PipelineSource } from "./pipeline-source.ts";
import type { PartitionContext } from "./partitions.ts";
import { withOriginalNumbers, withPlainNumbers } from "./plain-numbers.ts";
import { allThrough, countStage, eachThrough, limitStage, matchStage, projectStage, redactStage, sampleStage, sortStage, stageNumber, unwindStage } from "./stages.ts";
import type { LibraryStream, StageOutput, Stream } from "./stages.ts";
import { windowFieldsStage } from "./window-fields.ts";

const EXPRESSION_STAGES: ReadonlySet<string> = new Set(["$addFields", "$set", "$group", "$replaceRoot", "$replaceWith", "$project", "$redact", "$bucket", "$bucketAuto", "$sortByCount", "$setWindowFields"]);

const DOCUMENT_STAGES: ReadonlySet<string> = new Set(["$addFields", "$set", "$replaceRoot", "$setWindowFields", "$fill", "$bucket", "$bucketAuto", "$lookup", "$graphLookup"]);

/** Checks a pipeline before anything is read; returns its stages with names. */
export function parsePipeline(pipeline: unknown): { readonly name: string; readonly specification: unknown }[] {
  if (!Array.isArray(pipeline)) throw new StoreError("TypeMismatch", "'pipeline' option must be specified as an array");
  return pipeline.map((stage, position) => {
    const names = isDocument(stage) ? Object.keys(stage) : [];
    const [name] = names;
    if (names.length !== 1 || name === undefined) throw new StoreError("Location40323", "A pipeline stage specification object must contain exactly one field.");
    if (!Object.hasOwn(LIBRARY_STAGES, name)) throw new StoreError("UnrecognizedStage", `Unrecognized pipeline stage name: '${name}'`);
    if ((name === "$out" || name === "$merge") && position < pipeline.length - 1) throw new StoreError("Location40601", `${name} can only be the final stage in the pipeline`);
    const specification = (stage as Document)[name];
    if (DOCUMENT_STAGES.has(name) && !isDocument(specification)) throw new StoreError("FailedToParse", `the ${name} stage specification must be an object`);
    if (name === "$unset" && !(Array.isArray(specification) ? specification : [specification]).every((path) => typeof path === "string" && path !== "")) {
      throw new StoreError("FailedToParse", "$unset specification must be a string or an array of non-empty strings");
    }
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

/** Runs a pipeline, with pauses; leading `$match`, `$sort`, `$skip` and `$limit` stages are served by the planner. */
export function* runPipeline(pipeline: unknown, given: PipelineSource): Generator<PipelineResult | Pause> {
  const [stages, source] = belowViews(parsePipeline(pipeline), given);
  const expressions = new Expressions(source.variables, source.collation);
  const head = takeHead(stages, source, expressions);
  const collection = source.collection === undefined ? undefined : source.view.collection(source.db, source.collection);
  const rest = stages.slice(head.stageCount);
  const counted = countStageOf(rest);
  if (counted !== undefined && collection !== undefined) {
    const count = yield* pacedCount(source.view, collection, head.query);
    if (count > 0) yield counted(count);
    return;
  }
  const found: Paced<StoredDocument> = collection === undefined ? [] : pacedDocuments(source.view, collection, head.query);
  if (rest.length === 0) yield* found;
  else yield* computed(rest, mapped(found, ({ bytes }) => withPlainNumbers(readDocument(bytes))), source, expressions);
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

/** Runs stages over documents that are already decoded (change events, what the server tells about itself). */
export function runStages(pipeline: unknown, documents: Paced<Document>, source: PipelineSource): Generator<Document | Pause> {
  return computed(parsePipeline(pipeline), documents, source, new Expressions(source.variables, source.collation));
}

/** Applies an update pipeline to one document; untouched fields keep their numeric types. */
export function updateByPipeline(pipeline: readonly Document[], document: Document, source: PipelineSource): Document {
  const original = structuredCopy(document);
  const [changed] = withoutPauses(runStages(pipeline, [withPlainNumbers(document)], source));
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
function countStageOf(rest: Stages): ((count: number) => Document) | undefined {
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

/** Puts the stages behind each other and runs what comes out. */
function* computed(stages: Stages, documents: Paced<Document>, source: PipelineSource, expressions: Expressions): Generator<Document | Pause> {
  const output = translated(() => {
    const options = expressions.stageOptions();
    const putBehind = (stream: Stream, { name, specification }: Stages[number]): Stream => stageOf(name, { source, expressions, options })(stream, name === "$match" ? specification : prepareExpression(specification));
    return stages.reduce(putBehind, documents)[Symbol.iterator]();
  });
  try {
    for (;;) {
      const next = translated(() => output.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    output.return?.();
  }
}

/** What a stage works with. */
interface StageContext {
  readonly source: PipelineSource;
  readonly expressions: Expressions;
  readonly options: Options;
}

type Stage = (documents: Stream, specification: never) => Stream;

function libraryStage(name: string): (stream: LibraryStream, specification: unknown, options: Options) => LibraryStream {
  return (LIBRARY_STAGES as Record<string, unknown>)[name] as ReturnType<typeof libraryStage>;
}

function stageOf(name: string, context: StageContext): (documents: Stream, specification: unknown) => Stream {
  const own = OWN_STAGES[name];
  if (own !== undefined) return own(context) as (documents: Stream, specification: unknown) => Stream;
  const stage = libraryStage(name);
  return (documents, specification) => {
    const run = (stream: LibraryStream): LibraryStream => stage(stream, specification, context.options);
    return EACH_BY_ITSELF.has(name) ? eachThrough(documents, run) : allThrough(documents, run, () => context.source.view.isTurnOver());
  };
}

/** Stages of the library that look at one document at a time. */
const EACH_BY_ITSELF: ReadonlySet<string> = new Set(["$addFields", "$set", "$unset", "$replaceRoot", "$replaceWith", "$skip"]);

const OWN_STAGES: Readonly<Record<string, (context: StageContext) => Stage>> = {
  $match: ({ expressions }) => matchStage(expressions),
  $project: ({ expressions, options }) => (documents, specification) => projectStage(expressions)(documents, specification, options),
  $sort: ({ source }) => (documents, specification) => sortStage(documents, specification, source.collation, () => source.view.isTurnOver()),
  $limit: () => limitStage,
  $count: () => countStage,
  $group: (context) => (documents, specification) => grouped(documents, specification, context),
  $sortByCount: (context) => (documents, specification) => sortStage(grouped(documents, { _id: specification, count: { $sum: 1 } }, context), { count: -1 }, undefined, () => context.source.view.isTurnOver()),
  $bucket: ({ options }) => (documents, specification) => bucketStage(documents, specification, options),
  $unwind: () => unwindStage,
  $redact: ({ options }) => (documents, specification) => redactStage(documents, specification, options),
  $sample: () => sampleStage,
  $facet: (context) => (documents, specification) => facet(documents, specification, context),
  $lookup: ({ source }) => (documents, specification) => lookup(documents, specification, source, runPipeline),
  $unionWith: ({ source }) => (documents, specification) => unionWith(documents, specification, source, runPipeline),
  $graphLookup: ({ source }) => (documents, specification) => graphLookup(documents, specification, source, runPipeline),
  $densify: (context) => (documents, specification) => densifyStage(documents, specification, partitioning(context)),
  $fill: (context) => (documents, specification) => fillStage(documents, specification, context.options, partitioning(context)),
  $setWindowFields: (context) => (documents, specification) => windowFieldsStage(documents, specification, context.options, partitioning(context)),
  $bucketAuto: (context) => (documents, specification) => bucketAutoStage(documents, specification, context.options, partitioning(context)),
  $out: () => refuseWriting,
  $merge: () => refuseWriting,
};

function refuseWriting(): never {
  throw new StoreError("BadValue", "$out and $merge can only be the final stage in the pipeline");
}

function grouped(documents: Stream, specification: Document, { source, options }: StageContext): Stream {
  return groupStage(documents, specification, options, source.collation, () => source.view.isTurnOver());
}

function partitioning({ source, options }: StageContext): PartitionContext {
  const optionsOf = optionsOfItem(options);
  return {
    evaluate: (document, expression) => evalExpr(document as never, expression as never, optionsOf(document)) as unknown,
    collation: source.collation,
    isTurnOver: () => source.view.isTurnOver(),
  };
}

/** `$facet`: several pipelines over the same documents, each with a copy of its own. */
function facet(documents: Stream, specification: unknown, { source, expressions }: StageContext): Stream {
  if (!isDocument(specification) || Object.keys(specification).length === 0) throw new StoreError("Location40169", "the $facet specification must be a non-empty object");
  const facets = Object.entries(specification).map(([name, pipeline]) => [name, parsePipeline(pipeline)] as const);
  return (function* (): StageOutput {
    const given = yield* collect(documents);
    const result: Document = {};
    for (const [name, stages] of facets) {
      const copies = mapped(pausing(given, () => source.view.isTurnOver()), (document) => structuredCopy(document) as Document);
      result[name] = stages.length === 0 ? yield* collect(copies) : yield* collect(computed(stages, copies, source, expressions));
    }
    yield result;
  })();
}
