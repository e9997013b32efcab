import type { AppBundle, PageDocument, PageNode, Query } from "@tessera/contracts";
import { breakpointOrder } from "../records/keys.ts";
import { bySiblingOrder, childrenOf } from "../records/tree.ts";
import { orderKeys, printJson, sortKeys } from "./print-json.ts";
import { transformToFile } from "./transform-file.ts";

const pageKeys = ["schemaVersion", "id", "title", "path", "order", "navigation", "state", "i18n"];
const nodeKeys = ["id", "type", "name", "slot", "order", "props", "events", "visible"];
const queryKeys = ["id", "name", "kind", "connector", "operation", "trigger", "pollMs", "inputs"];
const appKeys = ["schemaVersion", "title", "description", "icon", "home", "connectors"];

/**
 * An app as files, path → text: `app.json`, `pages/<id>.json` with the nodes as a tree in order, `queries/<id>.json` and
 * `queries/<id>.js` for the transform. The same app always gives the same text.
 */
export function exportFiles(bundle: AppBundle): Record<string, string> {
  const { app, pages, queries, ...rest } = bundle;
  const files: [string, string][] = [["app.json", printJson(orderKeys({ ...app, ...(Object.keys(rest).length > 0 ? { bundle: rest } : {}) }, appKeys))]];
  for (const [id, page] of Object.entries(sortKeys(pages))) files.push([`pages/${id}.json`, pageFile(page)]);
  for (const [id, query] of Object.entries(sortKeys(queries))) {
    const { transform, ...head } = query as Query;
    files.push([`queries/${id}.json`, printJson(orderKeys(head, queryKeys))]);
    if (transform !== undefined) files.push([`queries/${id}.js`, transformToFile(transform)]);
  }
  return Object.fromEntries(files);
}

function pageFile(page: PageDocument): string {
  const { nodes, layout, components, ...head } = page;
  const written = new Set<string>();
  const tree = childrenOf(nodes, null).map((node) => nodeTree(node, nodes, written));
  // Nodes that no tree reaches (their parent is gone, or they stand inside each other) are kept, for a person to mend.
  const lost = Object.values(nodes).filter((node) => !written.has(node.id)).sort(bySiblingOrder);
  const places = Object.fromEntries(Object.entries(layout).map(([name, value]) => [name, breakpointOrder.some((breakpoint) => breakpoint === name) ? sortKeys(value as Record<string, unknown>) : value]));
  return printJson({
    ...orderKeys(head, pageKeys),
    components: sortKeys(components ?? {}),
    nodes: tree,
    ...(lost.length > 0 ? { lostNodes: lost.map((node) => orderKeys(node, nodeKeys)) } : {}),
    layout: orderKeys(places, breakpointOrder),
  });
}

function nodeTree(node: PageNode, nodes: Record<string, PageNode>, written: Set<string>): Record<string, unknown> {
  written.add(node.id);
  const { parent: _parent, ...own } = node;
  const shown = { ...own, slot: own.slot === "default" ? undefined : own.slot, events: isEmpty(own.events) ? undefined : own.events };
  const children = childrenOf(nodes, node.id).map((child) => nodeTree(child, nodes, written));
  return { ...orderKeys(shown, nodeKeys), ...(children.length > 0 ? { children } : {}) };
}

function isEmpty(value: object | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0;
}
