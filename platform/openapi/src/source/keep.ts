import { type JsonObject, unlessEmpty } from "../json.ts";

/**
 * Vendor field under which standard fields that an operation has no place for (callbacks, links, several examples, ...)
 * are kept, so that export puts them back where they were.
 */
export const keptField = "x-tessera-source";

/** Vendor field for what OpenAPI cannot say about an operation: its backend side and what it asks of callers. */
export const tesseraField = "x-tessera";

/** The `x-` fields of an object, ours excepted, together with `kept` standard fields; undefined when there are none. */
export function extensionsOf(raw: JsonObject, kept: JsonObject = {}): JsonObject | undefined {
  const extensions: JsonObject = {};
  for (const key in raw) {
    if (key.startsWith("x-") && key !== keptField && key !== tesseraField) extensions[key] = raw[key];
  }
  const present = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  if (Object.keys(present).length > 0) extensions[keptField] = present;
  return unlessEmpty(extensions);
}
