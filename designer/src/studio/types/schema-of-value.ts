const deepest = 6;
const sampled = 20;
const mostFields = 200;

/** A JSON Schema that a value and what is like it fits: fields of the items of an array are joined. */
export function schemaOfValue(value: unknown, depth = 0): Record<string, unknown> {
  if (value === null || value === undefined || depth > deepest) return {};
  if (Array.isArray(value)) return value.length === 0 ? { type: "array" } : { type: "array", items: joined(value.slice(0, sampled), depth + 1) };
  if (typeof value === "object") return { type: "object", properties: Object.fromEntries(Object.entries(value).slice(0, mostFields).map(([name, field]) => [name, schemaOfValue(field, depth + 1)])) };
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? { type: typeof value } : {};
}

/** One schema for several values: objects field by field; anything else only where all agree. */
function joined(values: readonly unknown[], depth: number): Record<string, unknown> {
  const objects = values.filter((value): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value));
  if (objects.length > 0) {
    const fields = new Map<string, unknown>();
    for (const object of objects) for (const [name, field] of Object.entries(object)) if ((fields.get(name) ?? null) === null) fields.set(name, field);
    return schemaOfValue(Object.fromEntries(fields), depth);
  }
  const schemas = values.filter((value) => value !== null).map((value) => schemaOfValue(value, depth));
  const [first = {}] = schemas;
  return schemas.every((schema) => schema["type"] === first["type"]) ? first : {};
}
