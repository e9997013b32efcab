import type { AppRecords, TaggedValue } from "@tessera/contracts";
import { parseKey } from "../records/keys.ts";
import { isObject } from "../records/json.ts";
import { nodesOf } from "../records/tree.ts";
import { functionReferences, templateReferences } from "./dependencies.ts";
import type { Reference } from "./references.ts";

/** Where a text stands: node names are unique per page, query names per app. */
export interface NamePlace {
  records: AppRecords;
  page: string;
}

/** The template as a person reads it: components and queries by their names. Text that does not parse stays as it is. */
export function showNames(template: string, place: NamePlace): string {
  return rename(template, templateReferences, idToName(place));
}

/** The template as it is stored: components and queries by their ids. */
export function storeIds(text: string, place: NamePlace): string {
  return rename(text, templateReferences, nameToId(place));
}

/** `showNames` for the body of a function. */
export function showNamesInFunction(source: string, place: NamePlace): string {
  return rename(source, functionReferences, idToName(place));
}

/** `storeIds` for the body of a function. */
export function storeIdsInFunction(source: string, place: NamePlace): string {
  return rename(source, functionReferences, nameToId(place));
}

type Renames = Record<"components" | "queries", ReadonlyMap<string, string>>;

function pairs({ records, page }: NamePlace): { components: [string, string][]; queries: [string, string][] } {
  return {
    components: Object.values(nodesOf(records, page)).map((node) => [node.id, node.name]),
    queries: Object.entries(records).flatMap(([key, value]) => (parseKey(key)?.kind === "query" ? [[String(value.id), String(value.name)] as [string, string]] : [])),
  };
}

function idToName(place: NamePlace): Renames {
  const { components, queries } = pairs(place);
  return { components: new Map(components), queries: new Map(queries) };
}

function nameToId(place: NamePlace): Renames {
  const { components, queries } = pairs(place);
  const swap = (list: [string, string][]): Map<string, string> => new Map(list.map(([id, name]) => [name, id]));
  return { components: swap(components), queries: swap(queries) };
}

function rename(text: string, referencesOf: (text: string) => Reference[], renames: Renames): string {
  let references: Reference[];
  try {
    references = referencesOf(text);
  } catch (error) {
    if (error instanceof Error) return text;
    throw error;
  }
  return applyRenames(text, references, (root, name) => (root === "components" || root === "queries" ? renames[root].get(name) : undefined));
}

/** Replaces the first step of references in a text, last one first so that positions hold. */
function applyRenames(text: string, references: readonly Reference[], newName: (root: string, name: string) => string | undefined): string {
  let result = text;
  for (const { root, steps } of [...references].sort((a, b) => b.start - a.start)) {
    const step = steps[0];
    const name = step ? newName(root, step.name) : undefined;
    if (!step || name === undefined || name === step.name) continue;
    result = result.slice(0, step.start) + (step.quoted ? JSON.stringify(name) : name) + result.slice(step.end);
  }
  return result;
}

/** The text with references to components and queries moved to other ids, e.g. those of pasted copies. */
export function moveReferences(text: string, kind: "template" | "function", ids: { components: ReadonlyMap<string, string>; queries: ReadonlyMap<string, string> }): string {
  return rename(text, kind === "template" ? templateReferences : functionReferences, ids);
}

/** A value (property, action, list, ...) with every tagged value inside of it rewritten. */
export function mapTexts<T>(value: T, change: (text: string, kind: "template" | "function") => string): T {
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as T;
  if (!isObject(value)) return value;
  if (value.kind === "static") return value;
  if (isTagged(value, "binding", "template")) return { ...value, template: change(value.template as string, "template") } as T;
  if (isTagged(value, "function", "source")) return { ...value, source: change(value.source as string, "function") } as T;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, mapTexts(field, change)])) as T;
}

function isTagged(value: Record<string, unknown>, kind: TaggedValue["kind"], field: string): boolean {
  return value.kind === kind && typeof value[field] === "string";
}
