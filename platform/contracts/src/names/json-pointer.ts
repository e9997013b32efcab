/** One segment of a JSON pointer, escaped as RFC 6901 asks. */
export function escapePointer(segment: string): string {
  return segment.includes("~") || segment.includes("/") ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;
}

/** The JSON pointer (RFC 6901) of a path of keys and indexes, e.g. `/paths/~1alerts/get`; empty for the whole. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((segment) => `/${escapePointer(String(segment))}`).join("");
}
