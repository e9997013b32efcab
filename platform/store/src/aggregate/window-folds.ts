import { Decimal128 } from "bson";
import { compareValues } from "../bson/compare.ts";
import { divideDecimal, exactOf } from "../bson/decimal.ts";
import { addNumbers, toDouble } from "../bson/numeric.ts";
import { isNumeric } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { unitMillis } from "./calendar.ts";
import { isCountable } from "./expression-operators.ts";
import { plainValue } from "./plain-numbers.ts";
import type { Merging } from "./sliding-fold.ts";

function added(left: unknown, right: unknown): unknown {
  return typeof left === "number" && typeof right === "number" ? left + right : addNumbers(left, right);
}

const sum: Merging<unknown> = { of: (value) => (isCountable(value) ? value : 0), merge: added, result: (total) => plainValue(total ?? 0) };

const count: Merging<number> = { of: () => 1, merge: (left, right) => left + right, result: (total) => total ?? 0 };

const average: Merging<{ readonly total: unknown; readonly count: number }> = {
  of: (value) => (isCountable(value) ? { total: value, count: 1 } : { total: 0, count: 0 }),
  merge: (left, right) => ({ total: added(left.total, right.total), count: left.count + right.count }),
  result(state) {
    if (state === undefined || state.count === 0) return null;
    return state.total instanceof Decimal128 ? divideDecimal(exactOf(state.total), exactOf(state.count)) : toDouble(state.total) / state.count;
  },
};

function extreme(direction: 1 | -1): Merging<unknown> {
  return {
    of: (value) => value ?? null,
    // Nothing is less than everything, but it is never the least value.
    merge: (left, right) => (left === null ? right : right === null || compareValues(right, left) * direction <= 0 ? left : right),
    result: (best) => best ?? null,
  };
}

/** Count, means and sum of products of deviations of pairs; a value by itself is a pair with itself. */
interface Moments {
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly deviation: number;
}

const NO_MOMENTS: Moments = { count: 0, x: 0, y: 0, deviation: 0 };

function joined(left: Moments, right: Moments): Moments {
  if (left.count === 0 || right.count === 0) return left.count === 0 ? right : left;
  const total = left.count + right.count;
  const [stepX, stepY] = [right.x - left.x, right.y - left.y];
  return { count: total, x: left.x + (stepX * right.count) / total, y: left.y + (stepY * right.count) / total, deviation: left.deviation + right.deviation + (stepX * stepY * left.count * right.count) / total };
}

function spread(isSample: boolean, isRoot: boolean): Merging<Moments> {
  return {
    of(value) {
      const [x, y] = isRoot ? [value, value] : Array.isArray(value) ? (value as unknown[]) : [];
      return isNumeric(x) && isNumeric(y) ? { count: 1, x: toDouble(x), y: toDouble(y), deviation: 0 } : NO_MOMENTS;
    },
    merge: joined,
    result(state) {
      const divisor = (state?.count ?? 0) - (isSample ? 1 : 0);
      if (state === undefined || divisor <= 0) return null;
      return isRoot ? Math.sqrt(state.deviation / divisor) : state.deviation / divisor;
    },
  };
}

/** Folds of windows by operator, over the values of its expression. */
export const WINDOW_FOLDS: ReadonlyMap<string, Merging<never>> = new Map<string, Merging<never>>([
  ["$sum", sum as Merging<never>], ["$avg", average as unknown as Merging<never>], ["$count", count as unknown as Merging<never>],
  ["$min", extreme(-1) as Merging<never>], ["$max", extreme(1) as Merging<never>],
  ["$stdDevPop", spread(false, true) as unknown as Merging<never>], ["$stdDevSamp", spread(true, true) as unknown as Merging<never>],
  ["$covariancePop", spread(false, false) as unknown as Merging<never>], ["$covarianceSamp", spread(true, false) as unknown as Merging<never>],
]);

/** A value at a place of the order: what integrals and derivatives are made of. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Area {
  readonly first: Point;
  readonly last: Point;
  readonly area: number;
}

/** The area below the points of a window, by trapezoids. */
export const INTEGRAL: Merging<Area> = {
  of: (value) => ({ first: value as Point, last: value as Point, area: 0 }),
  merge: (left, right) => ({ first: left.first, last: right.last, area: left.area + right.area + ((left.last.y + right.first.y) / 2) * (right.first.x - left.last.x) }),
  result: (state) => state?.area ?? null,
};

/** The point of a value at a place of the order, which is a date when there is a unit and a number otherwise. */
export function pointOf(name: string, place: unknown, value: unknown, unit: unknown): Point {
  const millis = typeof unit === "string" ? unitMillis(unit) : undefined;
  if (unit !== undefined && millis === undefined) throw new StoreError("FailedToParse", `unit must be 'week' or smaller in ${name}`);
  if (millis === undefined ? !isNumeric(place) : !(place instanceof Date)) throw new StoreError("Location5624900", `${name} needs a sortBy of numbers, or of dates together with a 'unit'`);
  if (!isNumeric(value)) throw new StoreError("Location5624901", `${name} needs an 'input' of numbers`);
  return { x: millis === undefined ? toDouble(place) : (place as Date).getTime() / millis, y: toDouble(value) };
}
