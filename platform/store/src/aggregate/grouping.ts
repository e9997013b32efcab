import { OpType, evalExpr } from "mingo/core";
import type { Context } from "mingo/core";
import type { Collation } from "../bson/collation.ts";
import { compareValues, orderOf } from "../bson/compare.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { EqualityKeys } from "../index/equality-keys.ts";
import { RUNNING_FOLDS, optionsOfItem } from "./accumulators.ts";
import type { Accumulator, RunningFold } from "./accumulators.ts";
import type { Options } from "./expression-operators.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { StageOutput, Stream } from "./stages.ts";

/** `$group`: equal keys by BSON comparison, accumulators over the documents of each group. */
export function groupStage(source: Stream, specification: Document, options: Options, collation: Collation | undefined, isTurnOver: () => boolean): Stream {
  if (!isDocument(specification) || !Object.hasOwn(specification, "_id")) throw new StoreError("Location15955", "a group specification must include an _id");
  const { _id: idExpression, ...outputs } = specification;
  const fields = outputFields(outputs, options);
  return (function* (): StageOutput {
    const keys = new EqualityKeys(collation);
    const groups = new Map<string, { id: unknown; group: Group }>();
    for (const document of source) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const id = (evalExpr(document as never, idExpression as never, options) as unknown) ?? null;
      const key = keys.keyOf(id);
      let found = groups.get(key);
      if (found === undefined) groups.set(key, (found = { id, group: new Group(fields) }));
      found.group.add(document);
    }
    for (const { id, group } of groups.values()) {
      yield { _id: id, ...group.result() };
      if (isTurnOver()) yield PAUSE;
    }
  })();
}

/** What a stage puts out for a group, and how it is computed. */
interface OutputFields {
  /** Folds that take one value after the other. */
  readonly running: readonly { readonly name: string; readonly expression: unknown; readonly start: () => RunningFold }[];
  /** Accumulators that need all documents of the group. */
  readonly whole: readonly { readonly name: string; readonly expression: unknown; readonly accumulate: Accumulator }[];
  readonly names: readonly string[];
  readonly options: Options;
  readonly optionsOf: (document: unknown) => Options;
}

/** One group: keeps its documents only when an accumulator needs them, so that a group of a million costs what its results cost. */
export class Group {
  readonly #fields: OutputFields;
  readonly #folds: RunningFold[];
  readonly #documents: Document[] = [];

  constructor(fields: OutputFields) {
    this.#fields = fields;
    this.#folds = fields.running.map(({ start }) => start());
  }

  add(document: Document): void {
    const { running, whole, optionsOf } = this.#fields;
    if (whole.length > 0) this.#documents.push(document);
    if (running.length === 0) return;
    const options = optionsOf(document);
    running.forEach(({ expression }, position) => this.#folds[position]?.add(expression === null ? document : evalExpr(document as never, expression as never, options)));
  }

  result(): Document {
    const { running, whole, names, options } = this.#fields;
    const values = new Map<string, unknown>(running.map(({ name }, position) => [name, this.#folds[position]?.result()]));
    for (const { name, accumulate, expression } of whole) values.set(name, accumulate(this.#documents, expression, options));
    return Object.fromEntries(names.map((name) => [name, values.get(name)]));
  }
}

/** Reads the accumulators of a stage that groups. */
export function outputFields(outputs: Document, options: Options): OutputFields {
  const { context } = options as unknown as { context: Context };
  const fields = Object.entries(outputs).map(([name, expression]) => ({ name, ...accumulatorOf(name, expression, context) }));
  return {
    running: fields.flatMap(({ name, expression, operator }) => {
      const start = RUNNING_FOLDS.get(operator);
      return start === undefined ? [] : [{ name, expression, start }];
    }),
    whole: fields.filter(({ operator }) => !RUNNING_FOLDS.has(operator)),
    names: fields.map(({ name }) => name),
    options,
    optionsOf: optionsOfItem(options),
  };
}

function accumulatorOf(name: string, expression: unknown, context: Context): { operator: string; accumulate: Accumulator; expression: unknown } {
  const [operator, ...more] = isDocument(expression) ? Object.keys(expression) : [];
  if (operator === undefined || more.length > 0) throw new StoreError("BadValue", `The field '${name}' must be an accumulator object`);
  const accumulate = context.getOperator(OpType.ACCUMULATOR, operator) as Accumulator | null;
  if (accumulate === null) throw new StoreError("Location15952", `unknown group operator '${operator}'`);
  return { operator, accumulate, expression: (expression as Document)[operator] };
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
  const fields = outputFields(isDocument(output) ? output : { count: { $sum: 1 } }, options);
  return (function* (): StageOutput {
    const buckets = new Map<unknown, Group>();
    for (const document of source) {
      if (document === PAUSE) {
        yield PAUSE;
        continue;
      }
      const value = evalExpr(document as never, groupBy as never, options) as unknown;
      const position = boundaries.findLastIndex((boundary) => compareValues(boundary, value) <= 0);
      const isInside = position >= 0 && position < boundaries.length - 1;
      if (!isInside && !hasDefault) throw new StoreError("BadValue", "$switch could not find a matching branch for an input, and no default was specified: a value is outside of the $bucket boundaries");
      const id: unknown = isInside ? boundaries[position] : fallback;
      let bucket = buckets.get(id);
      if (bucket === undefined) buckets.set(id, (bucket = new Group(fields)));
      bucket.add(document);
    }
    for (const [id, bucket] of [...buckets].sort(([a], [b]) => compareValues(a, b))) yield { _id: id, ...bucket.result() };
  })();
}
