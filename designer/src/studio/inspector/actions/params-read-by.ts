import type { AppRecords, Query } from "@tessera/contracts";
import { dependenciesOf, dependenciesOfFunction, nodeMentions, nodesOf, queryKey } from "@tessera/page";

/** Names of the parameters that a page reads: in its components, and in the inputs of the queries that they name. */
export function paramsReadBy(records: AppRecords, page: string): string[] {
  const nodes = Object.values(nodesOf(records, page));
  const queries = new Set(nodes.flatMap(nodeMentions).flatMap((mention) => (mention.kind === "query" ? [mention.id] : [])));
  const inputs = [...queries].map((id) => (records[queryKey(id)] as Query | undefined)?.inputs);
  return [...new Set([...nodes, ...inputs].flatMap(paramsIn))].sort();
}

function paramsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(paramsIn);
  if (typeof value !== "object" || value === null) return [];
  const { kind, template, source } = value as { kind?: unknown; template?: unknown; source?: unknown };
  if (kind === "static") return [];
  if (kind === "binding" && typeof template === "string") return namesOf(() => dependenciesOf(template).paths);
  if (kind === "function" && typeof source === "string") return namesOf(() => dependenciesOfFunction(source).paths);
  return Object.values(value).flatMap(paramsIn);
}

function namesOf(read: () => readonly (readonly string[])[]): string[] {
  try {
    return read().flatMap(([root, name]) => (root === "params" && name !== undefined ? [name] : []));
  } catch (error) {
    // Code that cannot be read names nothing; the check before publishing reports it at its place.
    if (error instanceof Error) return [];
    throw error;
  }
}
