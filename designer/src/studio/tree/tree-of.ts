import type { PageDocument, PageNode } from "@tessera/contracts";
import { childrenOf } from "@tessera/page";

/** One line of the component tree: a component, or one of several slots of a component. */
export type TreeItem =
  | { kind: "node"; key: string; node: PageNode; children: TreeItem[] }
  | { kind: "slot"; key: string; parent: string; slot: string; children: TreeItem[] };

/** What the tree must know of component types. */
export interface TreeTypes {
  overlays: ReadonlySet<string>;
  slots: (node: PageNode) => string[];
}

/** The component tree of a page: what stands in its grid, and the overlays apart. Broken parents end up on the page. */
export function treeOf(page: PageDocument, types: TreeTypes): { content: TreeItem[]; overlays: TreeItem[] } {
  const seen = new Set<string>();
  const itemsOf = (parent: string | null, slot?: string): TreeItem[] => childrenOf(page.nodes, parent, slot).flatMap((node) => itemOf(node));
  const itemOf = (node: PageNode): TreeItem[] => {
    if (seen.has(node.id)) return [];
    seen.add(node.id);
    const slots = types.slots(node);
    const children =
      slots.length > 1
        ? [...slots.map((slot): TreeItem => ({ kind: "slot", key: `${node.id}/${slot}`, parent: node.id, slot, children: itemsOf(node.id, slot) })), ...itemsOf(node.id)]
        : itemsOf(node.id);
    return [{ kind: "node", key: node.id, node, children }];
  };
  const roots = itemsOf(null);
  const lost = Object.values(page.nodes).filter((node) => !seen.has(node.id)).flatMap(itemOf);
  const isOverlay = (item: TreeItem): boolean => item.kind === "node" && types.overlays.has(item.node.type);
  return { content: [...roots, ...lost].filter((item) => !isOverlay(item)), overlays: roots.filter(isOverlay) };
}

/** Where a dragged line goes when it is dropped on another one; null: nowhere sensible. */
export function dropTarget(page: PageDocument, types: TreeTypes, dragged: string, onto: string, place: "inside" | "before" | "after"): { parent: string | null; slot: string; index: number } | null {
  const [target = "", slotName] = onto.split("/");
  const at = (parent: string | null, slot: string, index: number) => ({ parent, slot, index });
  if (slotName !== undefined) return at(target, slotName, childrenOf(page.nodes, target, slotName).filter((node) => node.id !== dragged).length);
  const node = page.nodes[target];
  if (!node || target === dragged) return null;
  if (place === "inside") {
    const slot = types.slots(node)[0];
    if (slot === undefined) return dropTarget(page, types, dragged, onto, "after");
    return at(node.id, slot, childrenOf(page.nodes, node.id, slot).filter((child) => child.id !== dragged).length);
  }
  const siblings = childrenOf(page.nodes, node.parent, node.slot ?? "default").filter((one) => one.id !== dragged);
  const index = siblings.findIndex((one) => one.id === node.id);
  return at(node.parent, node.slot ?? "default", index + (place === "after" ? 1 : 0));
}

export type TreeDirection = "up" | "down" | "in" | "out";

/**
 * Where a line goes by keyboard: one up or down among its siblings, `in`: to the end of the container before it, `out`: behind
 * its own container. Null: there is nothing in that direction.
 */
export function keyTarget(page: PageDocument, types: TreeTypes, id: string, direction: TreeDirection): { parent: string | null; slot: string; index: number } | null {
  const node = page.nodes[id];
  if (!node) return null;
  const isOverlay = (one: PageNode): boolean => types.overlays.has(one.type);
  const siblings = childrenOf(page.nodes, node.parent, node.slot ?? "default");
  // Overlays stand in the same list as the page's content, but are shown apart.
  const shown = siblings.filter((one) => isOverlay(one) === isOverlay(node));
  const at = shown.indexOf(node);
  const place = (other: PageNode | undefined, side: "before" | "after"): ReturnType<typeof keyTarget> => (other === undefined ? null : dropTarget(page, types, id, other.id, side));
  if (direction === "up") return place(shown[at - 1], "before");
  if (direction === "down") return place(shown[at + 1], "after");
  if (isOverlay(node)) return null;
  if (direction === "out") return node.parent === null ? null : place(page.nodes[node.parent], "after");
  const before = shown[at - 1];
  return before === undefined || types.slots(before).length === 0 ? null : dropTarget(page, types, id, before.id, "inside");
}
