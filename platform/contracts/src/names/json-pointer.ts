/** One segment of a JSON pointer, escaped as RFC 6901 asks. */
export function escapePointer(segment: string): string {
  return segment.includes("~") || segment.includes("/") ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;
}

/** The JSON pointer (RFC 6901) of a path of keys and indexes, e.g. `/paths/~1alerts/get`; empty for the whole. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((segment) => `/${escapePointer(String(segment))}`).join("");
}

/** Reads where a JSON pointer (RFC 6901) leads in a value; undefined where there is nothing. Only a value's own fields count. */
export function readPointer(value: unknown, pointer: string): unknown {
  let found = value;
  for (const segment of segmentsOf(pointer)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, segment)) return undefined;
    if (Array.isArray(found) && !/^(0|[1-9]\d*)$/.test(segment)) return undefined;
    found = (found as Record<string, unknown>)[segment];
  }
  return found;
}

/** Segments of a JSON pointer, unescaped. */
export function segmentsOf(pointer: string): string[] {
  return pointer.split("/").slice(1).map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
