import { ApiError } from "@tessera/contracts";

export interface FieldProblem {
  /** Path of the field as antd's Form names it, e.g. `["backend", "url"]`. */
  name: (string | number)[];
  errors: string[];
}

/** Segments of a JSON pointer (RFC 6901); array indexes become numbers. */
export function pointerSegments(pointer: string): (string | number)[] {
  if (pointer === "" || pointer === "/") return [];
  return pointer
    .replace(/^#?\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Divides an API error over the fields of a form: each problem goes to the longest prefix of its path that is a field; the
 * rest stays for the form as a whole. `fields` are the dotted names that the form has.
 */
export function problemFields(error: unknown, fields: readonly string[]): { fields: FieldProblem[]; rest: boolean } {
  if (!(error instanceof ApiError)) return { fields: [], rest: error !== null && error !== undefined };
  const { problem } = error;
  const places = problem.errors?.length ? problem.errors : problem.path === undefined ? [] : [{ path: problem.path, detail: problem.detail }];
  if (places.length === 0) return { fields: [], rest: true };
  const known = new Set(fields);
  const found = new Map<string, FieldProblem>();
  let rest = false;
  for (const { path, detail } of places) {
    const segments = pointerSegments(path);
    let length = segments.length;
    while (length > 0 && !known.has(segments.slice(0, length).join("."))) length -= 1;
    if (length === 0) {
      rest = true;
      continue;
    }
    const key = segments.slice(0, length).join(".");
    const field = found.get(key) ?? { name: segments.slice(0, length), errors: [] };
    field.errors.push(detail);
    found.set(key, field);
  }
  return { fields: [...found.values()], rest };
}
