import { readDocument } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE, collect, mapped } from "../pacing/pause.ts";
import type { Paced, Steps } from "../pacing/pause.ts";
import { distinctValuesAt } from "../query/paths.ts";
import { Expressions } from "./expressions.ts";
import type { PipelineResult, PipelineSource, RunPipeline } from "./pipeline-source.ts";
import { plainValue, withPlainNumbers } from "./plain-numbers.ts";
import { stageNumber, withField } from "./stages.ts";
import type { StageOutput, Stream } from "./stages.ts";

function documentOfResult(result: PipelineResult): Document {
  return "bytes" in result && Buffer.isBuffer(result["bytes"]) ? withPlainNumbers(readDocument(result["bytes"])) : (result as Document);
}

/** What a pipeline gives, decoded. */
function resultsOf(output: Paced<PipelineResult>): Steps<Document[]> {
  return collect(mapped(output, documentOfResult));
}

/** Makes a new document of each one, by work that may pause. */
function* eachJoined(documents: Stream, join: (document: Document) => Steps<Document>): StageOutput {
  for (const document of documents) yield document === PAUSE ? PAUSE : yield* join(document);
}

/** `$lookup` by fields, by a pipeline, or both. */
export function lookup(documents: Stream, specification: Document, source: PipelineSource, run: RunPipeline): Stream {
  const { from, localField, foreignField, as, pipeline = [], let: variables } = specification;
  if (typeof as !== "string") throw new StoreError("FailedToParse", "must specify 'as' field for a $lookup");
  if (from !== undefined && typeof from !== "string") throw new StoreError("FailedToParse", "$lookup 'from' must be the name of a collection");
  if (!Array.isArray(pipeline)) throw new StoreError("TypeMismatch", "$lookup 'pipeline' must be an array");
  const joinsFields = typeof localField === "string" && typeof foreignField === "string";
  if (!joinsFields && !("pipeline" in specification)) throw new StoreError("FailedToParse", "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const outer = new Expressions(source.variables, source.collation);
  return eachJoined(documents, function* (document) {
    const bound = isDocument(variables) ? Object.fromEntries(Object.entries(variables).map(([name, expression]) => [name, outer.evaluate(expression, document) ?? null])) : {};
    const join = joinsFields ? [{ $match: { [foreignField]: joinCondition(document, localField) } }] : [];
    const inner: PipelineSource = { ...source, collection: from, variables: { ...source.variables, ...bound } };
    return withField(document, as, yield* resultsOf(run([...join, ...(pipeline as unknown[])], inner)));
  });
}

function joinCondition(document: Document, localField: string): Document {
  const values = distinctValuesAt(document, localField);
  return { $in: values.length === 0 ? [null] : values };
}

/** `$unionWith` a collection or documents of its own. */
export function unionWith(documents: Stream, specification: unknown, source: PipelineSource, run: RunPipeline): Stream {
  const options: Document = isDocument(specification) ? specification : { coll: specification };
  const { coll, pipeline = [] } = options;
  if (coll !== undefined && typeof coll !== "string") throw new StoreError("FailedToParse", "$unionWith needs the name of a collection");
  return (function* (): StageOutput {
    yield* documents;
    yield* mapped(run(pipeline, { ...source, collection: coll }), documentOfResult);
  })();
}

/** `$graphLookup`, level by level. */
export function graphLookup(documents: Stream, specification: Document, source: PipelineSource, run: RunPipeline): Stream {
  const { from, startWith, connectFromField, connectToField, as, maxDepth, depthField, restrictSearchWithMatch } = specification;
  if (typeof from !== "string" || typeof connectFromField !== "string" || typeof connectToField !== "string" || typeof as !== "string") {
    throw new StoreError("FailedToParse", "$graphLookup requires 'from', 'startWith', 'connectFromField', 'connectToField' and 'as'");
  }
  const expressions = new Expressions(source.variables, source.collation);
  const deepest = maxDepth === undefined ? Infinity : stageNumber("$graphLookup", maxDepth, 0);
  return eachJoined(documents, function* (document) {
    const start = expressions.evaluate(startWith, document);
    let frontier: unknown[] = Array.isArray(start) ? start : [start ?? null];
    const found = new Map<string, Document>();
    for (let depth = 0; depth <= deepest && frontier.length > 0; depth++) {
      const restriction = isDocument(restrictSearchWithMatch) ? [{ $match: restrictSearchWithMatch }] : [];
      const level = yield* resultsOf(run([{ $match: { [connectToField]: { $in: frontier } } }, ...restriction], { ...source, collection: from }));
      const fresh = level.filter((one) => !found.has(String(one["_id"])));
      for (const one of fresh) found.set(String(one["_id"]), typeof depthField === "string" ? { ...one, [depthField]: depth } : one);
      frontier = fresh.flatMap((one) => distinctValuesAt(one, connectFromField)).map(plainValue);
    }
    return withField(document, as, [...found.values()]);
  });
}
