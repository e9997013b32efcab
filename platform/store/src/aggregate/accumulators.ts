import { Decimal128 } from "bson";
import { evalExpr } from "mingo/core";
import { compareValues } from "../bson/compare.ts";
import { addNumbers, toDouble } from "../bson/numeric.ts";
import { encodeValue } from "../index/key-encoding.ts";
import { isCountable } from "./expression-operators.ts";
import type { ExpressionOperator, Options } from "./expression-operators.ts";
import { plainValue } from "./plain-numbers.ts";

/** Folds the documents of a group; without an expression the items are the values themselves. */
export type Accumulator = (items: unknown[], expression: unknown, options: Options) => unknown;

/** Field paths resolve against the root that the options carry; stages hand over options whose root is the whole group. */
function optionsOfItem(options: Options): (item: unknown) => Options {
  const given = options as unknown as { constructor: { init(options: Options): { update(locals: { root: unknown }): Options } } };
  const own = given.constructor.init(options);
  return (item) => own.update({ root: item });
}

function valuesOf(items: readonly unknown[], expression: unknown, options: Options): unknown[] {
  if (expression === null || expression === undefined) return [...items];
  const own = optionsOfItem(options);
  return items.map((item) => evalExpr(item as never, expression as never, own(item)) as unknown);
}

function sum(values: readonly unknown[]): unknown {
  let total: unknown = 0;
  for (const value of values) {
    if (typeof value === "number" && typeof total === "number") total += value;
    else if (isCountable(value)) total = addNumbers(total, value);
  }
  return plainValue(total);
}

function average(values: readonly unknown[]): unknown {
  const numbers = values.filter(isCountable);
  if (numbers.length === 0) return null;
  const total = sum(numbers);
  const mean = toDouble(total) / numbers.length;
  return total instanceof Decimal128 ? Decimal128.fromString(String(mean)) : mean;
}

function extreme(values: readonly unknown[], direction: 1 | -1): unknown {
  let best: unknown;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (best === undefined || compareValues(value, best) * direction > 0) best = value;
  }
  return best ?? null;
}

function distinct(values: readonly unknown[]): unknown[] {
  const found = new Map<string, unknown>();
  for (const value of values) {
    if (value === undefined) continue;
    const key = encodeValue(value).toString("latin1");
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}

function folding(fold: (values: readonly unknown[]) => unknown): Accumulator {
  return (items, expression, options) => fold(valuesOf(items, expression, options));
}

/** Accumulators that compare or add by BSON's rules; they replace those of the aggregation library. */
export const ACCUMULATORS: Readonly<Record<`$${string}`, Accumulator>> = {
  $sum: folding(sum),
  $avg: folding(average),
  $min: folding((values) => extreme(values, -1)),
  $max: folding((values) => extreme(values, 1)),
  $addToSet: folding(distinct),
  $push: folding((values) => values.filter((value) => value !== undefined)),
  $first: folding((values) => values[0] ?? null),
  $last: folding((values) => values.at(-1) ?? null),
};

/** The same folds as expressions over arrays (`{$sum: ["$a", "$b"]}`) or over one value that may be an array. */
export const FOLDING_EXPRESSIONS: Readonly<Record<`$${string}`, ExpressionOperator>> = {
  $sum: asExpression(sum), $avg: asExpression(average), $min: asExpression((values) => extreme(values, -1)), $max: asExpression((values) => extreme(values, 1)),
};

function asExpression(fold: (values: readonly unknown[]) => unknown): ExpressionOperator {
  return (document, expression, options) => {
    // Window and bucket stages hand over the documents of a group instead of one document.
    if (Array.isArray(document)) return fold(valuesOf(document, expression, options));
    const value = evalExpr(document as never, expression as never, options) as unknown;
    return fold(Array.isArray(value) ? value : [value]);
  };
}
