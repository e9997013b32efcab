import { evalExpr } from "mingo/core";
import { Lazy } from "mingo/lazy";
import type { Collation } from "../bson/collation.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { ErrorCodeName } from "../errors.ts";
import { PAUSE, collect, mapped, pausing } from "../pacing/pause.ts";
import type { Pause, Paced } from "../pacing/pause.ts";
import { compileFilter } from "../query/filter.ts";
import type { MatchRules } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import type { Evaluate } from "../query/projection.ts";
import { SortKeys, parseSort } from "../query/sort.ts";
import { sortItems } from "../query/sort-items.ts";
import { LIBRARY_STAGES } from "./expressions.ts";
import type { Options } from "./expression-operators.ts";

/** A lazily computed stream of documents as the aggregation library's stages take it. */
export type LibraryStream = ReturnType<typeof Lazy>;

/** The documents between two stages. */
export type Stream = Paced<Document>;

/** What a stage puts out. */
export type StageOutput = Generator<Document | Pause>;

/** The documents that pass a test. */
export function* filtered(source: Stream, test: (document: Document) => boolean): StageOutput {
  for (const document of source) if (document === PAUSE || test(document)) yield document;
}

/** Runs a stage of the library that looks at one document at a time: it is given each one as if it were the last. */
export function eachThrough(source: Stream, stage: (stream: LibraryStream) => LibraryStream): StageOutput {
  const waiting: Document[] = [];
  const next = (): IteratorResult<unknown> => (waiting.length > 0 ? { done: false, value: waiting.pop() } : { done: true, value: undefined });
  const output = stage(Lazy(next as never));
  return (function* () {
    for (const document of source) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      waiting.push(document);
      for (let result = output.next(); result.done !== true; result = output.next()) {
        const made: unknown = result.value;
        // `$redact` prunes to nothing; it and `$replaceRoot` hand on whatever else their expressions give.
        if (isDocument(made)) yield made;
        else if (made !== undefined) throw new StoreError("BadValue", "the expression of a stage that makes documents, such as $redact or $replaceRoot, gave a value that is no document");
      }
    }
  })();
}

/** Runs a stage of the library that needs all documents. */
export function* allThrough(source: Stream, stage: (stream: LibraryStream) => LibraryStream, isTurnOver: () => boolean): StageOutput {
  const documents = yield* collect(source);
  yield* pausing(stage(Lazy(documents)) as Iterable<Document>, isTurnOver);
}

/** `$match` with this store's filter. */
export function matchStage(rules: MatchRules) {
  return (source: Stream, specification: unknown): Stream => {
    if (!isDocument(specification)) throw new StoreError("BadValue", "the match filter must be an expression in an object");
    const { test } = compileFilter(specification, rules);
    return filtered(source, test);
  };
}

/** `$sort` by BSON order. */
export function sortStage(source: Stream, specification: unknown, collation: Collation | undefined, isTurnOver: () => boolean): Stream {
  const order = parseSort(specification);
  if (order.length === 0) throw new StoreError("BadValue", "$sort stage must have at least one sort key");
  const keys = new SortKeys(order, collation);
  return sortItems(source, { keyOf: (document) => keys.keyOf(document), keys, sizeOf: () => 256, keep: Infinity, isTurnOver });
}

const WRONG_NUMBER: Readonly<Record<string, ErrorCodeName>> = { $limit: "Location15958", $skip: "Location5107200" };

/** A stage's whole number, such as of `$limit`. */
export function stageNumber(name: string, value: unknown, least: number): number {
  const number = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number) || number < least) throw new StoreError(WRONG_NUMBER[name] ?? "BadValue", `invalid argument to ${name} stage: expected a whole number of at least ${least}`);
  return number;
}

/** `$limit`, which stops reading its source as soon as it has enough. */
export function limitStage(source: Stream, specification: unknown): Stream {
  const limit = stageNumber("$limit", specification, 1);
  return (function* (): StageOutput {
    let taken = 0;
    for (const document of source) {
      yield document;
      if (document !== PAUSE && ++taken >= limit) return;
    }
  })();
}

/** `$count`: one document with the number, none when there is nothing to count. */
export function countStage(source: Stream, specification: unknown): Stream {
  if (typeof specification !== "string" || specification === "" || specification.includes(".") || specification.startsWith("$")) {
    throw new StoreError("Location40156", "the count field must be a non-empty string without '.' that does not begin with '$'");
  }
  return (function* (): StageOutput {
    let count = 0;
    for (const document of source) {
      if (document === PAUSE) yield PAUSE;
      else count++;
    }
    if (count > 0) yield { [specification]: count };
  })();
}

/** `$unwind` of a path, with index and preservation of missing, null and empty arrays. */
export function unwindStage(source: Stream, specification: unknown): Stream {
  const options: Document = isDocument(specification) ? specification : { path: specification };
  const { path, includeArrayIndex: indexField, preserveNullAndEmptyArrays: keepsEmpty } = options;
  if (typeof path !== "string" || !path.startsWith("$")) throw new StoreError("Location28818", `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
  const parts = path.slice(1).split(".");
  return (function* (): StageOutput {
    for (const document of source) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const value = parts.reduce<unknown>((node, part) => (isDocument(node) && Object.hasOwn(node, part) ? node[part] : undefined), document);
      const withIndex = (result: Document, index: number | null): Document => (typeof indexField === "string" ? { ...result, [indexField]: index } : result);
      if (Array.isArray(value) && value.length > 0) for (const [index, element] of value.entries()) yield withIndex(replaced(document, parts, element), index);
      else if (Array.isArray(value)) {
        if (keepsEmpty === true) yield withIndex(replaced(document, parts, undefined), null);
      } else if (value === null || value === undefined) {
        if (keepsEmpty === true) yield withIndex({ ...document }, null);
      } else yield withIndex({ ...document }, null);
    }
  })();
}

/** `$sample`: that many documents, each at most once, in random order. */
export function sampleStage(source: Stream, specification: unknown): Stream {
  const size = isDocument(specification) && isNumeric(specification["size"]) ? toDouble(specification["size"]) : Number.NaN;
  if (!Number.isInteger(size) || size < 1) throw new StoreError("Location28747", "size argument to $sample must be a positive integer");
  return (function* (): StageOutput {
    const chosen: Document[] = [];
    let seen = 0;
    for (const document of source) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const place = Math.floor(Math.random() * ++seen);
      if (chosen.length >= size) {
        if (place < size) chosen[place] = document;
        continue;
      }
      // The first ones are shuffled as they come.
      chosen.push(chosen[place] ?? document);
      chosen[place] = document;
    }
    yield* chosen;
  })();
}

/** `$project` with the projection of find, so that fields keep their order and `_id` comes first. */
export function projectStage(rules: MatchRules) {
  return (source: Stream, specification: unknown, options: Options): Stream => {
    if (!isDocument(specification) || Object.keys(specification).length === 0) throw new StoreError("BadValue", "$project specification must have at least one field");
    const evaluate: Evaluate = (expression, document) => evalExpr(document as never, expression as never, options) as unknown;
    const projection = compileProjection(specification, { filter: {}, rules, evaluate, isStage: true });
    return projection === undefined ? source : mapped(source, projection);
  };
}

const redactEach = LIBRARY_STAGES["$redact"] as unknown as (source: LibraryStream, specification: unknown, options: Options) => LibraryStream;

/** `$redact`. */
export function redactStage(source: Stream, specification: unknown, options: Options): Stream {
  return eachThrough(source, (stream) => redactEach(stream, specification, options));
}

function replaced(document: Document, parts: readonly string[], value: unknown): Document {
  const [part, ...rest] = parts as [string, ...string[]];
  const copy = { ...document };
  if (rest.length > 0) copy[part] = replaced(copy[part] as Document, rest, value);
  else if (value === undefined) delete copy[part];
  else copy[part] = value;
  return copy;
}

/** Sets a dotted path in a copy of the document. */
export function withField(document: Document, path: string, value: unknown): Document {
  const [part, ...rest] = path.split(".") as [string, ...string[]];
  const inner = document[part];
  return { ...document, [part]: rest.length === 0 ? value : withField(isDocument(inner) ? inner : {}, rest.join("."), value) };
}
