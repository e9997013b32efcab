import { resolveSchema, schemaObject, typesOf } from "../../schema/resolve-schema.ts";
import type { Typed } from "./type-text.ts";

/** What is known of a value before it is there: named fields, or a schema. */
export type Shape = { fields: Readonly<Record<string, Shape>> } | Typed;

/** A field of a shape, for proposals. */
export interface ShapeField {
  name: string;
  shape: Shape;
  description: string;
}

const mostParts = 200;

/** Everything that a schema may be: itself, and the parts of its combinations, so many at most. */
function parts({ schema, shared }: Typed): Record<string, unknown>[] {
  const found = [resolveSchema(schema, shared)];
  for (let index = 0; index < found.length && found.length < mostParts; index += 1) {
    for (const word of ["allOf", "oneOf", "anyOf"]) {
      const combined = found[index]?.[word];
      if (Array.isArray(combined)) found.push(...combined.map((one) => resolveSchema(one, shared)));
    }
  }
  return found.slice(0, mostParts);
}

/** The fields that a value of a shape has by name; those of an array's items are not among them. */
export function fieldsOfShape(shape: Shape): ShapeField[] {
  if ("fields" in shape) return Object.entries(shape.fields).map(([name, inner]) => ({ name, shape: inner, description: "" }));
  const found = new Map<string, ShapeField>();
  for (const part of parts(shape)) {
    for (const [name, schema] of Object.entries(schemaObject(part["properties"]))) {
      if (!found.has(name)) found.set(name, { name, shape: { schema, shared: shape.shared }, description: String(resolveSchema(schema, shape.shared)["description"] ?? "") });
    }
  }
  return [...found.values()];
}

/** The shape of a field; undefined: nothing is known. */
export function fieldOfShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape === undefined) return undefined;
  const field = fieldsOfShape(shape).find((one) => one.name === name);
  if (field || "fields" in shape) return field?.shape;
  const more = parts(shape).map((part) => part["additionalProperties"]).find((one) => typeof one === "object" && one !== null);
  return more === undefined ? undefined : { schema: more, shared: shape.shared };
}

/** The shape of an array's items; undefined: it is no array, or nothing is known of them. */
export function itemOfShape(shape: Shape | undefined): Shape | undefined {
  if (shape === undefined || "fields" in shape) return undefined;
  const items = parts(shape).map((part) => part["items"]).find((one) => typeof one === "object" && one !== null);
  return items === undefined ? undefined : { schema: items, shared: shape.shared };
}

/** The JSON type of a shape, where it is one. */
export function kindOfShape(shape: Shape | undefined): "object" | "array" | "string" | "number" | "boolean" | undefined {
  if (shape === undefined) return undefined;
  if ("fields" in shape) return "object";
  const types = new Set(parts(shape).flatMap(typesOf));
  if (types.size !== 1) return undefined;
  const [type] = types;
  return type === "integer" ? "number" : (type as "object" | "array" | "string" | "number" | "boolean");
}
