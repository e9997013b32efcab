import { assignField } from "../bson/reader.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { DocumentTest } from "../query/filter.ts";
import { isIndexPart } from "../query/paths.ts";

/** What the placeholders of an update path stand for. */
export interface PathContext {
  /** Position that `$` stands for in the array at a path; undefined when the filter matched no element. */
  readonly positionOf: (document: Document, arrayPath: string) => number | undefined;
  /** Test of each `$[name]`, given the element as field `name`. */
  readonly arrayFilters: ReadonlyMap<string, DocumentTest>;
  /** An upsert may begin a document with fields that start with `$`; an update of a stored one may not add them at its top. */
  readonly isInsert: boolean;
}

/** Expands `$`, `$[]` and `$[name]` of an update path to the concrete paths they address in this document. */
export function concretePaths(document: Document, path: string, context: PathContext): string[][] {
  const parts = path.split(".");
  if (parts.some((part) => part === "")) throw new StoreError("EmptyFieldName", `The update path '${path}' contains an empty field name, which is not allowed.`);
  if (!path.includes("$")) return [parts];
  let found: string[][] = [[]];
  for (const part of parts) found = found.flatMap((prefix) => expandPart(document, prefix, part, path, context));
  return found;
}

function expandPart(document: Document, prefix: readonly string[], part: string, path: string, context: PathContext): string[][] {
  if (part === "$") {
    const position = context.positionOf(document, prefix.join("."));
    if (position === undefined) throw new StoreError("BadValue", "The positional operator did not find the match needed from the query.");
    return [[...prefix, String(position)]];
  }
  if (!part.startsWith("$[")) {
    if (part.startsWith("$") && prefix.length === 0 && !context.isInsert) throw new StoreError("DollarPrefixedFieldName", `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`);
    return [[...prefix, part]];
  }
  const array = getAt(document, prefix);
  if (!Array.isArray(array)) {
    throw new StoreError("BadValue", `The path '${prefix.join(".")}' must exist in the document in order to apply array updates.`);
  }
  const name = part.slice(2, -1);
  const test = name === "" ? undefined : context.arrayFilters.get(name);
  if (name !== "" && test === undefined) throw new StoreError("BadValue", `No array filter found for identifier '${name}' in path '${path}'`);
  return array.flatMap((element, index): string[][] => (test === undefined || test({ [name]: element }) ? [[...prefix, String(index)]] : []));
}

/** The value at a concrete path; undefined when it does not exist. */
export function getAt(document: Document, parts: readonly string[]): unknown {
  let value: unknown = document;
  for (const part of parts) {
    if (Array.isArray(value)) value = isIndexPart(part) ? (value as unknown[])[Number(part)] : undefined;
    else if (isDocument(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** Largest gap that setting an array position may fill with nulls, as MongoDB. */
const MAX_ARRAY_GAP = 1_500_000;

/** Sets the value at a concrete path, creating documents on the way; a scalar in the way fails with PathNotViable. */
export function setAt(document: Document, parts: readonly string[], value: unknown): void {
  let node: unknown = document;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as string;
    const isLast = index === parts.length - 1;
    if (Array.isArray(node)) {
      const position = isIndexPart(part) ? Number(part) : undefined;
      if (position === undefined || position - node.length > MAX_ARRAY_GAP) throw notViable(parts, index, node);
      while (node.length < position) node.push(null);
      node = enter(node as unknown as Record<string, unknown>, position as unknown as string, isLast, value);
    } else if (isDocument(node)) node = enter(node, part, isLast, value);
    else throw notViable(parts, index, node);
  }
}

function enter(container: Record<string, unknown>, key: string, isLast: boolean, value: unknown): unknown {
  if (isLast) {
    assignField(container, key, value);
    return undefined;
  }
  if (!Object.hasOwn(container, key)) assignField(container, key, {});
  return Object.getOwnPropertyDescriptor(container, key)?.value;
}

function notViable(parts: readonly string[], index: number, node: unknown): StoreError {
  const element = `{${parts[index - 1] ?? ""}: ${JSON.stringify(node)}}`;
  return new StoreError("PathNotViable", `Cannot create field '${parts[index]}' in element ${element}`);
}

/** Removes the value at a concrete path; an array element becomes null, so that positions stay. */
export function unsetAt(document: Document, parts: readonly string[]): void {
  const parent = getAt(document, parts.slice(0, -1));
  const key = parts.at(-1) as string;
  if (Array.isArray(parent)) {
    if (isIndexPart(key) && Number(key) < parent.length) parent[Number(key)] = null;
  } else if (isDocument(parent)) delete parent[key];
}
