import { isObject, type JsonObject } from "../json.ts";
import { positions } from "./keywords.ts";

/**
 * A copy of a converted schema with `edit` applied to it and to every schema inside it, inner ones first; data
 * (`default`, `examples`, `enum`, `const`) is left alone.
 */
export function mapSchema(schema: unknown, edit: (schema: JsonObject) => JsonObject): unknown {
  if (!isObject(schema)) return schema;
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    const position = positions.get(key);
    if (position === "schema") result[key] = mapSchema(value, edit);
    else if (position === "list" && Array.isArray(value)) result[key] = value.map((item) => mapSchema(item, edit));
    else if (position === "map" && isObject(value)) {
      result[key] = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapSchema(item, edit)]));
    } else result[key] = value;
  }
  return edit(result);
}

/** A copy with every `$ref` and discriminator mapping passed through `rename`. */
export function mapSchemaRefs(schema: unknown, rename: (ref: string) => string): unknown {
  return mapSchema(schema, (inner) => {
    if (typeof inner["$ref"] === "string") inner["$ref"] = rename(inner["$ref"]);
    const discriminator = inner["discriminator"];
    if (isObject(discriminator) && isObject(discriminator["mapping"])) {
      const mapping = Object.entries(discriminator["mapping"]).map(([value, ref]) => [value, typeof ref === "string" ? rename(ref) : ref]);
      inner["discriminator"] = { ...discriminator, mapping: Object.fromEntries(mapping) };
    }
    return inner;
  });
}
