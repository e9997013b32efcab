import { Decimal128, Long } from "bson";
import type { Collation } from "../bson/collation.ts";
import { compareValues, orderOf, valuesEqual, ORDER, binaryParts } from "../bson/compare.ts";
import { toDouble } from "../bson/numeric.ts";
import { BSON_TYPE, bsonTypeOf, isNumeric, typeOfAlias } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { compileRegex } from "./regex.ts";

/** Tests one value that a path reached; a missing field is `undefined`. */
export type ValueTest = (value: unknown) => boolean;

/** A compiled field operator: with `expandLeaf` arrays at the end of the path are tested element by element as well. */
export interface FieldPredicate {
  readonly expandLeaf: boolean;
  readonly negated: boolean;
  readonly test: ValueTest;
}

/** Compiles the operand of a field operator for a way of comparing text. */
export type PredicateFactory = (operand: unknown, collation?: Collation) => FieldPredicate;

function predicate(test: ValueTest, expandLeaf = true, negated = false): FieldPredicate {
  return { test, expandLeaf, negated };
}

function isRegex(value: unknown): boolean {
  return orderOf(value) === ORDER.regex;
}

/** Equality as filters mean it: null also matches missing fields, a regular expression also matches text. */
export function equalityTest(operand: unknown, collation?: Collation): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (collation !== undefined && typeof operand === "string") return (value) => typeof value === "string" && collation.compare(value, operand) === 0;
  if (typeof operand === "string" || typeof operand === "boolean") return (value) => value === operand;
  const order = orderOf(operand);
  return (value) => value !== undefined && orderOf(value) === order && compareValues(value, operand, collation) === 0;
}

function regexTest(operand: unknown): ValueTest {
  const expression = compileRegex(operand);
  return (value) => (typeof value === "string" ? expression.test(value) : isRegex(value) && valuesEqual(value, operand));
}

function membershipTest(operand: unknown, operator: string, collation?: Collation): ValueTest {
  if (!Array.isArray(operand)) throw new StoreError("BadValue", `${operator} needs an array`);
  const strings = new Set<unknown>();
  const tests: ValueTest[] = [];
  for (const value of operand) {
    if (typeof value === "string" && collation === undefined) strings.add(value);
    else tests.push(isRegex(value) ? regexTest(value) : equalityTest(value, collation));
  }
  return (value) => strings.has(value) || tests.some((test) => test(value));
}

function rangeTest(operand: unknown, accepts: (order: number) => boolean, collation?: Collation): ValueTest {
  if (operand === null || operand === undefined) return accepts(0) ? (value) => value === null || value === undefined : () => false;
  if (isRegex(operand)) throw new StoreError("BadValue", "Can't have RegEx as arg to predicate over field.");
  const order = orderOf(operand);
  if (order === ORDER.minKey || order === ORDER.maxKey) return (value) => value !== undefined && accepts(compareValues(value, operand));
  const isNaNOperand = order === ORDER.number && Number.isNaN(toDouble(operand));
  return (value) => {
    if (value === undefined || orderOf(value) !== order) return false;
    // NaN is only ever equal to itself; it is not below other numbers for range operators.
    if (order === ORDER.number && isNaNOperand !== Number.isNaN(toDouble(value))) return false;
    return accepts(compareValues(value, operand, collation));
  };
}

function existsPredicate(operand: unknown): FieldPredicate {
  const wanted = isNumeric(operand) ? toDouble(operand) !== 0 : operand !== false && operand !== null && operand !== undefined;
  return predicate((value) => value !== undefined, false, !wanted);
}

function typePredicate(operand: unknown): FieldPredicate {
  const wanted = new Set<number>();
  for (const alias of Array.isArray(operand) ? operand : [operand]) {
    if (alias === "number") for (const type of [BSON_TYPE.int, BSON_TYPE.long, BSON_TYPE.double, BSON_TYPE.decimal]) wanted.add(type);
    else {
      const type = typeof alias === "string" ? typeOfAlias(alias) : isNumeric(alias) ? toDouble(alias) : undefined;
      if (type === undefined || !Number.isInteger(type)) throw new StoreError("BadValue", `Unknown type name alias: ${String(alias)}`);
      wanted.add(type);
    }
  }
  return predicate((value) => value !== undefined && wanted.has(bsonTypeOf(value)));
}

function sizePredicate(operand: unknown): FieldPredicate {
  const size = isNumeric(operand) ? toDouble(operand) : Number.NaN;
  if (!Number.isInteger(size) || size < 0) throw new StoreError("BadValue", "$size needs a non-negative whole number");
  return predicate((value) => Array.isArray(value) && value.length === size, false);
}

function wholeNumber(value: unknown): bigint | undefined {
  if (value instanceof Long) return value.toBigInt();
  if (value instanceof Decimal128 || !isNumeric(value)) return isNumeric(value) ? truncated(Number(String(value))) : undefined;
  return truncated(toDouble(value));
}

function truncated(value: number): bigint | undefined {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
}

function modPredicate(operand: unknown): FieldPredicate {
  const [divisor, remainder] = Array.isArray(operand) && operand.length === 2 ? [wholeNumber(operand[0]), wholeNumber(operand[1])] : [];
  if (divisor === undefined || remainder === undefined) throw new StoreError("BadValue", "malformed mod, needs to be an array of two numbers");
  if (divisor === 0n) throw new StoreError("BadValue", "divisor cannot be 0");
  return predicate((value) => {
    const whole = wholeNumber(value);
    return whole !== undefined && whole % divisor === remainder;
  });
}

/** No value has more bits than a document of the largest size. */
const MOST_BITS = 16n * 1024n * 1024n * 8n;

function bitPosition(value: unknown): bigint {
  const position = wholeNumber(value);
  if (position === undefined || position < 0n || position > MOST_BITS) throw new StoreError("BadValue", `bit positions must be whole numbers from 0 to ${MOST_BITS}`);
  return position;
}

function maskOf(operand: unknown): bigint {
  if (Array.isArray(operand)) return operand.reduce<bigint>((mask, bit) => mask | (1n << bitPosition(bit)), 0n);
  if (orderOf(operand) === ORDER.binData) return bitsOfBinary(operand);
  const mask = wholeNumber(operand);
  if (mask === undefined || mask < 0n) throw new StoreError("BadValue", "a bit mask has to be a non-negative number, a list of positions or binary data");
  return mask;
}

function bitsOfBinary(value: unknown): bigint {
  return [...binaryParts(value).bytes].reduceRight<bigint>((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

function bitsPredicate(accepts: (bits: bigint, mask: bigint) => boolean): PredicateFactory {
  return (operand) => {
    const mask = maskOf(operand);
    return predicate((value) => {
      if (orderOf(value) === ORDER.binData) return accepts(bitsOfBinary(value), mask);
      if (!isNumeric(value) || (!(value instanceof Long) && !Number.isInteger(toDouble(value)))) return false;
      return accepts(BigInt.asUintN(64, wholeNumber(value) ?? 0n), mask);
    });
  };
}

/** Field operators without sub-filters; `$not`, `$elemMatch`, `$all` and `$regex` are compiled by the filter itself. */
export const FIELD_OPERATORS: Readonly<Record<string, PredicateFactory>> = {
  $eq: (operand, collation) => predicate(equalityTest(operand, collation)),
  $ne: (operand, collation) => predicate(equalityTest(operand, collation), true, true),
  $in: (operand, collation) => predicate(membershipTest(operand, "$in", collation)),
  $nin: (operand, collation) => predicate(membershipTest(operand, "$nin", collation), true, true),
  $gt: (operand, collation) => predicate(rangeTest(operand, (order) => order > 0, collation)),
  $gte: (operand, collation) => predicate(rangeTest(operand, (order) => order >= 0, collation)),
  $lt: (operand, collation) => predicate(rangeTest(operand, (order) => order < 0, collation)),
  $lte: (operand, collation) => predicate(rangeTest(operand, (order) => order <= 0, collation)),
  $exists: existsPredicate,
  $type: typePredicate,
  $size: sizePredicate,
  $mod: modPredicate,
  $bitsAllSet: bitsPredicate((bits, mask) => (bits & mask) === mask),
  $bitsAllClear: bitsPredicate((bits, mask) => (bits & mask) === 0n),
  $bitsAnySet: bitsPredicate((bits, mask) => (bits & mask) !== 0n),
  $bitsAnyClear: bitsPredicate((bits, mask) => (bits & mask) !== mask),
};

/** Equality, or for a regular expression value the match that `{field: /x/}` means. */
export function implicitPredicate(operand: unknown, collation?: Collation): FieldPredicate {
  return predicate(isRegex(operand) ? regexTest(operand) : equalityTest(operand, collation));
}

/** `$regex` with its sibling `$options`. */
export function regexPredicate(source: unknown, options: unknown): FieldPredicate {
  const expression = compileRegex(source, options);
  return predicate((value) => typeof value === "string" && expression.test(value));
}

