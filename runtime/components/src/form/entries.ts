import type { FieldEntry } from "../field/form-context.ts";

/** The inputs of a form by node id. */
export type Entries = ReadonlyMap<string, FieldEntry>;

/** The values by field; a field that two inputs write has the value of the one that came last. */
export function valuesOf(entries: Entries): Record<string, unknown> {
  return Object.fromEntries([...entries.values()].map(({ field, value }) => [field, value]));
}

/** The inputs whose value is wrong. */
export function wrongEntries(entries: Entries): FieldEntry[] {
  return [...entries.values()].filter(({ error }) => error !== null);
}

/** The first field that two inputs write, or null. */
export function sharedField(entries: Entries): string | null {
  const seen = new Set<string>();
  for (const { field } of entries.values()) {
    if (seen.has(field)) return field;
    seen.add(field);
  }
  return null;
}
