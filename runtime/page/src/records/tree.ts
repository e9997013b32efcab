import type { AppRecords, PageNode } from "@tessera/contracts";
import { parseKey } from "./keys.ts";

/** Nodes of a page by id. */
export function nodesOf(records: AppRecords, page: string): Record<string, PageNode> {
  const prefix = `node/${page}/`;
  return Object.fromEntries(
    Object.entries(records)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, node]) => [key.slice(prefix.length), node as PageNode]),
  );
}

/** Orders siblings: by order key, then by id, so that equal keys made by two people at once still sort alike everywhere. */
export function bySiblingOrder(a: { order: string; id: string }, b: { order: string; id: string }): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Children of a slot in order; `slot` undefined: of every slot. */
export function childrenOf(nodes: Record<string, PageNode>, parent: string | null, slot?: string): PageNode[] {
  return Object.values(nodes)
    .filter((node) => node.parent === parent && (slot === undefined || (node.slot ?? "default") === slot))
    .sort(bySiblingOrder);
}

/** Ids of a node and everything inside it, parents before children. Cycles in broken records end. */
export function withDescendants(nodes: Record<string, PageNode>, roots: readonly string[]): string[] {
  const children = new Map<string, string[]>();
  for (const node of Object.values(nodes).sort(bySiblingOrder)) {
    if (node.parent === null) continue;
    const list = children.get(node.parent);
    if (list) list.push(node.id);
    else children.set(node.parent, [node.id]);
  }
  const seen = new Set<string>();
  const queue = roots.filter((id) => Object.hasOwn(nodes, id));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.unshift(...(children.get(next) ?? []));
  }
  return [...seen];
}

/** Ids of the nodes that hold a node, from the nearest outwards. */
export function ancestorsOf(nodes: Record<string, PageNode>, id: string): string[] {
  const found: string[] = [];
  for (let parent = nodes[id]?.parent ?? null; parent !== null && !found.includes(parent); parent = nodes[parent]?.parent ?? null) found.push(parent);
  return found;
}

/** Ids of the pages, in navigation order. */
export function pageIds(records: AppRecords): string[] {
  return Object.entries(records)
    .filter(([key]) => parseKey(key)?.kind === "page")
    .map(([key, head]) => ({ id: key.slice("page/".length), order: String(head.order ?? "") }))
    .sort(bySiblingOrder)
    .map(({ id }) => id);
}
