import type { AppRecords, Diff } from "@tessera/contracts";
import { uniqueName } from "../records/id.ts";
import { breakpointOrder, layoutKey, nodeKey, pageKey, parseKey } from "../records/keys.ts";
import { nodesOf } from "../records/tree.ts";
import { applyDiff, diffRecords, keysOf } from "./diff.ts";

/**
 * Mends what a merge can leave: records of a page that is gone, nodes whose parent is gone (they move to the page),
 * places of nodes that are gone, and names that two people chose at once.
 */
export function settleDiff(records: AppRecords, diff: Diff): Diff {
  const result = applyDiff(records, diff);
  const pages = new Set<string>();
  for (const key of keysOf(diff)) {
    const name = parseKey(key);
    if (name !== null && "page" in name) pages.add(name.page);
  }
  for (const page of pages) settlePage(result, page);
  return diffRecords(records, result);
}

function settlePage(records: AppRecords, page: string): void {
  const gone = records[pageKey(page)] === undefined;
  const nodes = nodesOf(records, page);
  const names = new Set<string>();
  for (const node of Object.values(nodes)) {
    const key = nodeKey(page, node.id);
    if (gone) {
      delete records[key];
      continue;
    }
    const orphan = node.parent !== null && !Object.hasOwn(nodes, node.parent);
    const name = uniqueName(node.name, names);
    names.add(name);
    if (orphan || name !== node.name) records[key] = { ...node, name, ...(orphan ? { parent: null, slot: "default" } : {}) };
  }
  for (const breakpoint of breakpointOrder) {
    const prefix = layoutKey(page, breakpoint, "");
    for (const key of Object.keys(records)) {
      if (key.startsWith(prefix) && (gone || !Object.hasOwn(nodes, key.slice(prefix.length)))) delete records[key];
    }
  }
}
