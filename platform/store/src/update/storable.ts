import { ORDER, orderOf } from "../bson/compare.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";

/** Refuses `_id` values that could not be found again by equality: arrays, regular expressions and undefined. */
export function assertStorableId(document: Document): void {
  if (!Object.hasOwn(document, "_id")) return;
  const order = orderOf(document["_id"]);
  if (order === ORDER.array) throw new StoreError("InvalidIdField", "The '_id' value cannot be of type array");
  if (order === ORDER.object) {
    const field = Object.keys(document["_id"] as Document).find((name) => name.startsWith("$") && !["$ref", "$id", "$db"].includes(name));
    if (field !== undefined) throw new StoreError("DollarPrefixedFieldName", `_id fields may not contain '$'-prefixed fields: ${field} is not valid for storage.`);
  }
  if (order === ORDER.regex) throw new StoreError("InvalidIdField", "The '_id' value cannot be of type regex");
}
