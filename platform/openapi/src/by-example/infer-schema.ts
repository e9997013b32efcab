import { isObject, type JsonObject } from "../json.ts";

/** Deeper values, and further keys and items, accept anything. */
const deepest = 12;
const mostKeys = 500;
const mostItems = 200;

const formats: readonly (readonly [string, RegExp])[] = [
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ["date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/],
  ["date", /^\d{4}-\d\d-\d\d$/],
];

/** A JSON Schema that a value satisfies, as its author would probably write it. */
export function inferSchema(value: unknown, depth = 0): JsonObject {
  if (value === null) return { type: "null" };
  if (typeof value === "boolean") return { type: "boolean" };
  if (typeof value === "number") return { type: Number.isInteger(value) ? "integer" : "number" };
  if (typeof value === "string") return stringSchema(value);
  if (depth >= deepest) return {};
  if (Array.isArray(value)) {
    const [first, ...more] = value.slice(0, mostItems).map((item) => inferSchema(item, depth + 1));
    return first === undefined ? { type: "array" } : { type: "array", items: more.reduce(mergeSchemas, first) };
  }
  if (!isObject(value)) return {};
  const entries = Object.entries(value).filter(([key]) => key !== "__proto__").slice(0, mostKeys);
  if (entries.length === 0) return { type: "object" };
  return { type: "object", properties: Object.fromEntries(entries.map(([key, inner]) => [key, inferSchema(inner, depth + 1)])), required: entries.map(([key]) => key) };
}

function stringSchema(value: string): JsonObject {
  const format = formats.find(([, pattern]) => pattern.test(value))?.[0];
  return format === undefined ? { type: "string" } : { type: "string", format };
}

/** A schema for what either of two inferred ones accepts. */
export function mergeSchemas(a: JsonObject, b: JsonObject): JsonObject {
  const types = mergeTypes(typesOf(a), typesOf(b));
  if (types.length === 0) return {};
  const merged: JsonObject = { type: types.length === 1 ? types[0] : types };
  if (a["format"] !== undefined && (a["format"] === b["format"] || !typesOf(b).includes("string"))) merged["format"] = a["format"];
  else if (b["format"] !== undefined && !typesOf(a).includes("string")) merged["format"] = b["format"];
  const items = mergeInner(a["items"], b["items"]);
  if (items !== undefined) merged["items"] = items;
  if (isObject(a["properties"]) || isObject(b["properties"])) Object.assign(merged, mergeProperties(a, b));
  return merged;
}

function typesOf({ type }: JsonObject): string[] {
  return Array.isArray(type) ? (type as string[]) : typeof type === "string" ? [type] : [];
}

function mergeTypes(a: readonly string[], b: readonly string[]): string[] {
  if (a.length === 0 || b.length === 0) return [];
  const types = new Set([...a, ...b]);
  if (types.has("number")) types.delete("integer");
  return [...types];
}

function mergeInner(a: unknown, b: unknown): JsonObject | undefined {
  if (!isObject(a)) return isObject(b) ? b : undefined;
  return isObject(b) ? mergeSchemas(a, b) : a;
}

function mergeProperties(a: JsonObject, b: JsonObject): JsonObject {
  const left = isObject(a["properties"]) ? a["properties"] : {};
  const right = isObject(b["properties"]) ? b["properties"] : {};
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const properties = Object.fromEntries(names.map((name) => [name, mergeInner(Object.hasOwn(left, name) ? left[name] : undefined, Object.hasOwn(right, name) ? right[name] : undefined)]));
  // One of the two may be no object at all, and then requires nothing.
  const needed = (schema: JsonObject): string[] | undefined => (typesOf(schema).includes("object") ? ((schema["required"] ?? []) as string[]) : undefined);
  const [first = needed(b) ?? [], second = first] = [needed(a), needed(b)];
  const required = first.filter((name) => second.includes(name));
  return { properties, ...(required.length > 0 ? { required } : {}) };
}
