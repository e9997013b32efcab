import type { ValueSchema } from "@tessera/contracts";
import { refName } from "./located.ts";
import type { View } from "./view.ts";

const longest = 80;

/** A value in a sentence; long ones are cut. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return "—";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** The types of a view, e.g. `string | null`. */
export function describeTypes({ types, nullable }: View): string {
  if (types === null) return "any";
  return [...[...types].sort(), ...(nullable ? ["null"] : [])].join(" | ") || "none";
}

/** A schema in a word: the name of the shared one, its title or type. */
export function describeSchema(schema: ValueSchema): string {
  if (typeof schema === "boolean") return schema ? "any" : "none";
  const { title, type } = schema;
  return refName(schema) ?? (typeof title === "string" ? title : type === undefined ? "schema" : describeValue(Array.isArray(type) ? type.join(" | ") : type));
}
