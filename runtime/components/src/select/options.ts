import type { Locale } from "@tessera/contracts";
import { readPath } from "../values/path.ts";
import { isRecord, toText } from "../values/read.ts";

/** A value that can be picked. */
export type Scalar = string | number | boolean;
export interface Option {
  value: Scalar;
  label: string;
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

/** The options among a list of scalars or objects; later ones with a value that was there before, and items without a value, are left out. */
export function optionsOf(items: readonly unknown[], paths: { value: string; label: string }, locale: Locale): Option[] {
  const options = new Map<Scalar, Option>();
  for (const item of items) {
    const value = isRecord(item) ? readPath(item, paths.value || "value") : item;
    if (!isScalar(value) || options.has(value)) continue;
    const label = isRecord(item) ? toText(readPath(item, paths.label || "label"), locale) : "";
    options.set(value, { value, label: label || String(value) });
  }
  return [...options.values()];
}
