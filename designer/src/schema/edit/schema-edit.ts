import type { ValueSchema } from "@tessera/contracts";
import { type SchemaObject, schemaObject, sharedName, typesOf } from "../resolve-schema.ts";

/** What a row of the tree says a value is; `ref:<name>` is a shared schema, `other` what only JSON can say. */
export type SchemaKind = "any" | "string" | "integer" | "number" | "boolean" | "object" | "array" | "other" | `ref:${string}`;
export const plainKinds = ["string", "integer", "number", "boolean", "object", "array", "any"] as const;

const combining = ["oneOf", "anyOf", "allOf", "not", "if", "patternProperties", "prefixItems"];

export function kindOf(schema: unknown): SchemaKind {
  if (schema === false) return "other";
  const given = schemaObject(schema);
  const name = sharedName(given);
  if (name !== undefined) return `ref:${name}`;
  if (combining.some((word) => given[word] !== undefined)) return "other";
  const [type, ...others] = typesOf(given);
  if (others.length > 0) return "other";
  if (type === undefined) return given["const"] === undefined ? "any" : "other";
  return (plainKinds as readonly string[]).includes(type) ? (type as SchemaKind) : "other";
}

export function isNullable(schema: unknown): boolean {
  const type = schemaObject(schema)["type"];
  return Array.isArray(type) && type.includes("null");
}

const textKeys = ["title", "description", "deprecated", "readOnly", "writeOnly"];

/** The schema as another kind of value; texts stay, what says nothing about the new kind goes. */
export function withKind(schema: unknown, kind: SchemaKind): ValueSchema {
  const before = schemaObject(schema);
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => textKeys.includes(key)));
  if (kind.startsWith("ref:")) return { $ref: `#/schemas/${kind.slice(4)}`, ...kept };
  if (kind === "any" || kind === "other") return kept;
  const type = isNullable(before) ? [kind, "null"] : kind;
  if (kind === "object") return { type, ...kept, properties: (before["properties"] as object | undefined) ?? {} };
  if (kind === "array") return { type, ...kept, items: (before["items"] as object | undefined) ?? { type: "string" } };
  return { type, ...kept };
}

export function withNullable(schema: unknown, nullable: boolean): ValueSchema {
  const given = schemaObject(schema);
  const [type] = typesOf(given);
  return type === undefined ? given : { ...given, type: nullable ? [type, "null"] : type };
}

/** Sets a keyword, or takes it away when the value is undefined or empty text. */
export function withKeyword(schema: unknown, keyword: string, value: unknown): ValueSchema {
  const { [keyword]: _before, ...rest } = schemaObject(schema);
  return value === undefined || value === "" ? rest : { ...schemaObject(schema), [keyword]: value };
}

export interface PropertyRow {
  name: string;
  schema: unknown;
  required: boolean;
}

/** The properties of an object in their order. */
export function propertyRows(schema: unknown): PropertyRow[] {
  const given = schemaObject(schema);
  const required = requiredOf(given);
  return Object.entries(schemaObject(given["properties"])).map(([name, property]) => ({ name, schema: property, required: required.includes(name) }));
}

function requiredOf(schema: SchemaObject): string[] {
  return Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
}

/** The object with these properties; `required` of names that it has not as properties stays. */
export function withProperties(schema: unknown, rows: readonly PropertyRow[]): ValueSchema {
  const { required: _required, ...given } = schemaObject(schema);
  const known = new Set(propertyRows(schema).map(({ name }) => name));
  const required = [...requiredOf(schemaObject(schema)).filter((name) => !known.has(name)), ...rows.filter((row) => row.required).map(({ name }) => name)];
  return { ...given, properties: Object.fromEntries(rows.map(({ name, schema: property }) => [name, property])), ...(required.length > 0 ? { required } : {}) };
}

/** A name that no property has: `field`, `field2`, … */
export function freeName(rows: readonly PropertyRow[], wanted = "field"): string {
  const taken = new Set(rows.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  return name;
}
