/** A table column as a person starts to edit it. */
export interface DerivedColumn {
  key: string;
  title: string;
  path: string;
  format: "text" | "number" | "time" | "boolean" | "json";
}

const most = 12;
const sampled = 20;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Columns for the fields that rows have, those that `existing` shows left out. Fields of objects one level down count. */
export function columnsFrom(data: unknown, existing: readonly unknown[]): DerivedColumn[] {
  if (!Array.isArray(data)) return [];
  const shown = new Set(existing.flatMap((column) => (typeof column === "object" && column !== null ? [(column as { path?: unknown; key?: unknown }).path ?? (column as { key?: unknown }).key] : [])));
  const found = new Map<string, unknown>();
  for (const row of data.slice(0, sampled) as unknown[]) {
    if (!isObject(row)) continue;
    for (const [name, value] of Object.entries(row)) {
      if (isObject(value) && Object.keys(value).length > 0) for (const [inner, part] of Object.entries(value)) remember(found, `${name}.${inner}`, part);
      else remember(found, name, value);
    }
  }
  return [...found]
    .filter(([path]) => !shown.has(path))
    .slice(0, most)
    .map(([path, value]) => ({ key: path.replaceAll(/\W+/g, "_"), title: path.split(".").at(-1) ?? path, path, format: formatOf(value) }));
}

function remember(found: Map<string, unknown>, path: string, value: unknown): void {
  if ((found.get(path) ?? null) === null) found.set(path, value);
}

function formatOf(value: unknown): DerivedColumn["format"] {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return isoTime.test(value) ? "time" : "text";
  return value === null || value === undefined ? "text" : "json";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
