import { escapePointer } from "@tessera/contracts";
import { isObject, type JsonObject } from "../json.ts";
import type { Scope } from "./scope.ts";
import type { Source } from "./source.ts";

/** Fields that hold data of the user's API, in which `$ref` has no meaning. */
const data = new Set(["example", "value", "default", "const", "enum"]);

/**
 * A copy of a part of the document that has no shape of its own here (headers, links, callbacks, encodings): references
 * are written out, those to schemas name shared schemas, and what leads nowhere is left out with a finding.
 */
export function inline(source: Source, value: unknown, pointer: string, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item, index) => inline(source, item, `${pointer}/${index}`, scope));
  if (!isObject(value)) return value;
  if (typeof value["$ref"] === "string") {
    return source.refs.shared("inline", value, pointer, scope, (target, at, within) => inline(source, target, at, within));
  }
  return inlineFields(source, value, pointer, scope);
}

function inlineFields(source: Source, value: JsonObject, pointer: string, scope: Scope): JsonObject {
  const result: JsonObject = {};
  for (const key in value) {
    const at = `${pointer}/${escapePointer(key)}`;
    const inner = value[key];
    if (data.has(key) || key.startsWith("x-")) result[key] = inner;
    else if (key === "schema") result[key] = source.schemas.convert(inner, at, scope);
    else {
      const inlined = inline(source, inner, at, scope);
      if (inlined !== undefined) result[key] = inlined;
    }
  }
  return result;
}

/** The named entries of an object, each inlined; undefined when there are none. */
export function inlineMap(source: Source, value: unknown, pointer: string, scope: Scope): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const result: JsonObject = {};
  for (const name in value) {
    const inlined = inline(source, value[name], `${pointer}/${escapePointer(name)}`, scope);
    if (inlined !== undefined) result[name] = inlined;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}
