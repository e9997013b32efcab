import { type Action, type AppRecords, type Breakpoint, type Diff, type GridRect, type PageNode, type TaggedValue, UserError } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { identifierFrom, requireId, uniqueName } from "../records/id.ts";
import { nodeKey, pageKey } from "../records/keys.ts";
import { makeRoom } from "../records/order.ts";
import { ancestorsOf, childrenOf, nodesOf, withDescendants } from "../records/tree.ts";
import { type Draft, editRecords, requireNode, requirePage } from "./draft.ts";
import { forgetPlaces, placeInSlot } from "./layout.ts";

interface InsertNode {
  page: string;
  /** From `newId(type)`. */
  id: string;
  type: string;
  /** Version of the component, pinned in the page's envelope. */
  version?: string;
  /** Default: the type in camel case, with a number when that is taken. */
  name?: string;
  parent?: string | null;
  slot?: string;
  /** Place among the siblings; default: last. */
  index?: number;
  props?: Record<string, TaggedValue>;
  events?: Record<string, Action[]>;
  breakpoint?: Breakpoint;
  rect?: GridRect;
  /** Used when there is no `rect`, in columns of the breakpoint and rows. */
  size?: { w: number; h: number };
  /** Overlays have no place in the grid. */
  overlay?: boolean;
}

/** Adds a component to a page. At a narrower breakpoint the desktop place is made too, so that every node has one. */
export function insertNode(records: AppRecords, args: InsertNode): Diff {
  const { page, id, type, parent = null, slot = "default", breakpoint = "desktop" } = args;
  return editRecords(records, (draft) => {
    const head = requirePage(draft, page);
    requireId(id, "/id");
    const key = nodeKey(page, id);
    if (draft.get(key)) throw new UserError({ code: pageErrorCodes.exists, reason: "conflict", message: pageMessages.nodeExists({ id }), path: "/id" });
    const nodes = nodesOf(draft.records, page);
    if (parent !== null) requireNode(draft, page, parent);
    draft.set(key, {
      id, type, name: freeName(nodes, args.name ?? identifierFrom(type)), parent, slot,
      order: orderAt(draft, page, nodes, parent, slot, args.index), props: args.props ?? {}, events: args.events ?? {},
    });
    const size = args.size ?? { w: 8, h: 6 };
    if (!args.overlay) {
      if (breakpoint !== "desktop") placeInSlot(draft, { page, breakpoint: "desktop", parent, slot, node: id, size });
      placeInSlot(draft, { page, breakpoint, parent, slot, node: id, rect: args.rect, size });
    }
    if (args.version !== undefined) {
      const components = (head.components ?? {}) as Record<string, string>;
      if (components[type] === undefined) draft.set(pageKey(page), { ...head, components: { ...components, [type]: args.version } });
    }
  });
}

/** Removes nodes with everything inside them, and their places. */
export function removeNodes(records: AppRecords, { page, nodes }: { page: string; nodes: readonly string[] }): Diff {
  return editRecords(records, (draft) => {
    requirePage(draft, page);
    for (const id of nodes) requireNode(draft, page, id);
    for (const id of withDescendants(nodesOf(draft.records, page), nodes)) {
      draft.delete(nodeKey(page, id));
      forgetPlaces(draft, page, id);
    }
  });
}

interface MoveNode {
  page: string;
  node: string;
  parent: string | null;
  slot?: string;
  /** Place among the siblings, the node itself not counted; default: last. */
  index?: number;
  breakpoint?: Breakpoint;
  rect?: GridRect;
  overlay?: boolean;
}

/** Moves a node to another parent, slot or position. @throws UserError page.own-descendant for a move into itself. */
export function moveNode(records: AppRecords, args: MoveNode): Diff {
  const { page, node: id, parent, slot = "default", breakpoint = "desktop" } = args;
  return editRecords(records, (draft) => {
    const node = requireNode(draft, page, id);
    const nodes = nodesOf(draft.records, page);
    if (parent !== null) requireNode(draft, page, parent);
    if (parent === id || (parent !== null && ancestorsOf(nodes, parent).includes(id))) {
      throw new UserError({ code: pageErrorCodes.ownDescendant, message: pageMessages.ownDescendant({ name: node.name }), path: "/parent" });
    }
    const { [id]: _self, ...others } = nodes;
    const elsewhere = node.parent !== parent || (node.slot ?? "default") !== slot;
    draft.set(nodeKey(page, id), { ...node, parent, slot, order: orderAt(draft, page, others, parent, slot, args.index) });
    if (args.overlay) return;
    const size = sizeOf(draft, page, id);
    if (elsewhere) {
      forgetPlaces(draft, page, id);
      if (breakpoint !== "desktop") placeInSlot(draft, { page, breakpoint: "desktop", parent, slot, node: id, size });
    }
    if (elsewhere || args.rect) placeInSlot(draft, { page, breakpoint, parent, slot, node: id, rect: args.rect, size });
  });
}

function sizeOf(draft: Draft, page: string, node: string): { w: number; h: number } {
  const rect = draft.get(`layout/${page}/desktop/${node}`) as GridRect | undefined;
  return { w: rect?.w ?? 8, h: rect?.h ?? 6 };
}

/** Order key for the `index`-th place among the children of a slot; where there is no room, the children get new keys. */
function orderAt(draft: Draft, page: string, nodes: Record<string, PageNode>, parent: string | null, slot: string, index?: number): string {
  const siblings = childrenOf(nodes, parent, slot);
  const at = Math.min(Math.max(0, index ?? siblings.length), siblings.length);
  const { order, others } = makeRoom(siblings.map((node) => node.order), at);
  if (others) for (const [place, node] of siblings.entries()) draft.set(nodeKey(page, node.id), { ...node, order: others[place] ?? node.order });
  return order;
}

/** A name that no node of the page has yet. */
export function freeName(nodes: Record<string, PageNode>, wanted: string): string {
  return uniqueName(wanted, new Set(Object.values(nodes).map((node) => node.name)));
}
