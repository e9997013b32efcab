import {
  BSONRegExp, BSONSymbol, Binary, Code, DBRef, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp,
} from "bson";

/**
 * A decoded document. int32 and non-integral doubles are JS numbers (the same rule as bson's serializer: an integer within
 * int32 is an int32, every other number is a double); integral doubles within int32 are `Double`, int64 is `Long`.
 */
export interface Document {
  [key: string]: unknown;
}

/** A document that is kept as its BSON bytes and is written out verbatim. */
export class RawDocument {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** BSON element type bytes (bsonspec.org); minKey is written as 0xff on the wire and is -1 for `$type`. */
export const BSON_TYPE = {
  double: 1, string: 2, object: 3, array: 4, binData: 5, undefined: 6, objectId: 7, bool: 8, date: 9, null: 10, regex: 11,
  dbPointer: 12, javascript: 13, symbol: 14, javascriptWithScope: 15, int: 16, timestamp: 17, long: 18, decimal: 19, minKey: -1, maxKey: 127,
} as const;

/** True when a JS number stands for an int32 in the store's representation. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** True for plain embedded documents: never for arrays, dates or BSON value classes, whatever keys the document has. */
export function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The BSON type byte of a decoded value; `undefined` (a missing field) is type 6. */
export function bsonTypeOf(value: unknown): number {
  switch (typeof value) {
    case "number": return isInt32(value) ? BSON_TYPE.int : BSON_TYPE.double;
    case "string": return BSON_TYPE.string;
    case "boolean": return BSON_TYPE.bool;
    case "bigint": return BSON_TYPE.long;
    case "object": return value === null ? BSON_TYPE.null : objectTypeOf(value);
    default: return BSON_TYPE.undefined;
  }
}

function objectTypeOf(value: object): number {
  if (Array.isArray(value)) return BSON_TYPE.array;
  if (Object.getPrototypeOf(value) === Object.prototype) return BSON_TYPE.object;
  if (value instanceof ObjectId) return BSON_TYPE.objectId;
  if (value instanceof Date) return BSON_TYPE.date;
  if (value instanceof RawDocument) return BSON_TYPE.object;
  if (value instanceof Timestamp) return BSON_TYPE.timestamp;
  if (value instanceof Long) return BSON_TYPE.long;
  if (value instanceof Double) return BSON_TYPE.double;
  if (value instanceof Int32) return BSON_TYPE.int;
  if (value instanceof Decimal128) return BSON_TYPE.decimal;
  if (value instanceof Binary || value instanceof Uint8Array) return BSON_TYPE.binData;
  if (value instanceof BSONRegExp || value instanceof RegExp) return BSON_TYPE.regex;
  if (value instanceof Code) return value.scope === null || value.scope === undefined ? BSON_TYPE.javascript : BSON_TYPE.javascriptWithScope;
  if (value instanceof BSONSymbol) return BSON_TYPE.symbol;
  if (value instanceof MinKey) return BSON_TYPE.minKey;
  if (value instanceof MaxKey) return BSON_TYPE.maxKey;
  if (value instanceof DBRef) return BSON_TYPE.object;
  return BSON_TYPE.object;
}

/** True for the four BSON numeric types. */
export function isNumeric(value: unknown): boolean {
  const type = bsonTypeOf(value);
  return type === BSON_TYPE.int || type === BSON_TYPE.double || type === BSON_TYPE.long || type === BSON_TYPE.decimal;
}

const ALIASES: Readonly<Record<string, number>> = BSON_TYPE;

/** The name `$type` expressions and error messages use for a type byte. */
export function typeName(type: number): string {
  return Object.keys(ALIASES).find((name) => ALIASES[name] === type) ?? `type ${type}`;
}

/** The type byte of a `$type` alias, or undefined when there is no such type. */
export function typeOfAlias(alias: string): number | undefined {
  return Object.hasOwn(ALIASES, alias) ? ALIASES[alias] : undefined;
}
