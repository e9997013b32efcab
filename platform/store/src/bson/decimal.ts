import { Decimal128, Double, Int32, Long } from "bson";

/** An exact finite number: `coefficient × 10^exponent`. */
export interface Exact {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** A number as exact decimal, or as the JS number that says which non-finite value it is. */
export type ExactOrSpecial = Exact | number;

const DECIMAL_DIGITS = 34;
const FINITE = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i;

/** The exact value of a Decimal128; NaN and the infinities come back as JS numbers. */
export function exactOfDecimal(value: Decimal128): ExactOrSpecial {
  const text = value.toString();
  const parts = FINITE.exec(text);
  if (parts === null) return text === "NaN" ? Number.NaN : text.startsWith("-") ? -Infinity : Infinity;
  const fraction = parts[3] ?? "";
  const magnitude = BigInt((parts[2] ?? "0") + fraction);
  return { coefficient: parts[1] === "-" ? -magnitude : magnitude, exponent: Number(parts[4] ?? 0) - fraction.length };
}

/** The exact value of any BSON number. A finite double `m × 2^e` with negative e is `m × 5^-e × 10^e`. */
export function exactOf(value: unknown): ExactOrSpecial {
  if (value instanceof Decimal128) return exactOfDecimal(value);
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  const double = value instanceof Double || value instanceof Int32 ? value.value : Number(value);
  return Number.isFinite(double) ? exactOfDouble(double) : double;
}

function exactOfDouble(value: number): Exact {
  if (Number.isInteger(value)) return { coefficient: BigInt(value), exponent: 0 };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const power = Math.max(biased, 1) - 1075;
  const magnitude = mantissa * 5n ** BigInt(-power);
  return { coefficient: value < 0 ? -magnitude : magnitude, exponent: power };
}

function digitsOf(magnitude: bigint): number {
  return magnitude.toString().length;
}

/** Orders two exact numbers without rounding: -1, 0 or 1. */
export function compareExact(a: Exact, b: Exact): number {
  const signA = a.coefficient < 0n ? -1 : a.coefficient > 0n ? 1 : 0;
  const signB = b.coefficient < 0n ? -1 : b.coefficient > 0n ? 1 : 0;
  if (signA !== signB) return signA < signB ? -1 : 1;
  if (signA === 0) return 0;
  const absA = a.coefficient < 0n ? -a.coefficient : a.coefficient;
  const absB = b.coefficient < 0n ? -b.coefficient : b.coefficient;
  const magnitude = digitsOf(absA) + a.exponent - (digitsOf(absB) + b.exponent);
  if (magnitude !== 0) return (magnitude < 0 ? -1 : 1) * signA;
  const shift = a.exponent - b.exponent;
  const left = shift > 0 ? absA * 10n ** BigInt(shift) : absA;
  const right = shift < 0 ? absB * 10n ** BigInt(-shift) : absB;
  return left === right ? 0 : (left < right ? -1 : 1) * signA;
}

function specialSum(a: ExactOrSpecial, b: ExactOrSpecial): number {
  return (typeof a === "number" ? a : 0) + (typeof b === "number" ? b : 0);
}

function specialProduct(a: ExactOrSpecial, b: ExactOrSpecial): number {
  const left = typeof a === "number" ? a : Number(a.coefficient > 0n) - Number(a.coefficient < 0n);
  const right = typeof b === "number" ? b : Number(b.coefficient > 0n) - Number(b.coefficient < 0n);
  return left * right;
}

function decimalOfSpecial(value: number): Decimal128 {
  return Decimal128.fromString(Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
}

/** The sum as Decimal128, rounded half to even at 34 digits (IEEE 754-2008 decimal128). */
export function addDecimal(a: ExactOrSpecial, b: ExactOrSpecial): Decimal128 {
  if (typeof a === "number" || typeof b === "number") return decimalOfSpecial(specialSum(a, b));
  const exponent = Math.min(a.exponent, b.exponent);
  // Beyond this distance the smaller operand cannot reach the 34 digits that are kept.
  if (Math.abs(a.exponent - b.exponent) > 12_400) return roundedDecimal(a.exponent > b.exponent ? a : b);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return roundedDecimal({ coefficient: left + right, exponent });
}

/** The product as Decimal128, rounded half to even at 34 digits. */
export function multiplyDecimal(a: ExactOrSpecial, b: ExactOrSpecial): Decimal128 {
  if (typeof a === "number" || typeof b === "number") return decimalOfSpecial(specialProduct(a, b));
  return roundedDecimal({ coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent });
}

/** The quotient as Decimal128, rounded half to even at 34 digits; as short as the operands allow when it is exact. */
export function divideDecimal(a: ExactOrSpecial, b: ExactOrSpecial): Decimal128 {
  if (typeof b === "number") return typeof a === "number" || Number.isNaN(b) ? decimalOfSpecial(Number.NaN) : Decimal128.fromString("0");
  if (typeof a === "number") return decimalOfSpecial(b.coefficient < 0n ? -a : a);
  const ideal = a.exponent - b.exponent;
  const shift = Math.max(DECIMAL_DIGITS + 2 + digitsOf(b.coefficient < 0n ? -b.coefficient : b.coefficient) - digitsOf(a.coefficient < 0n ? -a.coefficient : a.coefficient), 0);
  const dividend = a.coefficient * 10n ** BigInt(shift);
  let coefficient = dividend / b.coefficient;
  let exponent = ideal - shift;
  if (dividend % b.coefficient !== 0n) {
    // One more digit says that something is left, so that rounding does not take it for a tie.
    coefficient = coefficient * 10n + (a.coefficient < 0n === b.coefficient < 0n ? 1n : -1n);
    exponent -= 1;
  } else {
    while (exponent < ideal && coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent++;
    }
  }
  return roundedDecimal({ coefficient, exponent });
}

/** What is left of a division, with the sign of the dividend, as Decimal128. */
export function remainderDecimal(a: ExactOrSpecial, b: ExactOrSpecial): Decimal128 {
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" || Number.isNaN(b as number) ? decimalOfSpecial(Number.NaN) : roundedDecimal(a);
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return roundedDecimal({ coefficient: left % right, exponent });
}

/** Cuts an exact number to `places` decimal places (negative: to tens, hundreds, ...), or rounds half to even there. */
export function cutExact(value: Exact, places: number, isRounding: boolean): Exact {
  const shift = -places - value.exponent;
  if (shift <= 0) return value;
  const unit = 10n ** BigInt(shift);
  const rest = value.coefficient % unit;
  const magnitude = rest < 0n ? -rest : rest;
  let coefficient = value.coefficient / unit;
  const isUp = magnitude * 2n > unit || (magnitude * 2n === unit && coefficient % 2n !== 0n);
  if (isRounding && isUp) coefficient += rest < 0n ? -1n : 1n;
  return { coefficient, exponent: -places };
}

/** The nearest Decimal128 of an exact number. */
export function roundedDecimal(value: Exact): Decimal128 {
  const negative = value.coefficient < 0n;
  let magnitude = negative ? -value.coefficient : value.coefficient;
  let exponent = value.exponent;
  const excess = digitsOf(magnitude) - DECIMAL_DIGITS;
  if (excess > 0) {
    const unit = 10n ** BigInt(excess);
    const rest = magnitude % unit;
    magnitude /= unit;
    exponent += excess;
    if (rest * 2n > unit || (rest * 2n === unit && magnitude % 2n === 1n)) magnitude += 1n;
  }
  return Decimal128.fromString(`${negative ? "-" : ""}${magnitude}E${exponent}`);
}
