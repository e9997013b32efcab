import { BSONRegExp, BSONSymbol, Binary } from "bson";
import type { Code, ObjectId, Timestamp } from "bson";
import { compareNumbers } from "./numeric.ts";
import { BSON_TYPE, bsonTypeOf } from "./types.ts";
import type { Document } from "./types.ts";

/**
 * Position of each BSON type in MongoDB's comparison order (manual: "Comparison/Sort Order"); types that compare with each
 * other share one position. The values are the first byte of index keys, so they are part of the file format.
 */
export const ORDER = {
  minKey: 0x01, undefined: 0x02, null: 0x05, number: 0x0a, string: 0x0f, object: 0x14, array: 0x19, binData: 0x1e, objectId: 0x23,
  bool: 0x28, date: 0x2d, timestamp: 0x2f, regex: 0x32, code: 0x3c, codeWithScope: 0x41, maxKey: 0x7f,
} as const;

const ORDER_OF_TYPE: ReadonlyMap<number, number> = new Map<number, number>([
  [BSON_TYPE.minKey, ORDER.minKey], [BSON_TYPE.undefined, ORDER.undefined], [BSON_TYPE.null, ORDER.null],
  [BSON_TYPE.double, ORDER.number], [BSON_TYPE.int, ORDER.number], [BSON_TYPE.long, ORDER.number], [BSON_TYPE.decimal, ORDER.number],
  [BSON_TYPE.string, ORDER.string], [BSON_TYPE.symbol, ORDER.string], [BSON_TYPE.object, ORDER.object], [BSON_TYPE.array, ORDER.array],
  [BSON_TYPE.binData, ORDER.binData], [BSON_TYPE.objectId, ORDER.objectId], [BSON_TYPE.bool, ORDER.bool], [BSON_TYPE.date, ORDER.date],
  [BSON_TYPE.timestamp, ORDER.timestamp], [BSON_TYPE.regex, ORDER.regex], [BSON_TYPE.javascript, ORDER.code],
  [BSON_TYPE.javascriptWithScope, ORDER.codeWithScope], [BSON_TYPE.maxKey, ORDER.maxKey],
]);

/** A way of comparing text other than byte by byte. */
export interface TextOrder {
  compare(a: string, b: string): number;
}

/** Comparison bracket of a decoded value; range operators only match within one bracket. */
export function orderOf(value: unknown): number {
  return ORDER_OF_TYPE.get(bsonTypeOf(value)) ?? ORDER.object;
}

/** Orders any two decoded values as MongoDB does, text byte by byte or by a collation: negative, 0 or positive. */
export function compareValues(a: unknown, b: unknown, collation?: TextOrder): number {
  if (typeof a === "string" && typeof b === "string") return collation === undefined ? compareStrings(a, b) : collation.compare(a, b);
  const order = orderOf(a);
  const difference = order - orderOf(b);
  if (difference !== 0) return difference;
  switch (order) {
    case ORDER.number: return compareNumbers(a, b);
    case ORDER.string: return collation === undefined ? compareStrings(textOf(a), textOf(b)) : collation.compare(textOf(a), textOf(b));
    case ORDER.object: return compareDocuments(a as Document, b as Document, collation);
    case ORDER.array: return compareArrays(a as unknown[], b as unknown[], collation);
    case ORDER.binData: return compareBinary(a, b);
    case ORDER.objectId: return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case ORDER.bool: return Number(a) - Number(b);
    case ORDER.date: return Math.sign((a as Date).getTime() - (b as Date).getTime());
    case ORDER.timestamp: return (a as Timestamp).comp(b as Timestamp);
    case ORDER.regex: return compareRegex(a, b);
    case ORDER.code: case ORDER.codeWithScope: return compareCode(a as Code, b as Code);
    default: return 0;
  }
}

/** Equality by comparison order: 1, 1.0 and int64 1 are the same value, embedded documents are equal only in field order. */
export function valuesEqual(a: unknown, b: unknown, collation?: TextOrder): boolean {
  return a === b || compareValues(a, b, collation) === 0;
}

function textOf(value: unknown): string {
  return value instanceof BSONSymbol ? value.value : (value as string);
}

/** UTF-8 byte order; UTF-16 order differs from it only where surrogates meet U+E000..U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareDocuments(a: Document, b: Document, collation?: TextOrder): number {
  const keysA = Object.keys(a);
  const keysB = Object.keys(b);
  const length = Math.min(keysA.length, keysB.length);
  for (let index = 0; index < length; index++) {
    const keyA = keysA[index] as string;
    const keyB = keysB[index] as string;
    const result = orderOf(a[keyA]) - orderOf(b[keyB]) || compareStrings(keyA, keyB) || compareValues(a[keyA], b[keyB], collation);
    if (result !== 0) return result;
  }
  return keysA.length - keysB.length;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[], collation?: TextOrder): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const result = compareValues(a[index], b[index], collation);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

/** Bytes and subtype of a binary value. */
export function binaryParts(value: unknown): { readonly bytes: Uint8Array; readonly subtype: number } {
  if (value instanceof Binary) return { bytes: value.buffer.subarray(0, value.position), subtype: value.sub_type };
  return { bytes: value as Uint8Array, subtype: 0 };
}

function compareBinary(a: unknown, b: unknown): number {
  const left = binaryParts(a);
  const right = binaryParts(b);
  return left.bytes.length - right.bytes.length || left.subtype - right.subtype || Buffer.compare(left.bytes, right.bytes);
}

/** Pattern and options of a regular expression value. */
export function regexParts(value: unknown): { readonly pattern: string; readonly options: string } {
  if (value instanceof BSONRegExp) return { pattern: value.pattern, options: value.options };
  const expression = value as RegExp;
  return { pattern: expression.source, options: expression.flags };
}

function compareRegex(a: unknown, b: unknown): number {
  const left = regexParts(a);
  const right = regexParts(b);
  return compareStrings(left.pattern, right.pattern) || compareStrings(left.options, right.options);
}

function compareCode(a: Code, b: Code): number {
  return compareStrings(a.code, b.code) || compareValues(a.scope ?? {}, b.scope ?? {});
}
