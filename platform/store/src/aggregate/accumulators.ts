import { Decimal128 } from "bson";
import { evalExpr } from "mingo/core";
import { compareValues } from "../bson/compare.ts";
import { divideDecimal, exactOf } from "../bson/decimal.ts";
import { addNumbers, toDouble } from "../bson/numeric.ts";
import { encodeValue } from "../index/key-encoding.ts";
import { isCountable } from "./expression-operators.ts";
import type { ExpressionOperator, Options } from "./expression-operators.ts";
import { plainValue } from "./plain-numbers.ts";

/** Folds the documents of a group; without an expression the items are the values themselves. */
export type Accumulator = (items: unknown[], expression: unknown, options: Options) => unknown;

/** Field paths resolve against the root that the options carry; stages hand over options whose root is the whole group. */
export function optionsOfItem(options: Options): (item: unknown) => Options {
  const given = options as unknown as { constructor: { init(options: Options): { update(locals: { root: unknown }): Options } } };
  const own = given.constructor.init(options);
  return (item) => own.update({ root: item });
}

function valuesOf(items: readonly unknown[], expression: unknown, options: Options): unknown[] {
  if (expression === null || expression === undefined) return [...items];
  const own = optionsOfItem(options);
  return items.map((item) => evalExpr(item as never, expression as never, own(item)) as unknown);
}

/** A fold that takes one value after the other, so that a group need not keep its documents. */
export interface RunningFold {
  add(value: unknown): void;
  result(): unknown;
}
type StartFold = () => RunningFold;

const summing: StartFold = () => {
  let total: unknown = 0;
  return {
    add(value) {
      if (typeof value === "number" && typeof total === "number") total += value;
      else if (isCountable(value)) total = addNumbers(total, value);
    },
    result: () => plainValue(total),
  };
};

const averaging: StartFold = () => {
  const sum = summing();
  let count = 0;
  return {
    add(value) {
      if (!isCountable(value)) return;
      count += 1;
      sum.add(value);
    },
    result() {
      if (count === 0) return null;
      const total = sum.result();
      return total instanceof Decimal128 ? divideDecimal(exactOf(total), exactOf(count)) : toDouble(total) / count;
    },
  };
};

const extremeOf = (direction: 1 | -1): StartFold => () => {
  let best: unknown;
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (best === undefined || compareValues(value, best) * direction > 0) best = value;
    },
    result: () => best ?? null,
  };
};

const distinct: StartFold = () => {
  const found = new Map<string, unknown>();
  return {
    add(value) {
      if (value === undefined) return;
      const key = encodeValue(value).toString("latin1");
      if (!found.has(key)) found.set(key, value);
    },
    result: () => [...found.values()],
  };
};

const pushing: StartFold = () => {
  const values: unknown[] = [];
  return {
    add(value) {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
};

const firstOf: StartFold = () => {
  let first: { value: unknown } | undefined;
  return { add: (value) => void (first ??= { value }), result: () => first?.value ?? null };
};

const lastOf: StartFold = () => {
  let last: unknown;
  return { add: (value) => void (last = value), result: () => last ?? null };
};

const counting: StartFold = () => {
  let count = 0;
  return { add: () => void (count += 1), result: () => count };
};

/** Accumulators over the values of one expression, one by one. */
export const RUNNING_FOLDS: ReadonlyMap<string, StartFold> = new Map<string, StartFold>([
  ["$sum", summing], ["$avg", averaging], ["$min", extremeOf(-1)], ["$max", extremeOf(1)], ["$addToSet", distinct], ["$push", pushing],
  ["$first", firstOf], ["$last", lastOf], ["$count", counting],
]);

function foldAll(start: StartFold, values: Iterable<unknown>): unknown {
  const fold = start();
  for (const value of values) fold.add(value);
  return fold.result();
}

/** Accumulators that compare or add by BSON's rules; they replace those of the aggregation library. */
export const ACCUMULATORS: Readonly<Record<`$${string}`, Accumulator>> = Object.fromEntries(
  [...RUNNING_FOLDS].map(([name, start]): [string, Accumulator] => [name, (items, expression, options) => foldAll(start, valuesOf(items, expression, options))]),
);

/** The same folds as expressions over arrays (`{$sum: ["$a", "$b"]}`) or over one value that may be an array. */
export const FOLDING_EXPRESSIONS: Readonly<Record<`$${string}`, ExpressionOperator>> = {
  $sum: asExpression(summing), $avg: asExpression(averaging), $min: asExpression(extremeOf(-1)), $max: asExpression(extremeOf(1)),
};

function asExpression(start: StartFold): ExpressionOperator {
  return (document, expression, options) => {
    // Window and bucket stages hand over the documents of a group instead of one document.
    if (Array.isArray(document)) return foldAll(start, valuesOf(document, expression, options));
    const value = evalExpr(document as never, expression as never, options) as unknown;
    return foldAll(start, Array.isArray(value) ? value : [value]);
  };
}
