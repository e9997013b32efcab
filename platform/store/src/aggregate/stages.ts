import { Lazy } from "mingo/lazy";
import { OpType } from "mingo/core";
import type { Context } from "mingo/core";
import { evalExpr } from "mingo/core";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { encodeValue } from "../index/key-encoding.ts";
import { compileFilter } from "../query/filter.ts";
import type { ExpressionTest } from "../query/filter.ts";
import { SortKeys, parseSort, sortItems } from "../query/sort.ts";
import type { Accumulator } from "./accumulators.ts";
import type { Options } from "./expression-operators.ts";

/** A lazily computed stream of documents; created only by the aggregation library's own type. */
export type Stream = ReturnType<typeof Lazy>;

function lazily(make: () => Iterable<unknown>): Stream {
  let iterator: Iterator<unknown> | undefined;
  return Lazy((() => (iterator ??= make()[Symbol.iterator]()).next()) as never);
}

/** `$match` with this store's filter. */
export function matchStage(expressionTest: ExpressionTest) {
  return (source: Stream, specification: unknown): Stream => {
    if (!isDocument(specification)) throw new StoreError("BadValue", "the match filter must be an expression in an object");
    const { test } = compileFilter(specification, expressionTest);
    return source.filter(((document: Document) => test(document)) as never);
  };
}

/** `$sort` by BSON order. */
export function sortStage(source: Stream, specification: unknown): Stream {
  const order = parseSort(specification);
  if (order.length === 0) throw new StoreError("BadValue", "$sort stage must have at least one sort key");
  const keys = new SortKeys(order);
  return lazily(() => sortItems(source as Iterable<Document>, (document) => keys.keyOf(document), () => 256, Infinity));
}

/** A stage's whole number, such as of `$limit`. */
export function stageNumber(name: string, value: unknown, least: number): number {
  const number = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number) || number < least) throw new StoreError("BadValue", `invalid argument to ${name} stage: expected a whole number of at least ${least}`);
  return number;
}

/** `$limit`, which stops reading its source as soon as it has enough. */
export function limitStage(source: Stream, specification: unknown): Stream {
  const limit = stageNumber("$limit", specification, 1);
  let taken = 0;
  return Lazy((() => (taken++ < limit ? source.next() : { done: true, value: undefined })) as never);
}

/** `$group`: equal keys by BSON comparison, accumulators over the documents of each group. */
export function groupStage(source: Stream, specification: Document, options: Options): Stream {
  if (!isDocument(specification) || !Object.hasOwn(specification, "_id")) throw new StoreError("BadValue", "a group specification must include an _id");
  const context = (options as unknown as { context: Context }).context;
  const fields = Object.entries(specification).filter(([name]) => name !== "_id").map(([name, expression]) => ({ name, ...accumulatorOf(name, expression, context) }));
  return lazily(() => {
    const groups = new Map<string, { id: unknown; items: unknown[] }>();
    for (const document of source as Iterable<Document>) {
      const id = (evalExpr(document as never, specification["_id"] as never, options) as unknown) ?? null;
      const key = encodeValue(id).toString("latin1");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { id, items: [document] });
      else group.items.push(document);
    }
    return [...groups.values()].map(({ id, items }) => {
      const result: Document = { _id: id };
      for (const { name, accumulate, expression } of fields) result[name] = accumulate(items, expression, options);
      return result;
    });
  });
}

function accumulatorOf(name: string, expression: unknown, context: Context): { accumulate: Accumulator; expression: unknown } {
  const operator = isDocument(expression) ? Object.keys(expression) : [];
  if (operator.length !== 1) throw new StoreError("BadValue", `The field '${name}' must be an accumulator object`);
  const operatorName = operator[0] as string;
  const accumulate = context.getOperator(OpType.ACCUMULATOR, operatorName) as Accumulator | null;
  if (accumulate === null) throw new StoreError("InvalidPipelineOperator", `unknown group operator '${operatorName}'`);
  return { accumulate, expression: (expression as Document)[operatorName] };
}

/** `$unwind` of a path, with index and preservation of missing, null and empty arrays. */
export function unwindStage(source: Stream, specification: unknown): Stream {
  const options: Document = isDocument(specification) ? specification : { path: specification };
  const { path, includeArrayIndex: indexField, preserveNullAndEmptyArrays: keepsEmpty } = options;
  if (typeof path !== "string" || !path.startsWith("$")) throw new StoreError("BadValue", `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
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

export { lazily };
