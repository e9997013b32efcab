import { OpType, evalExpr } from "mingo/core";
import type { Context } from "mingo/core";
import { compareValues, orderOf } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { encodeValue } from "../index/key-encoding.ts";
import type { Accumulator } from "./accumulators.ts";
import type { Options } from "./expression-operators.ts";
import { lazily } from "./stages.ts";
import type { Stream } from "./stages.ts";

/** `$group`: equal keys by BSON comparison, accumulators over the documents of each group. */
export function groupStage(source: Stream, specification: Document, options: Options): Stream {
  if (!isDocument(specification) || !Object.hasOwn(specification, "_id")) throw new StoreError("BadValue", "a group specification must include an _id");
  const { _id: idExpression, ...outputs } = specification;
  const fields = fieldsOf(outputs, options);
  return lazily(() => {
    const groups = new Map<string, { id: unknown; items: unknown[] }>();
    for (const document of source as Iterable<Document>) {
      const id = (evalExpr(document as never, idExpression as never, options) as unknown) ?? null;
      const key = encodeValue(id).toString("latin1");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { id, items: [document] });
      else group.items.push(document);
    }
    return [...groups.values()].map(({ id, items }) => {
      return { _id: id, ...accumulated(items, fields, options) };
    });
  });
}

interface OutputField {
  readonly name: string;
  readonly accumulate: Accumulator;
  readonly expression: unknown;
}

function fieldsOf(outputs: Document, options: Options): OutputField[] {
  const { context } = options as unknown as { context: Context };
  return Object.entries(outputs).map(([name, expression]) => ({ name, ...accumulatorOf(name, expression, context) }));
}

function accumulated(items: unknown[], fields: readonly OutputField[], options: Options): Document {
  return Object.fromEntries(fields.map(({ name, accumulate, expression }) => [name, accumulate(items, expression, options)]));
}

function accumulatorOf(name: string, expression: unknown, context: Context): { accumulate: Accumulator; expression: unknown } {
  const operator = isDocument(expression) ? Object.keys(expression) : [];
  if (operator.length !== 1) throw new StoreError("BadValue", `The field '${name}' must be an accumulator object`);
  const operatorName = operator[0] as string;
  const accumulate = context.getOperator(OpType.ACCUMULATOR, operatorName) as Accumulator | null;
  if (accumulate === null) throw new StoreError("InvalidPipelineOperator", `unknown group operator '${operatorName}'`);
  return { accumulate, expression: (expression as Document)[operatorName] };
}

/** `$bucket`: a value belongs to the bucket whose lower boundary is the last one that is not above it; empty buckets are left out. */
export function bucketStage(source: Stream, specification: Document, options: Options): Stream {
  const { groupBy, boundaries, default: fallback, output } = specification;
  if (!Array.isArray(boundaries) || boundaries.length < 2) throw new StoreError("BadValue", "The $bucket 'boundaries' field must have at least 2 values");
  boundaries.forEach((boundary: unknown, position) => {
    const previous: unknown = boundaries[position - 1];
    if (position > 0 && (orderOf(previous) !== orderOf(boundary) || compareValues(previous, boundary) >= 0)) {
      throw new StoreError("BadValue", "The $bucket 'boundaries' must be of one type and in ascending order");
    }
  });
  const hasDefault = Object.hasOwn(specification, "default");
  const fields = fieldsOf(isDocument(output) ? output : { count: { $sum: 1 } }, options);
  return lazily(() => {
    const buckets = new Map<unknown, unknown[]>();
    for (const document of source as Iterable<Document>) {
      const value = evalExpr(document as never, groupBy as never, options) as unknown;
      const position = boundaries.findLastIndex((boundary) => compareValues(boundary, value) <= 0);
      const isInside = position >= 0 && position < boundaries.length - 1;
      if (!isInside && !hasDefault) throw new StoreError("BadValue", "$switch could not find a matching branch for an input, and no default was specified: a value is outside of the $bucket boundaries");
      const id: unknown = isInside ? boundaries[position] : fallback;
      const items = buckets.get(id);
      if (items === undefined) buckets.set(id, [document]);
      else items.push(document);
    }
    return [...buckets].sort(([a], [b]) => compareValues(a, b)).map(([id, items]) => ({ _id: id, ...accumulated(items, fields, options) }));
  });
}
