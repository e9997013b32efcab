import { type SharedSchemas, resolveSchema, typesOf } from "./resolve-schema.ts";

const deepest = 6;

const formats: Readonly<Record<string, string>> = {
  "date-time": "2026-01-31T08:00:00Z",
  date: "2026-01-31",
  time: "08:00:00Z",
  uuid: "00000000-0000-4000-8000-000000000000",
  uri: "http://example.com/",
  url: "http://example.com/",
  email: "someone@example.com",
  ipv4: "192.0.2.1",
  hostname: "host.example.com",
};

/** A value that fits a schema, to start typing from: its own example, default or first choice, else the plainest of its type. */
export function exampleOf(schema: unknown, shared: SharedSchemas = {}, depth = 0): unknown {
  const resolved = resolveSchema(schema, shared);
  if (resolved["example"] !== undefined) return resolved["example"];
  if (Array.isArray(resolved["examples"]) && resolved["examples"].length > 0) return resolved["examples"][0];
  if (resolved["default"] !== undefined) return resolved["default"];
  if (resolved["const"] !== undefined) return resolved["const"];
  if (Array.isArray(resolved["enum"]) && resolved["enum"].length > 0) return resolved["enum"][0];
  for (const word of ["oneOf", "anyOf"]) {
    const choices = resolved[word];
    if (Array.isArray(choices) && choices.length > 0) return depth < deepest ? exampleOf(choices[0], shared, depth + 1) : null;
  }
  if (Array.isArray(resolved["allOf"])) {
    const parts = depth < deepest ? resolved["allOf"].map((part) => exampleOf(part, shared, depth + 1)) : [];
    const objects = parts.filter((part): part is object => typeof part === "object" && part !== null);
    return objects.length > 0 ? Object.assign({}, ...objects) : (parts[0] ?? null);
  }
  switch (typesOf(resolved)[0]) {
    case "string":
      return formats[String(resolved["format"])] ?? "";
    case "integer":
    case "number":
      return typeof resolved["minimum"] === "number" ? resolved["minimum"] : 0;
    case "boolean":
      return false;
    case "array":
      return depth < deepest && (resolved["minItems"] !== undefined || depth === 0 || typesOf(resolveSchema(resolved["items"], shared))[0] !== undefined) ? [exampleOf(resolved["items"], shared, depth + 1)] : [];
    case "object": {
      if (depth >= deepest) return {};
      const properties = (resolved["properties"] ?? {}) as Record<string, unknown>;
      return Object.fromEntries(Object.entries(properties).filter(([, property]) => resolveSchema(property, shared)["readOnly"] !== true).map(([name, property]) => [name, exampleOf(property, shared, depth + 1)]));
    }
    default:
      return null;
  }
}
