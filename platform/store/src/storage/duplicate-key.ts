import { BSONRegExp, EJSON, ObjectId } from "bson";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Index } from "../index/index-runtime.ts";
import { anyAtPath, splitPath } from "../query/paths.ts";
import { namespaceOf } from "./catalog.ts";
import type { Collection } from "./catalog.ts";

/** The E11000 error with the message form, `keyPattern` and `keyValue` that drivers and mongoose plugins read; no index means `_id`. */
export function duplicateKeyError(collection: Collection, index: Index | undefined, document: Document): StoreError {
  const keyPattern: Document = index === undefined ? { _id: 1 } : { ...index.definition.key };
  const keyValue: Document = {};
  for (const path of Object.keys(keyPattern)) keyValue[path] = firstValueAt(document, path);
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${shownValue(value)}`).join(", ");
  const name = index?.definition.name ?? "_id_";
  return new StoreError(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${name} dup key: { ${shown} }`,
    { fields: { keyPattern, keyValue } },
  );
}

function firstValueAt(document: Document, path: string): unknown {
  let found: unknown = null;
  anyAtPath(document, splitPath(path), true, (value) => {
    found = value ?? null;
    return true;
  });
  return found;
}

function shownValue(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  return EJSON.stringify(value, { relaxed: true });
}
