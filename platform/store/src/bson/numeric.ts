import { Decimal128, Double, Int32, Long } from "bson";
import { StoreError } from "../errors.ts";
import { addDecimal, compareExact, exactOf, multiplyDecimal } from "./decimal.ts";
import type { ExactOrSpecial } from "./decimal.ts";
import { isInt32 } from "./types.ts";

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** The nearest JS number of any BSON number. */
export function toDouble(value: unknown): number {
  if (typeof value === "number") return value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Double || value instanceof Int32) return value.value;
  return Number(String(value));
}

/** The double `value` in the store's representation: integral doubles within int32 are wrapped so that they stay doubles. */
export function asDouble(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** Orders two BSON numbers exactly across types; NaN is the smallest number and equals itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return compareDoubles(a, b);
  const plainA = a instanceof Double ? a.value : a;
  const plainB = b instanceof Double ? b.value : b;
  if (typeof plainA === "number" && typeof plainB === "number") return compareDoubles(plainA, plainB);
  const exactA = exactOf(plainA);
  const exactB = exactOf(plainB);
  if (typeof exactA !== "number" && typeof exactB !== "number") return compareExact(exactA, exactB);
  return compareDoubles(typeof exactA === "number" ? exactA : 0, typeof exactB === "number" ? exactB : 0);
}

function compareDoubles(a: number, b: number): number {
  if (a === b) return 0;
  if (a < b) return -1;
  if (a > b) return 1;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** A double enters decimal arithmetic with 15 significant digits, as in MongoDB, so that 0.1 stays 0.1. */
export function decimalOperand(value: unknown): ExactOrSpecial {
  const plain = value instanceof Double ? value.value : value;
  const isFraction = typeof plain === "number" && Number.isFinite(plain) && (value instanceof Double || !isInt32(plain));
  return exactOf(isFraction ? Decimal128.fromString(plain.toPrecision(15)) : plain);
}

type Integer = { readonly value: bigint; readonly isLong: boolean };

function integerOf(value: unknown): Integer | undefined {
  if (typeof value === "number") return isInt32(value) ? { value: BigInt(value), isLong: false } : undefined;
  if (value instanceof Int32) return { value: BigInt(value.value), isLong: false };
  if (value instanceof Long) return { value: value.toBigInt(), isLong: true };
  return undefined;
}

/** An exact integer as int32 when it fits and neither operand was int64, else int64; beyond int64 the operation fails. */
function integerResult(result: bigint, isLong: boolean, operation: string): unknown {
  if (!isLong && result >= -0x80000000n && result <= 0x7fffffffn) return Number(result);
  if (result < LONG_MIN || result > LONG_MAX) throw new StoreError("BadValue", `${operation} leaves the range of a 64-bit integer`);
  return Long.fromBigInt(result);
}

/** Adds two BSON numbers by MongoDB's rules: int32 widens to int64, any double gives a double, any decimal a decimal. */
export function addNumbers(a: unknown, b: unknown): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) return addDecimal(decimalOperand(a), decimalOperand(b));
  const left = integerOf(a);
  const right = integerOf(b);
  if (left !== undefined && right !== undefined) return integerResult(left.value + right.value, left.isLong || right.isLong, "the sum");
  return asDouble(toDouble(a) + toDouble(b));
}

/** Multiplies two BSON numbers by the same widening rules as `addNumbers`. */
export function multiplyNumbers(a: unknown, b: unknown): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) return multiplyDecimal(decimalOperand(a), decimalOperand(b));
  const left = integerOf(a);
  const right = integerOf(b);
  if (left !== undefined && right !== undefined) return integerResult(left.value * right.value, left.isLong || right.isLong, "the product");
  return asDouble(toDouble(a) * toDouble(b));
}
