import { assignField } from "../bson/reader.ts";
import { valuesEqual } from "../bson/compare.ts";
import { bsonTypeOf, isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";

/** What an update changed, in the shape of a change event's `updateDescription`. */
export interface UpdateDescription extends Document {
  updatedFields: Document;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
  /** The parts of paths that could be read in another way: field names that are numbers or contain dots. */
  disambiguatedPaths?: Document;
}

/** The parts of a path; numbers are positions in arrays. */
type Parts = readonly (string | number)[];

/** The difference of two versions of a document as dotted paths. */
export function describeUpdate(before: Document, after: Document): UpdateDescription {
  const description: UpdateDescription = { updatedFields: {}, removedFields: [], truncatedArrays: [] };
  compareFields(before, after, [], description);
  return description;
}

function pathOf(parts: Parts, into: UpdateDescription): string {
  const path = parts.join(".");
  const isAmbiguous = parts.some((part) => typeof part === "string" && (part.includes(".") || /^\d+$/.test(part)));
  if (isAmbiguous) assignField((into.disambiguatedPaths ??= {}), path, [...parts]);
  return path;
}

function compareFields(before: Document, after: Document, parent: Parts, into: UpdateDescription): void {
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) into.removedFields.push(pathOf([...parent, key], into));
  for (const key of Object.keys(after)) {
    if (Object.hasOwn(before, key)) compareValue(before[key], after[key], [...parent, key], into);
    else assignField(into.updatedFields, pathOf([...parent, key], into), after[key]);
  }
}

function compareValue(before: unknown, after: unknown, parts: Parts, into: UpdateDescription): void {
  if (isSame(before, after)) return;
  if (isDocument(before) && isDocument(after)) compareFields(before, after, parts, into);
  else if (Array.isArray(before) && Array.isArray(after) && after.length > 0) compareArray(before, after, parts, into);
  else assignField(into.updatedFields, pathOf(parts, into), after);
}

function compareArray(before: readonly unknown[], after: readonly unknown[], parts: Parts, into: UpdateDescription): void {
  const shared = Math.min(before.length, after.length);
  const changed = Array.from({ length: shared }, (_, index) => index).filter((index) => !isSame(before[index], after[index]));
  // When most elements moved, the whole array is both shorter and clearer than a list of positions; documents that stayed where they
  // are, are looked into.
  const isInPlace = before.length === after.length && changed.every((index) => isDocument(before[index]) && isDocument(after[index]));
  if (changed.length * 2 > shared && !isInPlace) {
    assignField(into.updatedFields, pathOf(parts, into), after);
    return;
  }
  for (const index of changed) compareValue(before[index], after[index], [...parts, index], into);
  for (let index = shared; index < after.length; index++) assignField(into.updatedFields, pathOf([...parts, index], into), after[index]);
  if (after.length < before.length) into.truncatedArrays.push({ field: pathOf(parts, into), newSize: after.length });
}

/** Equal in value and in numeric type, all the way down. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (bsonTypeOf(a) !== bsonTypeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => isSame(value, b[index]));
  if (isDocument(a) && isDocument(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
  }
  return valuesEqual(a, b);
}
