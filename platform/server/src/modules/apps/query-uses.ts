import type { AppHead, AppRecords, LocalizedText, PageHead, PageNode, Query } from "@tessera/contracts";
import { nodeMentions, parseKey, parseTemplate } from "@tessera/page";
import type { QueryUse } from "@tessera/release-diff";

/** Which operations are asked for, on one stage of a connector or on any. */
interface Asked {
  connector: string;
  stage?: string | undefined;
  operations: ReadonlySet<string>;
}

/** A piece of code and what it is: template text, or the body of a function. */
type Code = { kind: "binding"; text: string } | { kind: "function"; text: string };

/** How the queries of an app use the operations, for one version of it. */
export function queryUses(app: { name: string; version: string | null }, records: AppRecords, asked: Asked): QueryUse[] {
  const head = records["app"] as AppHead | undefined;
  const title = head?.title ?? {};
  const queries = Object.entries(records).flatMap(([key, record]) => (parseKey(key)?.kind === "query" ? [record as Query] : []));
  const used = queries.filter(({ connector, operation }) => asked.operations.has(operation) && isAsked(head?.connectors, connector, asked));
  if (used.length === 0) return [];
  const pages = pagesByQuery(records);
  const codes = Object.values(records).flatMap((record) => codesIn(record));
  return used.map((query): QueryUse => ({
    app: app.name, title, version: app.version, query: { id: query.id, name: query.name }, pages: pages.get(query.id) ?? [], operation: query.operation,
    inputs: Object.keys(query.inputs ?? {}), outputs: query.transform?.trim() ? readPaths([{ kind: "function", text: query.transform }], ["data"]) : readPaths(codes, ["queries", query.id, "data"]),
  }));
}

function isAsked(mappings: AppHead["connectors"] | undefined, alias: string, { connector, stage }: Asked): boolean {
  const mapping = mappings !== undefined && Object.hasOwn(mappings, alias) ? mappings[alias] : undefined;
  return mapping?.connector === connector && (stage === undefined || mapping.stage === stage);
}

function pagesByQuery(records: AppRecords): Map<string, { id: string; title: LocalizedText }[]> {
  const pages = new Map<string, Map<string, { id: string; title: LocalizedText }>>();
  for (const [key, record] of Object.entries(records)) {
    const name = parseKey(key);
    if (name?.kind !== "node") continue;
    for (const { kind, id } of nodeMentions(record as PageNode)) {
      if (kind !== "query") continue;
      const known = pages.get(id) ?? new Map<string, { id: string; title: LocalizedText }>();
      const page = records[`page/${name.page}`] as PageHead | undefined;
      pages.set(id, known.set(name.page, { id: name.page, title: page?.title ?? {} }));
    }
  }
  return new Map([...pages].map(([id, named]) => [id, [...named.values()]]));
}

/** All bindings and functions inside of a record. */
function codesIn(value: unknown): Code[] {
  if (Array.isArray(value)) return value.flatMap(codesIn);
  if (typeof value !== "object" || value === null) return [];
  const { kind, template, source } = value as Record<string, unknown>;
  if (kind === "binding" && typeof template === "string") return [{ kind, text: template }];
  if (kind === "function" && typeof source === "string") return [{ kind, text: source }];
  return Object.values(value).flatMap(codesIn);
}

/** Names that values have of themselves (`map`, `length`): what follows them is no field of the answer. */
const ownNames: ReadonlySet<string> = new Set([Array.prototype, Object.prototype, String.prototype, Number.prototype].flatMap((prototype) => Object.getOwnPropertyNames(prototype)));

/** What code reads below a place in its scope; null when a text that names it cannot be read. */
function readPaths(codes: readonly Code[], root: readonly string[]): string[][] | null {
  const paths = new Map<string, string[]>();
  for (const { kind, text } of codes) {
    if (!text.includes(root[0] ?? "")) continue;
    const references = referencesIn(kind === "binding" ? text : `{{ (function () {${text}\n})() }}`);
    if (references === null && root.every((step) => text.includes(step))) return null;
    for (const steps of references ?? []) {
      const shared = steps.slice(0, root.length);
      if (!shared.every((step, index) => step === root[index])) continue;
      const inner = steps.slice(root.length);
      const end = inner.findIndex((step) => ownNames.has(step));
      const path = (end < 0 ? inner : inner.slice(0, end)).map((step) => (/^\d+$/.test(step) ? "*" : step));
      paths.set(JSON.stringify(path), path);
    }
  }
  return [...paths.values()];
}

/** An index is read as a quoted step: as a number it would count as computed, and end the path. */
function referencesIn(template: string): string[][] | null {
  try {
    return parseTemplate(template.replace(/\[(\d+)\]/g, '["$1"]')).flatMap((part) => (part.kind === "expression" ? part.references.map(({ root, steps }) => [root, ...steps.map(({ name }) => name)]) : []));
  } catch (error) {
    // What cannot be read is told where the app is checked; here it may read anything.
    if (error instanceof Error) return null;
    throw error;
  }
}
