import { type SchemaObject, type SharedSchemas, resolveSchema, typesOf } from "./resolve-schema.ts";

export type FieldKind = "text" | "multiline" | "secret" | "number" | "switch" | "choice" | "choices" | "tags" | "numbers" | "group" | "list" | "map" | "json";

/** One field of a form made of a JSON Schema. `name` is the property. */
export interface SchemaField {
  name: string;
  kind: FieldKind;
  title: string | undefined;
  help: string | undefined;
  required: boolean;
  initial: unknown;
  example: unknown;
  options: readonly (string | number)[];
  integer: boolean;
  minimum: number | undefined;
  maximum: number | undefined;
  maxLength: number | undefined;
  pattern: string | undefined;
  /** Fields of a group, or of each item of a list. */
  fields: readonly SchemaField[];
}

const deepest = 4;
const longText = 500;

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A pattern that this browser can check; documents may carry those of other dialects. */
function patternOf(value: unknown): string | undefined {
  const pattern = textOf(value);
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern, "u").test("");
    return pattern;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function enumOf(schema: SchemaObject): (string | number)[] {
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : [];
  return values.every((value) => typeof value === "string" || typeof value === "number") ? (values as (string | number)[]) : [];
}

function kindOf(schema: SchemaObject, items: SchemaObject, depth: number): FieldKind {
  if (enumOf(schema).length > 0) return "choice";
  const types = typesOf(schema);
  // Text serves several scalars at once: what goes into an address or a header is text anyway.
  if (types.length > 1 && types.every((type) => type === "string" || type === "number" || type === "integer")) return "text";
  if (types.length !== 1) return "json";
  switch (types[0]) {
    case "string":
      if (schema["format"] === "password" || schema["writeOnly"] === true) return "secret";
      return (numberOf(schema["maxLength"]) ?? 0) > longText || schema["contentMediaType"] !== undefined ? "multiline" : "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "switch";
    case "array": {
      if (enumOf(items).length > 0) return "choices";
      const [itemType, ...others] = typesOf(items);
      if (others.length > 0) return "json";
      if (itemType === "string") return "tags";
      if (itemType === "integer" || itemType === "number") return "numbers";
      return itemType === "object" && items["properties"] !== undefined && depth < deepest ? "list" : "json";
    }
    case "object":
      if (schema["properties"] !== undefined) return depth < deepest ? "group" : "json";
      return typesOf(resolveSchema(schema["additionalProperties"], {}))[0] === "string" ? "map" : "json";
    default:
      return "json";
  }
}

/** The field for one value. Shapes that no control fits are edited as JSON. */
export function fieldOf(name: string, schema: unknown, required: boolean, shared: SharedSchemas = {}, depth = 0): SchemaField {
  const resolved = resolveSchema(schema, shared);
  const items = resolveSchema(resolved["items"], shared);
  const kind = kindOf(resolved, items, depth);
  const examples = resolved["examples"];
  return {
    name,
    kind,
    title: textOf(resolved["title"]),
    help: textOf(resolved["description"]),
    required,
    initial: resolved["default"],
    example: resolved["example"] ?? (Array.isArray(examples) ? examples[0] : undefined),
    options: kind === "choice" ? enumOf(resolved) : kind === "choices" ? enumOf(items) : [],
    integer: typesOf(resolved)[0] === "integer",
    minimum: numberOf(resolved["minimum"]) ?? numberOf(resolved["exclusiveMinimum"]),
    maximum: numberOf(resolved["maximum"]) ?? numberOf(resolved["exclusiveMaximum"]),
    maxLength: numberOf(resolved["maxLength"]),
    pattern: patternOf(resolved["pattern"]),
    fields: kind === "group" ? fieldsOf(resolved, shared, depth + 1) : kind === "list" ? fieldsOf(items, shared, depth + 1) : [],
  };
}

/** The fields of an object's properties, in the order of the schema. */
export function fieldsOf(schema: unknown, shared: SharedSchemas = {}, depth = 0): SchemaField[] {
  const resolved = resolveSchema(schema, shared);
  const required = new Set(Array.isArray(resolved["required"]) ? resolved["required"].map(String) : []);
  const properties = typeof resolved["properties"] === "object" && resolved["properties"] !== null ? (resolved["properties"] as Record<string, unknown>) : {};
  return Object.entries(properties).map(([name, property]) => fieldOf(name, property, required.has(name), shared, depth));
}

/** What fields hold before a person types: the schema's defaults. */
export function initialValues(fields: readonly SchemaField[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      if (field.initial !== undefined) return [[field.name, field.initial]];
      if (field.kind !== "group") return [];
      const inner = initialValues(field.fields);
      return Object.keys(inner).length > 0 ? [[field.name, inner]] : [];
    }),
  );
}

/** Form values without what was left empty, so that the server's defaults apply. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((one) => one !== undefined);
  if (typeof value !== "object" || value === null) return value === "" || value === null ? undefined : value;
  const entries = Object.entries(value).flatMap(([name, one]) => {
    const kept = withoutEmpty(one);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
