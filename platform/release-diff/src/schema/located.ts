import { type ValueSchema, escapePointer } from "@tessera/contracts";
import { schemaRefPrefix } from "../release.ts";
import { isObject, textKeywords } from "./json.ts";

/** A schema with its place in the release. */
export interface Located {
  schema: ValueSchema;
  /** RFC 6901, see `ReleaseChange.pointer`. */
  pointer: string;
  /** Tells schemas of one place apart that are made up of others; absent: the pointer does. */
  key?: string | undefined;
}

/** What a schema is known by within its release. */
export function keyOf({ pointer, key }: Located): string {
  return key ?? pointer;
}

/** Whether a schema draws in others, so that looking into it may lead back to it. */
export function drawsIn(schema: ValueSchema): boolean {
  return typeof schema === "object" && ("$ref" in schema || "allOf" in schema || "anyOf" in schema || "oneOf" in schema);
}

/** The schema that allows every value, where a document leaves it out. */
export function anything(pointer: string): Located {
  return { schema: true, pointer, key: `${pointer}?` };
}

/** The schema under a keyword, and further keys below it; what is no schema counts as one that allows everything. */
export function below(value: unknown, pointer: string, ...steps: readonly string[]): Located {
  const schema = typeof value === "boolean" || isObject(value) ? value : true;
  return { schema, pointer: pointer + steps.map((step) => `/${escapePointer(step)}`).join("") };
}

/** Where a shared schema stands. */
export function sharedPointer(name: string): string {
  return `/schemas/${escapePointer(name)}`;
}

/** The shared schema that a schema points to, whatever else it says. */
export function refName(schema: ValueSchema): string | undefined {
  const ref = typeof schema === "boolean" ? undefined : schema["$ref"];
  return typeof ref === "string" && ref.startsWith(schemaRefPrefix) ? ref.slice(schemaRefPrefix.length) : undefined;
}

/** The shared schema that a schema is nothing but, descriptions aside. */
export function pureRefName(schema: ValueSchema): string | undefined {
  const name = refName(schema);
  if (name === undefined || typeof schema === "boolean") return name;
  for (const key in schema) if (key !== "$ref" && !textKeywords.has(key) && !key.startsWith("x-")) return undefined;
  return name;
}
