import { type Locale, localize } from "@tessera/contracts";

/** Whether a value is a JSON object (not null, not a list). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON text of a value; values that JSON cannot hold, or that nest too deep for it, give an empty string. */
export function toJson(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, null, indent) ?? "";
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return "";
    throw error;
  }
}

const localizedKeys = new Set(["zh-CN", "en"]);

function isLocalizedText(value: Record<string, unknown>): boolean {
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key, text]) => localizedKeys.has(key) && (typeof text === "string" || text === undefined));
}

/** Text of any value in `locale`: texts in both languages are picked from, objects become JSON, nothing becomes "". */
export function toText(value: unknown, locale: Locale): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (isRecord(value) && isLocalizedText(value)) return localize(value, locale);
  return toJson(value);
}

/** A finite number from a number or a numeric text (as Prometheus sends samples); anything else is null. */
export function toNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
}

/** Whether a value switches something on: true, a number but 0, "true" or "1". */
export function toFlag(value: unknown): boolean {
  if (typeof value === "string") return value === "true" || value === "1";
  return value === true || (typeof value === "number" && value !== 0 && !Number.isNaN(value));
}

/** The value when it is one of `allowed`, else `fallback`. */
export function oneOf<const T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((candidate) => candidate === value) ?? fallback;
}

/** The number within `[least, most]`, or `fallback` when the value is no number. */
export function within(value: unknown, least: number, most: number, fallback: number): number {
  const number = toNumber(value);
  return number === null ? fallback : Math.min(most, Math.max(least, number));
}

/** The items of a list that are objects; anything else counts as none. */
export function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
