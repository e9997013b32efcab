import { type SchemaObject, type SharedSchemas, resolveSchema, schemaObject, sharedName, typesOf } from "./resolve-schema.ts";

/** A schema's type in a few characters, in the notation that programmers read: `string (date-time)`, `Alert[]`, `"a" | "b"`. */
export function describeType(schema: unknown): string {
  const given = schemaObject(schema);
  const name = sharedName(given);
  if (name !== undefined) return name;
  const choices = given["oneOf"] ?? given["anyOf"];
  if (Array.isArray(choices)) return choices.map((choice) => describeType(choice)).join(" | ");
  if (Array.isArray(given["allOf"])) return given["allOf"].map((part) => describeType(part)).join(" & ");
  if (Array.isArray(given["enum"])) return given["enum"].map((value) => JSON.stringify(value)).join(" | ");
  if (given["const"] !== undefined) return JSON.stringify(given["const"]);
  const nullable = Array.isArray(given["type"]) && given["type"].includes("null");
  const types = typesOf(given).map((type) => {
    if (type === "array") return `${describeType(given["items"])}[]`;
    return type === "string" && typeof given["format"] === "string" ? `string (${given["format"]})` : type;
  });
  return [...(types.length > 0 ? types : ["any"]), ...(nullable ? ["null"] : [])].join(" | ");
}

/** One limit of a value: what it limits, and the range, pattern or default as notation. */
export interface Limit {
  of: "range" | "length" | "count" | "pattern" | "default";
  text: string;
}

function limit(of: Limit["of"], low: unknown, high: unknown): Limit[] {
  if (low === undefined && high === undefined) return [];
  if (low === undefined) return [{ of, text: `≤ ${String(high)}` }];
  return [{ of, text: high === undefined ? `≥ ${String(low)}` : `${String(low)} … ${String(high)}` }];
}

export function describeLimits(schema: SchemaObject): Limit[] {
  return [
    ...limit("range", schema["minimum"], schema["maximum"]),
    ...limit("length", schema["minLength"], schema["maxLength"]),
    ...limit("count", schema["minItems"], schema["maxItems"]),
    ...(typeof schema["pattern"] === "string" ? [{ of: "pattern" as const, text: `/${schema["pattern"]}/` }] : []),
    ...(schema["default"] === undefined ? [] : [{ of: "default" as const, text: JSON.stringify(schema["default"]) }]),
  ];
}

/** The properties that stand below a schema: of its object, of its array's items, of each choice. */
export function propertiesOf(schema: unknown, shared: SharedSchemas): { name: string; schema: unknown; required: boolean }[] {
  const resolved = resolveSchema(schema, shared);
  if (typesOf(resolved)[0] === "array") return propertiesOf(resolved["items"], shared);
  const parts = [resolved, ...(Array.isArray(resolved["allOf"]) ? resolved["allOf"].map((part) => resolveSchema(part, shared)) : [])];
  const own = parts.flatMap((part) => {
    const required = new Set(Array.isArray(part["required"]) ? part["required"].map(String) : []);
    return Object.entries((part["properties"] ?? {}) as Record<string, unknown>).map(([name, property]) => ({ name, schema: property, required: required.has(name) }));
  });
  const rest = schemaObject(resolved["additionalProperties"]);
  return Object.keys(rest).length > 0 ? [...own, { name: "*", schema: rest, required: false }] : own;
}
