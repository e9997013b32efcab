import { Double, Long } from "bson";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";

/**
 * Aggregation expressions compute with JS numbers, so wrapped doubles and int64 that a double holds exactly become plain numbers.
 * Larger int64 and decimals stay objects that the arithmetic operators of this folder understand. Changes the document in place.
 */
export function withPlainNumbers(document: Document): Document {
  for (const key of Object.keys(document)) {
    const value = document[key];
    if (typeof value === "object" && value !== null) document[key] = plainValue(value);
  }
  return document;
}

/** The same for one value. */
export function plainValue(value: unknown): unknown {
  if (value instanceof Double) return value.value;
  if (value instanceof Long && value.constructor === Long) {
    const number = value.toNumber();
    return Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = plainValue(value[index]);
    return value;
  }
  return isDocument(value) ? withPlainNumbers(value) : value;
}

/** Puts the original numeric types back wherever a computed document still holds the original value. */
export function withOriginalNumbers(computed: unknown, original: unknown): unknown {
  if (typeof computed === "number") {
    if (original instanceof Double && original.value === computed) return original;
    return original instanceof Long && original.toNumber() === computed ? original : computed;
  }
  if (Array.isArray(computed) && Array.isArray(original)) return computed.map((value, index) => withOriginalNumbers(value, original[index]));
  if (isDocument(computed) && isDocument(original)) {
    return Object.fromEntries(Object.entries(computed).map(([key, value]) => [key, withOriginalNumbers(value, original[key])]));
  }
  return computed;
}
