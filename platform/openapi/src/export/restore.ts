import { isObject, type JsonObject } from "../json.ts";
import { mapSchemaRefs } from "../schema/map-schema.ts";
import { schemaRefPrefix } from "../schema/registry.ts";
import { keptField } from "../source/keep.ts";

const componentPrefix = "#/components/schemas/";

/** A value schema as it stands in an OpenAPI document. */
export function exportSchema(schema: unknown): unknown {
  return mapSchemaRefs(schema, (ref) => (ref.startsWith(schemaRefPrefix) ? componentPrefix + ref.slice(schemaRefPrefix.length) : ref));
}

/** A free-form part (headers, links, callbacks, encodings) with the schemas inside it exported. */
export function exportPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exportPart);
  if (!isObject(value)) return value;
  // An inlined part is a reference only where it stands for a schema.
  if (typeof value["$ref"] === "string") return exportSchema(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exportField(key, inner)]));
}

const data = new Set(["example", "value", "default", "const", "enum"]);

function exportField(key: string, inner: unknown): unknown {
  if (data.has(key) || key.startsWith("x-")) return inner;
  return key === "schema" ? exportSchema(inner) : exportPart(inner);
}

/** Splits extensions into the vendor fields and the standard fields that import kept among them. */
export function splitExtensions(extensions: JsonObject | undefined): { vendor: JsonObject; kept: JsonObject } {
  const { [keptField]: kept, ...vendor } = extensions ?? {};
  return { vendor, kept: isObject(kept) ? kept : {} };
}
