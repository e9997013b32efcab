import { evalExpr } from "mingo/core";
import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { optionsOfItem } from "./accumulators.ts";
import type { Accumulator } from "./accumulators.ts";
import type { ExpressionOperator, Options } from "./expression-operators.ts";

/** The smallest of the values that at least the wanted share of them does not exceed; null when there is none. */
function percentileOf(sorted: Float64Array, share: number): number | null {
  return sorted.length === 0 ? null : (sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] as number);
}

/** In one pass, since a whole collection may be one group. */
function numbersOf(values: readonly unknown[]): Float64Array {
  const numbers = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    const number = typeof value === "number" ? value : isNumeric(value) ? toDouble(value) : Number.NaN;
    if (!Number.isNaN(number)) numbers[count++] = number;
  }
  return numbers.subarray(0, count);
}

/** The percentiles of the numbers among values; one number for `$median`, an array for `$percentile`. */
export function percentiles(name: string, specification: unknown, values: readonly unknown[]): unknown {
  const { p, method } = (isDocument(specification) ? specification : {}) as Document;
  if (!isDocument(specification) || !("input" in specification)) throw new StoreError("FailedToParse", `${name} specification must be an object with 'input'`);
  if (method !== undefined && method !== "approximate") throw new StoreError("BadValue", "Currently only 'approximate' can be used as percentile 'method'.");
  const sorted = numbersOf(values).sort();
  if (name === "$median") return percentileOf(sorted, 0.5);
  const shares = Array.isArray(p) ? p.map((share) => (isNumeric(share) ? toDouble(share) : Number.NaN)) : [];
  if (shares.length === 0 || !shares.every((share) => share >= 0 && share <= 1)) throw new StoreError("BadValue", "The $percentile 'p' field must be an array of numbers from 0.0 to 1.0");
  return shares.map((share) => percentileOf(sorted, share));
}

function accumulator(name: string): Accumulator {
  return (items, specification, options) => {
    const own = optionsOfItem(options);
    const { input } = (isDocument(specification) ? specification : {}) as Document;
    return percentiles(name, specification, items.map((item) => evalExpr(item as never, input as never, own(item)) as unknown));
  };
}

function expression(name: string): ExpressionOperator {
  return (document: unknown, specification: unknown, options: Options) => {
    const { input } = (isDocument(specification) ? specification : {}) as Document;
    const value = evalExpr(document as never, input as never, options) as unknown;
    return percentiles(name, specification, Array.isArray(value) ? value : [value]);
  };
}

/** `$median` and `$percentile` over groups. */
export const PERCENTILE_ACCUMULATORS: Readonly<Record<`$${string}`, Accumulator>> = { $median: accumulator("$median"), $percentile: accumulator("$percentile") };

/** The same over the elements of an array. */
export const PERCENTILE_EXPRESSIONS: Readonly<Record<`$${string}`, ExpressionOperator>> = { $median: expression("$median"), $percentile: expression("$percentile") };
