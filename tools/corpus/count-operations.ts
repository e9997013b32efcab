const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);
/** Stands for every method that the path does not define itself (BlueKing API gateway). */
const anyMethod = "x-bk-apigateway-method-any";
const methodsOfAny = 7;

/** How many operations a document states: each method of each path, counted without the importer. */
export function countOperations(root: unknown): number {
  return Object.values(objectAt(root, "paths")).reduce<number>((count, item) => count + operationsOf(root, item), 0);
}

function operationsOf(root: unknown, raw: unknown): number {
  const item = opened(root, raw);
  const own = Object.keys(item).filter((key) => methods.has(key.toLowerCase()));
  const any = anyMethod in item ? methodsOfAny - own.filter((key) => key !== "trace").length : 0;
  return own.length + any;
}

function opened(root: unknown, raw: unknown): object {
  if (typeof raw !== "object" || raw === null) return {};
  const ref = (raw as Record<string, unknown>)["$ref"];
  if (typeof ref !== "string" || !ref.startsWith("#/")) return raw;
  let value: unknown = root;
  for (const segment of ref.slice(2).split("/")) value = objectAt(value, decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
  return typeof value === "object" && value !== null ? value : {};
}

function objectAt(value: unknown, key: string): object {
  const inner = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof inner === "object" && inner !== null ? inner : {};
}
