import type { Message } from "@tessera/contracts";
import { isObject } from "../records/json.ts";
import { isOrderKey, ordersBetween } from "../records/order.ts";
import { fileMessages } from "./messages.ts";

/** A page file as a document whose nodes are a flat map, and where each node stands in the file. */
export interface FlatPage {
  page: Record<string, unknown>;
  /** JSON pointer into the file by node id. */
  places: Map<string, string>;
}

/**
 * Turns the tree of a page file into the flat map of the document. The order of a list decides; order keys that do not
 * agree with it (someone moved lines) are made anew for that list.
 */
export function flattenPage(file: Record<string, unknown>, problem: (path: string, message: Message) => void): FlatPage {
  const nodes = new Map<string, Record<string, unknown>>();
  const places = new Map<string, string>();
  const add = (item: unknown, path: string, fields: Record<string, unknown>): void => {
    if (!isObject(item) || typeof item.id !== "string") {
      problem(path, fileMessages.nodeInvalid({ example: '{ "id": "alertsTable", "type": "table", "name": "alertsTable" }' }));
      return;
    }
    if (nodes.has(item.id)) {
      problem(`${path}/id`, fileMessages.nodeTwice({ id: item.id }));
      return;
    }
    const { children, ...own } = item;
    nodes.set(item.id, { ...own, ...fields });
    places.set(item.id, path);
    if (children !== undefined) addList(children, `${path}/children`, item.id);
  };
  const addList = (list: unknown, path: string, parent: string | null): void => {
    if (!Array.isArray(list)) {
      problem(path, fileMessages.notList());
      return;
    }
    const orders = ordersOf(list);
    for (const [index, item] of list.entries()) add(item, `${path}/${index}`, { parent, ...(isObject(item) && item.slot === undefined ? { slot: "default" } : {}), order: orders[index] });
  };
  const { nodes: tree = [], lostNodes = [], ...head } = file;
  addList(tree, "/nodes", null);
  if (Array.isArray(lostNodes)) for (const [index, item] of lostNodes.entries()) add(item, `/lostNodes/${index}`, {});
  return { page: { ...head, nodes: Object.fromEntries(nodes), layout: head.layout ?? {} }, places };
}

/** Order keys of a list: those in the file while they ascend within each slot, else new ones for all. */
function ordersOf(list: readonly unknown[]): string[] {
  const last = new Map<string, { order: string; id: string }>();
  const keys = list.map((item) => {
    if (!isObject(item) || typeof item.order !== "string" || !isOrderKey(item.order)) return null;
    const slot = String(item.slot ?? "default");
    const before = last.get(slot);
    const id = String(item.id);
    if (before && (before.order > item.order || (before.order === item.order && before.id >= id))) return null;
    last.set(slot, { order: item.order, id });
    return item.order;
  });
  return keys.every((key) => key !== null) ? keys : ordersBetween(null, null, list.length);
}
