import type { AppRecords, PageNode } from "@tessera/contracts";
import { type Use, nodesOf, usesOf, withDescendants } from "@tessera/page";

/** What still names components that are about to go, the components that go with them not counted. */
export function usesOutside(records: AppRecords, page: string, nodes: readonly string[]): Use[] {
  const going = new Set(withDescendants(nodesOf(records, page), nodes));
  const uses = [...going].flatMap((id) => usesOf(records, { kind: "node", page, id }));
  return uses.filter((use) => !(use.page === page && use.node !== undefined && going.has(use.node)));
}

/** Shown names of the users, each once. */
export function namesOfUses(uses: readonly Use[], records: AppRecords): string[] {
  return [...new Set(uses.map((use) => use.name ?? String((records[use.key] as Partial<PageNode> | undefined)?.name ?? use.key)))];
}
