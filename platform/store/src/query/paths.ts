import { isDocument } from "../bson/types.ts";

/** Splits a dotted path; empty parts stay, as MongoDB accepts fields with an empty name. */
export function splitPath(path: string): string[] {
  return path.split(".");
}

/** True for a path part that can be an array index. */
export function isIndexPart(part: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(part);
}

/**
 * Calls `test` with each value that the path reaches by MongoDB's rules, until one call returns true: arrays on the way are
 * traversed one level, a missing field is `undefined`, and with `expandLeaf` an array at the end is offered element by element first.
 */
export function anyAtPath(value: unknown, parts: readonly string[], expandLeaf: boolean, test: (value: unknown) => boolean, at = 0): boolean {
  if (at === parts.length) {
    if (expandLeaf && Array.isArray(value) && value.some((element) => test(element))) return true;
    return test(value);
  }
  const part = parts[at] as string;
  if (isDocument(value)) {
    return Object.hasOwn(value, part) ? anyAtPath(value[part], parts, expandLeaf, test, at + 1) : test(undefined);
  }
  if (!Array.isArray(value)) return test(undefined);
  if (isIndexPart(part) && Number(part) < value.length && anyAtPath(value[Number(part)], parts, expandLeaf, test, at + 1)) return true;
  return value.some((element) => isDocument(element) && anyAtPath(element, parts, expandLeaf, test, at));
}

/** Every value that `distinct` reports for a path: arrays on the way and at the end are flattened one level. */
export function distinctValuesAt(value: unknown, path: string): unknown[] {
  const found: unknown[] = [];
  anyAtPath(value, splitPath(path), false, (reached) => {
    if (Array.isArray(reached)) found.push(...reached);
    else if (reached !== undefined) found.push(reached);
    return false;
  });
  return found;
}
