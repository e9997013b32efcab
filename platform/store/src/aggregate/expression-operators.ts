import { Decimal128, Long, ObjectId } from "bson";
import { evalExpr } from "mingo/core";
import type { Collation } from "../bson/collation.ts";
import { compareValues, orderOf, ORDER, valuesEqual } from "../bson/compare.ts";
import { cutExact, exactOf, roundedDecimal } from "../bson/decimal.ts";
import { addNumbers, multiplyNumbers, toDouble } from "../bson/numeric.ts";
import { BSON_TYPE, bsonTypeOf, isNumeric, typeName } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { plainValue } from "./plain-numbers.ts";

/** Options as the aggregation library hands them through; opaque here. */
export type Options = Parameters<typeof evalExpr>[2];

/** An expression operator of the aggregation library. */
export type ExpressionOperator = (document: unknown, expression: unknown, options: Options) => unknown;

function evaluate(document: unknown, expression: unknown, options: Options): unknown {
  return evalExpr(document as never, expression as never, options) as unknown;
}

function operands(document: unknown, expression: unknown, options: Options, name: string, count?: number): unknown[] {
  const given = Array.isArray(expression) ? expression : [expression];
  if (count !== undefined && given.length !== count) {
    throw new StoreError("InvalidPipelineOperator", `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`);
  }
  return given.map((one) => evaluate(document, one, options));
}

/** Comparison by BSON order, in which a missing field is below null. */
function comparison(name: string, result: (order: number) => unknown, collation: Collation | undefined): ExpressionOperator {
  return (document, expression, options) => {
    const [left, right] = operands(document, expression, options, name, 2);
    return result(Math.sign(compareValues(left, right, collation)));
  };
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function addValues(values: readonly unknown[]): unknown {
  if (values.some(isNothing)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) throw new StoreError("BadValue", "only one date allowed in an $add expression");
  const sum = values.filter((value) => !(value instanceof Date)).reduce((total, value) => addNumbers(total, numeric(value, "$add")), 0);
  return dates[0] === undefined ? plainValue(sum) : new Date(dates[0].getTime() + Number(plainValue(sum)));
}

function numeric(value: unknown, name: string): unknown {
  if (!isNumeric(value)) throw new StoreError("TypeMismatch", `${name} only supports numeric types, not ${typeName(bsonTypeOf(value))}`);
  return value;
}

function subtract(left: unknown, right: unknown): unknown {
  if (isNothing(left) || isNothing(right)) return null;
  if (left instanceof Date) {
    if (right instanceof Date) return left.getTime() - right.getTime();
    return new Date(left.getTime() - Number(plainValue(numeric(right, "$subtract"))));
  }
  return plainValue(addNumbers(numeric(left, "$subtract"), multiplyNumbers(numeric(right, "$subtract"), -1)));
}

function typeOfValue(value: unknown): string {
  if (value === undefined) return "missing";
  // Plain numbers may have been int64 or wrapped doubles; whole numbers beyond int32 read as the double they are.
  return typeName(bsonTypeOf(value));
}

function text(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") {
    const order = orderOf(value);
    if (order === ORDER.object || order === ORDER.array) throw new StoreError("BadValue", `Unsupported conversion from ${typeName(bsonTypeOf(value))} to string in $convert with no onError value`);
  }
  return String(value);
}

function wholeOf(value: unknown): unknown {
  if (value instanceof Long || typeof value === "boolean") return value === true ? 1 : value === false ? 0 : value;
  if (value instanceof Date) return value.getTime();
  const exact = typeof value === "string" ? (/^[+-]?\d+$/.test(value) ? BigInt(value) : undefined) : isNumeric(value) && Number.isFinite(toDouble(value)) ? BigInt(Math.trunc(toDouble(value))) : undefined;
  if (exact === undefined || BigInt.asIntN(64, exact) !== exact) throw new StoreError("ConversionFailure", `Failed to convert '${String(value)}' to a 64-bit integer in $convert with no onError value`);
  return Long.fromBigInt(exact);
}

function cutting(name: string, isRounding: boolean): ExpressionOperator {
  return (document, expression, options) => {
    const [value, place = 0] = operands(document, expression, options, name);
    if (isNothing(value) || place === null) return null;
    const places = isNumeric(place) ? toDouble(place) : Number.NaN;
    if (!Number.isInteger(places) || places < -20 || places > 100) throw new StoreError("BadValue", `cannot apply ${name} with precision value ${String(place)}: it has to be a whole number from -20 to 100`);
    const exact = exactOf(numeric(value, name));
    if (typeof exact === "number") return value;
    const cut = cutExact(exact, places, isRounding);
    if (value instanceof Decimal128) return roundedDecimal(cut);
    return value instanceof Long ? plainValue(Long.fromBigInt(cut.coefficient * 10n ** BigInt(Math.max(cut.exponent, 0)))) : Number(`${cut.coefficient}E${cut.exponent}`);
  };
}

/** Operators that compare, for a way of comparing text. */
export function comparisonOperators(collation?: Collation): Readonly<Record<`$${string}`, ExpressionOperator>> {
  return {
    $eq: comparison("$eq", (order) => order === 0, collation),
    $ne: comparison("$ne", (order) => order !== 0, collation),
    $gt: comparison("$gt", (order) => order > 0, collation),
    $gte: comparison("$gte", (order) => order >= 0, collation),
    $lt: comparison("$lt", (order) => order < 0, collation),
    $lte: comparison("$lte", (order) => order <= 0, collation),
    $cmp: comparison("$cmp", (order) => order, collation),
    $in: (document, expression, options) => {
      const [value, array] = operands(document, expression, options, "$in", 2);
      if (!Array.isArray(array)) throw new StoreError("BadValue", "$in requires an array as a second argument");
      return array.some((element) => valuesEqual(element, value, collation));
    },
  };
}

/** Operators that have to know BSON's types; they replace those of the aggregation library. */
export const EXPRESSION_OPERATORS: Readonly<Record<`$${string}`, ExpressionOperator>> = {
  ...comparisonOperators(),
  $add: (document, expression, options) => addValues(operands(document, expression, options, "$add")),
  $subtract: (document, expression, options) => {
    const [left, right] = operands(document, expression, options, "$subtract", 2);
    return subtract(left, right);
  },
  $multiply: (document, expression, options) => {
    const values = operands(document, expression, options, "$multiply");
    if (values.some(isNothing)) return null;
    return plainValue(values.reduce((product, value) => multiplyNumbers(product, numeric(value, "$multiply")), 1));
  },
  $round: cutting("$round", true),
  $trunc: cutting("$trunc", false),
  $type: (document, expression, options) => typeOfValue(operands(document, expression, options, "$type", 1)[0]),
  $isNumber: (document, expression, options) => isNumeric(operands(document, expression, options, "$isNumber", 1)[0]),
  $toString: (document, expression, options) => {
    const [value] = operands(document, expression, options, "$toString", 1);
    return isNothing(value) ? null : text(value);
  },
  $toObjectId: (document, expression, options) => {
    const [value] = operands(document, expression, options, "$toObjectId", 1);
    if (isNothing(value) || value instanceof ObjectId) return value ?? null;
    if (typeof value !== "string" || !/^[0-9a-f]{24}$/i.test(value)) throw new StoreError("ConversionFailure", `Failed to parse objectId '${String(value)}' in $convert with no onError value`);
    return new ObjectId(value);
  },
  $toLong: (document, expression, options) => {
    const [value] = operands(document, expression, options, "$toLong", 1);
    return isNothing(value) ? null : plainValue(wholeOf(value));
  },
  $toDecimal: (document, expression, options) => {
    const [value] = operands(document, expression, options, "$toDecimal", 1);
    if (isNothing(value)) return null;
    if (value instanceof Decimal128) return value;
    return Decimal128.fromString(value instanceof Date ? String(value.getTime()) : value instanceof Long ? value.toString() : String(value));
  },
};

/** True for values that `$sum` and `$avg` count. */
export function isCountable(value: unknown): boolean {
  const type = bsonTypeOf(value);
  return type !== BSON_TYPE.undefined && isNumeric(value);
}
