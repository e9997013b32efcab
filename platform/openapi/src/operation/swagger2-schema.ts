import type { JsonObject } from "../json.ts";

/** Fields of a Swagger 2.0 parameter, header or item that are schema keywords (Swagger 2.0, "Parameter Object"). */
const schemaFields = [
  "type",
  "format",
  "items",
  "default",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "enum",
  "multipleOf",
  "x-nullable",
] as const;

/** The schema that stands between the other fields of a Swagger 2.0 parameter or header. */
export function inlineSchemaOf(raw: JsonObject): JsonObject {
  const schema: JsonObject = {};
  for (const field of schemaFields) if (raw[field] !== undefined) schema[field] = field === "items" ? itemsOf(raw[field]) : raw[field];
  return schema;
}

/** Items of items carry `collectionFormat` too, which no later version can say. */
function itemsOf(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const { collectionFormat: _left, ...items } = raw as JsonObject;
  return "items" in items ? { ...items, items: itemsOf(items["items"]) } : items;
}
