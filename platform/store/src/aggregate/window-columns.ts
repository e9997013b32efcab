import { OpType } from "mingo/core";
import type { Context } from "mingo/core";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { PAUSE } from "../pacing/pause.ts";
import type { Steps } from "../pacing/pause.ts";
import { SortKeys, parseSort } from "../query/sort.ts";
import { RUNNING_FOLDS } from "./accumulators.ts";
import type { Accumulator } from "./accumulators.ts";
import type { Options } from "./expression-operators.ts";
import { percentiles } from "./percentile-accumulators.ts";
import { SlidingFold } from "./sliding-fold.ts";
import type { Merging } from "./sliding-fold.ts";
import { INTEGRAL, WINDOW_FOLDS, pointOf } from "./window-folds.ts";
import type { Point } from "./window-folds.ts";
import { frameOf, orderedBy } from "./window-frame.ts";
import type { WindowBounds } from "./window-frame.ts";
import { fieldsOf } from "./window-functions.ts";
import type { Column, ColumnSource } from "./window-functions.ts";

/** The values of one document's window. */
interface Window {
  /** Of the partition's documents as far as they were looked at. */
  readonly values: readonly unknown[];
  readonly from: number;
  readonly to: number;
}

/** How the values in a window become one: the window is looked at anew for each document. */
type WindowResult = (window: Window, source: ColumnSource) => unknown;
/** The same with pauses, for what takes long. */
type LongResult = (window: Window, source: ColumnSource) => Steps<unknown>;
/** What of each document a window is made of. */
type WindowValue = (document: Document, source: ColumnSource) => unknown;

/** An accumulator over windows, which has one of three ways to its results. */
export interface WindowOperator {
  readonly valueOf: WindowValue;
  readonly folding?: Merging<never>;
  readonly resultOf?: WindowResult;
  readonly stepsOf?: LongResult;
}

const operandValue: WindowValue = (document, { operand, context }) => context.evaluate(document, operand);

function inputValue(name: string): WindowValue {
  return (document, { operand, context }) => context.evaluate(document, fieldsOf(name, operand, ["input", "n", "p", "method", "unit"])["input"]);
}

function pointValue(name: string): WindowValue {
  return (document, source) => {
    if (source.order.length !== 1) throw new StoreError("FailedToParse", `${name} requires a sortBy of one field`);
    const { input, unit } = fieldsOf(name, source.operand, ["input", "unit"]);
    return pointOf(name, orderedBy(document, source.order, source.context), source.context.evaluate(document, input), unit);
  };
}

/** Folds anew for each document, with pauses. */
function refolding(name: string): LongResult {
  const start = RUNNING_FOLDS.get(name) as () => { add(value: unknown): void; result(): unknown };
  return function* ({ values, from, to }, { context }) {
    const fold = start();
    for (let position = from; position < to; position++) {
      fold.add(values[position]);
      if (context.isTurnOver()) yield PAUSE;
    }
    return fold.result();
  };
}

function firstValue({ values, from, to }: Window): unknown {
  return from < to ? (values[from] ?? null) : null;
}

function lastValue({ values, from, to }: Window): unknown {
  return from < to ? (values[to - 1] ?? null) : null;
}

/** The best `n` values by an order, the best one first; ties keep the order of the documents. */
function* best<T>(values: readonly T[], n: number, compare: (a: T, b: T) => number, isTurnOver: () => boolean): Steps<T[]> {
  const chosen: T[] = [];
  for (const value of values) {
    if (isTurnOver()) yield PAUSE;
    if (chosen.length === n && compare(value, chosen[n - 1] as T) >= 0) continue;
    let [low, high] = [0, chosen.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(value, chosen[middle] as T) < 0) high = middle;
      else low = middle + 1;
    }
    chosen.splice(low, 0, value);
    if (chosen.length > n) chosen.pop();
  }
  return chosen;
}

function countOf(name: string, { operand, partition, context }: ColumnSource): number {
  const n = context.evaluate(partition.documents[0] as Document, (operand as Document)["n"]);
  const count = isNumeric(n) ? toDouble(n) : Number.NaN;
  if (!Number.isInteger(count) || count < 1) throw new StoreError("BadValue", `'n' must be a positive whole number in ${name}, found ${String(n)}`);
  return count;
}

function ends(name: string, isFromEnd: boolean): WindowResult {
  return ({ values, from, to }, source) => {
    const count = countOf(name, source);
    return (isFromEnd ? values.slice(Math.max(to - count, from), to) : values.slice(from, Math.min(from + count, to))).map((value) => value ?? null);
  };
}

function extremes(name: string, direction: 1 | -1): LongResult {
  const keys = new SortKeys([{ path: "v", direction }]);
  return function* ({ values, from, to }, source) {
    const keyed = values.slice(from, to).filter((value) => value !== null && value !== undefined).map((value) => ({ value, key: keys.keyOf({ v: [value] }) }));
    const chosen = yield* best(keyed, countOf(name, source), (a, b) => keys.compare(a.key, b.key), source.context.isTurnOver);
    return chosen.map(({ value }) => value);
  };
}

interface Ranked {
  readonly key: ReturnType<SortKeys["keyOf"]>;
  readonly output: unknown;
}

function ranked(name: string, isFromEnd: boolean, isSingle: boolean): WindowOperator {
  const sorts = new WeakMap<object, SortKeys>();
  const keysOf = (operand: unknown): SortKeys => {
    const { sortBy } = fieldsOf(name, operand, ["sortBy", "output", "n"]);
    if (!isDocument(sortBy)) throw new StoreError("BadValue", `${name} needs 'sortBy' and 'output'`);
    const known = sorts.get(sortBy) ?? new SortKeys(parseSort(sortBy));
    sorts.set(sortBy, known);
    return known;
  };
  return {
    valueOf: (document, { operand, context }): Ranked => ({ key: keysOf(operand).keyOf(document), output: context.evaluate(document, (operand as Document)["output"]) ?? null }),
    *stepsOf({ values, from, to }, source) {
      const keys = keysOf(source.operand);
      const compare = (a: Ranked, b: Ranked): number => keys.compare(a.key, b.key) * (isFromEnd ? -1 : 1);
      const inOrder = (isFromEnd ? values.slice(from, to).reverse() : values.slice(from, to)) as Ranked[];
      const chosen = yield* best(inOrder, isSingle ? 1 : countOf(name, source), compare, source.context.isTurnOver);
      const outputs = (isFromEnd ? chosen.toReversed() : chosen).map(({ output }) => output);
      return isSingle ? (outputs[0] ?? null) : outputs;
    },
  };
}

function derivative({ values, from, to }: Window): unknown {
  if (to - from < 2) return null;
  const [first, last] = [values[from] as Point, values[to - 1] as Point];
  return first.x === last.x ? null : (last.y - first.y) / (last.x - first.x);
}

function percentile(name: string): WindowOperator {
  return {
    valueOf: inputValue(name),
    resultOf: ({ values, from, to }, { operand }) => percentiles(name, operand, values.slice(from, to)),
  };
}

const WINDOW_OPERATORS: ReadonlyMap<string, WindowOperator> = new Map<string, WindowOperator>([
  ...[...WINDOW_FOLDS].map(([name, folding]): [string, WindowOperator] => [name, { valueOf: name === "$count" ? () => null : operandValue, folding }]),
  ["$integral", { valueOf: pointValue("$integral"), folding: INTEGRAL as unknown as Merging<never> }],
  ["$derivative", { valueOf: pointValue("$derivative"), resultOf: derivative }],
  ["$push", { valueOf: operandValue, stepsOf: refolding("$push") }],
  ["$addToSet", { valueOf: operandValue, stepsOf: refolding("$addToSet") }],
  ["$first", { valueOf: operandValue, resultOf: firstValue }],
  ["$last", { valueOf: operandValue, resultOf: lastValue }],
  ["$firstN", { valueOf: inputValue("$firstN"), resultOf: ends("$firstN", false) }],
  ["$lastN", { valueOf: inputValue("$lastN"), resultOf: ends("$lastN", true) }],
  ["$minN", { valueOf: inputValue("$minN"), stepsOf: extremes("$minN", 1) }],
  ["$maxN", { valueOf: inputValue("$maxN"), stepsOf: extremes("$maxN", -1) }],
  ["$top", ranked("$top", false, true)], ["$bottom", ranked("$bottom", true, true)], ["$topN", ranked("$topN", false, false)], ["$bottomN", ranked("$bottomN", true, false)],
  ["$median", percentile("$median")], ["$percentile", percentile("$percentile")],
]);

/** The accumulator of a name over windows; those that only the library has are given the documents themselves. */
export function windowOperator(name: string, options: Options): WindowOperator | undefined {
  const own = WINDOW_OPERATORS.get(name);
  if (own !== undefined) return own;
  const accumulate = (options as unknown as { context: Context }).context.getOperator(OpType.ACCUMULATOR, name) as Accumulator | null;
  if (accumulate === null) return undefined;
  return {
    valueOf: (document) => document,
    resultOf: ({ values, from, to }, { operand }) => accumulate(values.slice(from, to), operand, options),
  };
}

/** The results of an accumulator over the windows of a partition's documents. */
export function* windowColumn(operator: WindowOperator, bounds: WindowBounds, source: ColumnSource): Column {
  const { partition, context, order } = source;
  const { isTurnOver } = context;
  const frame = yield* frameOf(bounds, partition, order, context);
  const sliding = operator.folding === undefined ? undefined : new SlidingFold(operator.folding, isTurnOver);
  const values: unknown[] = [];
  let dropped = 0;
  let known: { readonly from: number; readonly to: number; readonly result: unknown } | undefined;
  for (let position = 0; position < partition.documents.length; position++) {
    frame.moveTo(position);
    for (; values.length < frame.to; ) {
      const value = operator.valueOf(partition.documents[values.length] as Document, source);
      values.push(sliding === undefined ? value : null);
      sliding?.add(value);
      if (isTurnOver()) yield PAUSE;
    }
    for (; sliding !== undefined && dropped < frame.from; dropped++) yield* sliding.drop();
    if (known === undefined || known.from !== frame.from || known.to !== frame.to) {
      const window = { values, from: frame.from, to: frame.to };
      const result: unknown = sliding?.result ?? (operator.stepsOf === undefined ? operator.resultOf?.(window, source) : yield* operator.stepsOf(window, source));
      known = { from: frame.from, to: frame.to, result };
    }
    yield known.result;
  }
}
