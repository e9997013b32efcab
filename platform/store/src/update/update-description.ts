import { valuesEqual } from "../bson/compare.ts";
import { bsonTypeOf, isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";

/** What an update changed, in the shape of a change event's `updateDescription`. */
export interface UpdateDescription extends Document {
  updatedFields: Document;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
}

/** The difference of two versions of a document as dotted paths. */
export function describeUpdate(before: Document, after: Document): UpdateDescription {
  const description: UpdateDescription = { updatedFields: {}, removedFields: [], truncatedArrays: [] };
  compareFields(before, after, "", description);
  return description;
}

function compareFields(before: Document, after: Document, prefix: string, into: UpdateDescription): void {
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) into.removedFields.push(prefix + key);
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) into.updatedFields[prefix + key] = after[key];
    else compareValue(before[key], after[key], prefix + key, into);
  }
}

function compareValue(before: unknown, after: unknown, path: string, into: UpdateDescription): void {
  if (isSame(before, after)) return;
  if (isDocument(before) && isDocument(after)) compareFields(before, after, `${path}.`, into);
  else if (Array.isArray(before) && Array.isArray(after) && after.length > 0) compareArray(before, after, path, into);
  else into.updatedFields[path] = after;
}

function compareArray(before: readonly unknown[], after: readonly unknown[], path: string, into: UpdateDescription): void {
  const shared = Math.min(before.length, after.length);
  const changed = Array.from({ length: shared }, (_, index) => index).filter((index) => !isSame(before[index], after[index]));
  // When most elements moved, the whole array is both shorter and clearer than a list of positions.
  if (changed.length * 2 > shared) {
    into.updatedFields[path] = after;
    return;
  }
  for (const index of changed) compareValue(before[index], after[index], `${path}.${index}`, into);
  for (let index = shared; index < after.length; index++) into.updatedFields[`${path}.${index}`] = after[index];
  if (after.length < before.length) into.truncatedArrays.push({ field: path, newSize: after.length });
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
