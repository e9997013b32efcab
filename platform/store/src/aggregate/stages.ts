import { evalExpr } from "mingo/core";
import { Lazy } from "mingo/lazy";
import type { Collation } from "../bson/collation.ts";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { ErrorCodeName } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import type { MatchRules } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import type { Evaluate } from "../query/projection.ts";
import { SortKeys, parseSort, sortItems } from "../query/sort.ts";
import { LIBRARY_STAGES } from "./expressions.ts";
import type { Options } from "./expression-operators.ts";

/** A lazily computed stream of documents; created only by the aggregation library's own type. */
export type Stream = ReturnType<typeof Lazy>;

/** A stream that makes its items when the first one is asked for. */
export function lazily(make: () => Iterable<unknown>): Stream {
  let iterator: Iterator<unknown> | undefined;
  return Lazy((() => (iterator ??= make()[Symbol.iterator]()).next()) as never);
}

/** `$match` with this store's filter. */
export function matchStage(rules: MatchRules) {
  return (source: Stream, specification: unknown): Stream => {
    if (!isDocument(specification)) throw new StoreError("BadValue", "the match filter must be an expression in an object");
    const { test } = compileFilter(specification, rules);
    return source.filter(((document: Document) => test(document)) as never);
  };
}

/** `$sort` by BSON order. */
export function sortStage(source: Stream, specification: unknown, collation: Collation | undefined): Stream {
  const order = parseSort(specification);
  if (order.length === 0) throw new StoreError("BadValue", "$sort stage must have at least one sort key");
  const keys = new SortKeys(order, collation);
  return lazily(() => sortItems(source as Iterable<Document>, (document) => keys.keyOf(document), keys, () => 256, Infinity));
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
  let taken = 0;
  return Lazy((() => (taken++ < limit ? source.next() : { done: true, value: undefined })) as never);
}

/** `$unwind` of a path, with index and preservation of missing, null and empty arrays. */
export function unwindStage(source: Stream, specification: unknown): Stream {
  const options: Document = isDocument(specification) ? specification : { path: specification };
  const { path, includeArrayIndex: indexField, preserveNullAndEmptyArrays: keepsEmpty } = options;
  if (typeof path !== "string" || !path.startsWith("$")) throw new StoreError("Location28818", `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
  const parts = path.slice(1).split(".");
  return lazily(function* () {
    for (const document of source as Iterable<Document>) {
      const value = parts.reduce<unknown>((node, part) => (isDocument(node) && Object.hasOwn(node, part) ? node[part] : undefined), document);
      const withIndex = (result: Document, index: number | null): Document => (typeof indexField === "string" ? { ...result, [indexField]: index } : result);
      if (Array.isArray(value) && value.length > 0) for (const [index, element] of value.entries()) yield withIndex(replaced(document, parts, element), index);
      else if (Array.isArray(value)) {
        if (keepsEmpty === true) yield withIndex(replaced(document, parts, undefined), null);
      } else if (value === null || value === undefined) {
        if (keepsEmpty === true) yield withIndex({ ...document }, null);
      } else yield withIndex({ ...document }, null);
    }
  });
}

/** `$sample`: that many documents, each at most once, in random order. */
export function sampleStage(source: Stream, specification: unknown): Stream {
  const size = isDocument(specification) && isNumeric(specification["size"]) ? toDouble(specification["size"]) : Number.NaN;
  if (!Number.isInteger(size) || size < 1) throw new StoreError("Location28747", "size argument to $sample must be a positive integer");
  return lazily(() => {
    const chosen: unknown[] = [];
    let seen = 0;
    for (const document of source as Iterable<unknown>) {
      const place = Math.floor(Math.random() * ++seen);
      if (chosen.length < size) chosen.splice(place, 0, document);
      else if (place < size) chosen[place] = document;
    }
    return chosen;
  });
}

/** `$project` with the projection of find, so that fields keep their order and `_id` comes first. */
export function projectStage(rules: MatchRules) {
  return (source: Stream, specification: unknown, options: Options): Stream => {
    if (!isDocument(specification) || Object.keys(specification).length === 0) throw new StoreError("BadValue", "$project specification must have at least one field");
    const evaluate: Evaluate = (expression, document) => evalExpr(document as never, expression as never, options) as unknown;
    const projection = compileProjection(specification, { filter: {}, rules, evaluate, isStage: true });
    return projection === undefined ? source : source.map(((document: Document) => projection(document)) as never);
  };
}

const redactEach = LIBRARY_STAGES["$redact"] as unknown as (source: Stream, specification: unknown, options: Options) => Stream;

/** `$redact`; pruned documents come out of the library as nothing and have to be left out. */
export function redactStage(source: Stream, specification: unknown, options: Options): Stream {
  const redacted = redactEach(source, specification, options);
  return lazily(function* () {
    for (const document of redacted as Iterable<unknown>) if (document !== undefined) yield document;
  });
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
