import { isObject } from "../records/json.ts";

/** Longest line that an object or list of plain values may take before it is broken into lines. */
const lineLength = 100;

/**
 * JSON for people and for review: two spaces, small flat values on one line, a newline at the end. The order of keys is
 * kept; callers decide it.
 */
export function printJson(value: unknown): string {
  return `${print(value, "")}\n`;
}

function print(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => print(item, "")).join(", ")}]`;
    if (value.every(isPlain) && fits(line, indent)) return line;
    return block("[", value.map((item) => print(item, `${indent}  `)), "]", indent);
  }
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  if (entries.length === 0) return "{}";
  const line = `{ ${entries.map(([key, field]) => `${JSON.stringify(key)}: ${print(field, "")}`).join(", ")} }`;
  if (entries.every(([, field]) => isPlain(field)) && fits(line, indent)) return line;
  return block("{", entries.map(([key, field]) => `${JSON.stringify(key)}: ${print(field, `${indent}  `)}`), "}", indent);
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function fits(line: string, indent: string): boolean {
  return line.length + indent.length <= lineLength;
}

function block(open: string, items: string[], close: string, indent: string): string {
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}${close}`;
}

/** An object with the named keys first, in that order, and the others after them by name. */
export function orderKeys(value: Record<string, unknown>, first: readonly string[]): Record<string, unknown> {
  const rest = Object.keys(value).filter((key) => !first.includes(key)).sort();
  return Object.fromEntries([...first, ...rest].flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])));
}

/** An object with its keys by name. */
export function sortKeys<T>(value: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
