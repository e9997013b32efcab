import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { compileFilter } from "./filter.ts";
import type { MatchRules } from "./filter.ts";

/**
 * The position of the first element of the array at `path` that the filter's conditions on that array match, for the positional
 * `$` of updates and projections. The element that meets all of them wins over one that meets only some.
 */
export function matchedPosition(document: Document, path: string, filter: Document, rules: MatchRules): number | undefined {
  const array = arrayAt(document, path);
  if (array === undefined) return undefined;
  const conditions = conditionsOn(filter, path);
  if (conditions.length === 0) return undefined;
  const tests = conditions.map((condition) => compileFilter(condition, rules).test);
  const singles = array.map((element) => nested(path.split("."), [element]));
  const all = singles.findIndex((single) => tests.every((test) => test(single)));
  if (all >= 0) return all;
  const some = singles.findIndex((single) => tests.some((test) => test(single)));
  return some >= 0 ? some : undefined;
}

function arrayAt(document: Document, path: string): unknown[] | undefined {
  let value: unknown = document;
  for (const part of path.split(".")) {
    if (Array.isArray(value)) value = (value as unknown[])[Number(part)];
    else value = isDocument(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return Array.isArray(value) ? value : undefined;
}

function conditionsOn(filter: Document, path: string): Document[] {
  return Object.entries(filter).flatMap(([key, condition]): Document[] => {
    if ((key === "$and" || key === "$or") && Array.isArray(condition)) return condition.flatMap((branch) => conditionsOn(branch as Document, path));
    return key === path || key.startsWith(`${path}.`) ? [{ [key]: condition }] : [];
  });
}

function nested(parts: readonly string[], value: unknown): Document {
  return parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Document;
}
