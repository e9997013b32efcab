export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keywords that describe a value and restrict nothing. */
export const textKeywords: ReadonlySet<string> = new Set(["title", "description", "example", "examples", "$comment", "externalDocs", "xml"]);

/** Whether two JSON values are equal, the order of keys aside. `ignoring` leaves out what only describes. */
export function equalJson(a: unknown, b: unknown, ignoring: "nothing" | "texts" = "nothing", areNames = false): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index], ignoring));
  if (!isObject(a) || !isObject(b)) return false;
  const skips = (key: string): boolean => ignoring === "texts" && !areNames && (textKeywords.has(key) || key.startsWith("x-"));
  let count = 0;
  for (const key in a) {
    if (skips(key) || a[key] === undefined) continue;
    count += 1;
    if (!Object.hasOwn(b, key) || !equalJson(a[key], b[key], ignoring, holdsNames(key, areNames))) return false;
  }
  for (const key in b) if (!skips(key) && b[key] !== undefined) count -= 1;
  return count === 0;
}

/** Keys of these are names of fields, not keywords. */
function holdsNames(key: string, areNames: boolean): boolean {
  return !areNames && (key === "properties" || key === "patternProperties" || key === "dependentSchemas" || key === "$defs");
}

/** Calls `take` with every text inside of a JSON value. */
export function eachText(value: unknown, take: (text: string) => void): void {
  if (typeof value === "string") take(value);
  else if (Array.isArray(value)) for (const item of value) eachText(item, take);
  else if (isObject(value)) for (const key in value) eachText(value[key], take);
}
