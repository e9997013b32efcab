import { Decimal128, Long } from "bson";
import { evalExpr } from "mingo/core";
import { cutExact, divideDecimal, exactOf, remainderDecimal, roundedDecimal } from "../bson/decimal.ts";
import type { Exact } from "../bson/decimal.ts";
import { decimalOperand, toDouble } from "../bson/numeric.ts";
import { bsonTypeOf, isNumeric, typeName } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { ExpressionOperator, Options } from "./expression-operators.ts";
import { plainValue } from "./plain-numbers.ts";

function numbersOf(name: string, document: unknown, expression: unknown, options: Options, count: number): unknown[] | undefined {
  const given = Array.isArray(expression) ? expression : [expression];
  if (given.length !== count) throw new StoreError("InvalidPipelineOperator", `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`);
  const values = given.map((one) => evalExpr(document as never, one as never, options) as unknown);
  if (values.some((value) => value === null || value === undefined)) return undefined;
  const odd = values.find((value) => !isNumeric(value));
  if (odd !== undefined) throw new StoreError("TypeMismatch", `${name} only supports numeric types, not ${typeName(bsonTypeOf(odd))}`);
  return values;
}

function isDecimal(values: readonly unknown[]): boolean {
  return values.some((value) => value instanceof Decimal128);
}

function divide(document: unknown, expression: unknown, options: Options): unknown {
  const values = numbersOf("$divide", document, expression, options, 2);
  if (values === undefined) return null;
  const [dividend, divisor] = values;
  if (toDouble(divisor) === 0) throw new StoreError("BadValue", "can't $divide by zero");
  return isDecimal(values) ? divideDecimal(decimalOperand(dividend), decimalOperand(divisor)) : toDouble(dividend) / toDouble(divisor);
}

function modulo(document: unknown, expression: unknown, options: Options): unknown {
  const values = numbersOf("$mod", document, expression, options, 2);
  if (values === undefined) return null;
  const [dividend, divisor] = values;
  if (toDouble(divisor) === 0) throw new StoreError("BadValue", "can't $mod by zero");
  if (isDecimal(values)) return remainderDecimal(decimalOperand(dividend), decimalOperand(divisor));
  const isExact = [dividend, divisor].every((value) => value instanceof Long || Number.isSafeInteger(value));
  if (isExact && (dividend instanceof Long || divisor instanceof Long)) return plainValue(Long.fromBigInt(BigInt(String(dividend)) % BigInt(String(divisor))));
  return toDouble(dividend) % toDouble(divisor);
}

/** An operator on one number; decimals stay exact where `decimal` says how, else they have the precision of a double. */
function unary(name: string, compute: (value: number) => number, decimal?: (value: Exact) => Exact): ExpressionOperator {
  return (document, expression, options) => {
    const [value] = numbersOf(name, document, Array.isArray(expression) ? expression : [expression], options, 1) ?? [];
    if (value === undefined) return null;
    if (!(value instanceof Decimal128)) return value instanceof Long && name === "$abs" ? plainValue(value.isNegative() ? value.negate() : value) : compute(toDouble(value));
    const exact = exactOf(value);
    if (typeof exact === "number" || decimal === undefined) return Decimal128.fromString(String(compute(toDouble(value))));
    return roundedDecimal(decimal(exact));
  };
}

function floorExact(value: Exact): Exact {
  const cut = cutExact(value, 0, false);
  const isBelow = value.coefficient < 0n && value.exponent < 0 && cut.coefficient * 10n ** BigInt(-value.exponent) !== value.coefficient;
  return isBelow ? { coefficient: cut.coefficient - 1n, exponent: cut.exponent } : cut;
}

function negated(value: Exact): Exact {
  return { coefficient: -value.coefficient, exponent: value.exponent };
}

/** Arithmetic that the aggregation library does with doubles only. */
export const NUMERIC_OPERATORS: Readonly<Record<`$${string}`, ExpressionOperator>> = {
  $divide: divide,
  $mod: modulo,
  $abs: unary("$abs", Math.abs, (value) => (value.coefficient < 0n ? negated(value) : value)),
  $floor: unary("$floor", Math.floor, floorExact),
  $ceil: unary("$ceil", Math.ceil, (value) => negated(floorExact(negated(value)))),
  $sqrt: unary("$sqrt", (value) => {
    if (value < 0) throw new StoreError("BadValue", "$sqrt's argument must be greater than or equal to 0");
    return Math.sqrt(value);
  }),
  $exp: unary("$exp", Math.exp),
  $ln: unary("$ln", positive("$ln", Math.log)),
  $log10: unary("$log10", positive("$log10", Math.log10)),
};

function positive(name: string, compute: (value: number) => number): (value: number) => number {
  return (value) => {
    if (value <= 0) throw new StoreError("BadValue", `${name}'s argument must be a positive number, but is ${value}`);
    return compute(value);
  };
}
