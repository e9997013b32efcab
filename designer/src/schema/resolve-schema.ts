import type { ValueSchema } from "@tessera/contracts";

/** JSON Schema 2020-12 as an object; `true` and `false` become `{}` and `{ not: {} }`. */
export type SchemaObject = Record<string, unknown>;
export type SharedSchemas = Readonly<Record<string, ValueSchema>>;

export function schemaObject(schema: unknown): SchemaObject {
  if (schema === false) return { not: {} };
  return typeof schema === "object" && schema !== null && !Array.isArray(schema) ? (schema as SchemaObject) : {};
}

const sharedPrefix = "#/schemas/";
const mostHops = 20;

/** The name of the shared schema that a schema refers to, if it does. */
export function sharedName(schema: SchemaObject): string | undefined {
  const ref = schema["$ref"];
  return typeof ref === "string" && ref.startsWith(sharedPrefix) ? ref.slice(sharedPrefix.length).replaceAll("~1", "/").replaceAll("~0", "~") : undefined;
}

/** Follows references into the shared schemas; what is beside a `$ref` wins (description, default). One missing yields `{}`. */
export function resolveSchema(schema: unknown, shared: SharedSchemas): SchemaObject {
  let current = schemaObject(schema);
  for (let hop = 0; hop < mostHops; hop += 1) {
    const name = sharedName(current);
    if (name === undefined) return current;
    const { $ref: _reference, ...beside } = current;
    current = { ...schemaObject(shared[name]), ...beside };
  }
  return {};
}

/** The types that a schema allows, without `null`. */
export function typesOf(schema: SchemaObject): string[] {
  const type = schema["type"];
  const types = Array.isArray(type) ? type.map(String) : typeof type === "string" ? [type] : [];
  if (types.length > 0) return types.filter((one) => one !== "null");
  if (schema["properties"] !== undefined || schema["additionalProperties"] !== undefined) return ["object"];
  return schema["items"] === undefined ? [] : ["array"];
}
