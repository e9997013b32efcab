import { Long, Timestamp } from "bson";
import { compareValues } from "../bson/compare.ts";
import { addNumbers, multiplyNumbers, toDouble } from "../bson/numeric.ts";
import { isDocument, isInt32, isNumeric } from "../bson/types.ts";
import { StoreError } from "../errors.ts";

/** The new value of a field given its current one; undefined in means missing, undefined out means unchanged. */
export type FieldOperator = (current: unknown, operand: unknown, path: string) => unknown;

function assertNumbers(current: unknown, operand: unknown, path: string, operator: string): void {
  if (!isNumeric(operand)) throw new StoreError("TypeMismatch", `Cannot ${operator} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`);
  if (current !== undefined && !isNumeric(current)) {
    throw new StoreError("TypeMismatch", `Cannot apply ${operator} to a value of non-numeric type in the field '${path}'`);
  }
}

function increment(current: unknown, operand: unknown, path: string): unknown {
  assertNumbers(current, operand, path, "$inc");
  return current === undefined ? operand : addNumbers(current, operand);
}

function multiply(current: unknown, operand: unknown, path: string): unknown {
  assertNumbers(current, operand, path, "$mul");
  return multiplyNumbers(current ?? 0, operand);
}

function currentDate(_current: unknown, operand: unknown): unknown {
  if (operand === true || (isDocument(operand) && operand["$type"] === "date")) return new Date();
  if (isDocument(operand) && operand["$type"] === "timestamp") return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  throw new StoreError("BadValue", "$currentDate needs true, {$type: 'date'} or {$type: 'timestamp'}");
}

function bit(current: unknown, operand: unknown, path: string): unknown {
  if (!isDocument(operand)) throw new StoreError("BadValue", "$bit needs a document such as {and: 5}");
  let value = current ?? 0;
  for (const [operation, mask] of Object.entries(operand)) {
    if (!isWhole(value) || !isWhole(mask)) throw new StoreError("BadValue", `Cannot apply $bit to the field '${path}': both sides have to be integers`);
    const isLong = value instanceof Long || mask instanceof Long;
    const result = combine(operation, toBig(value), toBig(mask));
    value = isLong ? Long.fromBigInt(result) : Number(BigInt.asIntN(32, result));
  }
  return value;
}

function isWhole(value: unknown): boolean {
  return value instanceof Long || (typeof value === "number" && isInt32(value));
}

function toBig(value: unknown): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(toDouble(value));
}

function combine(operation: string, value: bigint, mask: bigint): bigint {
  switch (operation) {
    case "and": return value & mask;
    case "or": return value | mask;
    case "xor": return value ^ mask;
    default: throw new StoreError("BadValue", `$bit knows and, or and xor, not '${operation}'`);
  }
}

/** Update operators that compute one field. */
export const FIELD_OPERATORS: Readonly<Record<string, FieldOperator>> = {
  $set: (_current, operand) => operand,
  $inc: increment,
  $mul: multiply,
  $min: (current, operand) => (current === undefined || compareValues(operand, current) < 0 ? operand : undefined),
  $max: (current, operand) => (current === undefined || compareValues(operand, current) > 0 ? operand : undefined),
  $currentDate: currentDate,
  $bit: bit,
};
