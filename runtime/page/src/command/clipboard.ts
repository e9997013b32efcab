import { type AppRecords, type Breakpoint, type Diff, type GridRect, type PageNode, type Query, UserError, breakpoints, gridRectSchema, pageNodeSchema, querySchema } from "@tessera/contracts";
import { mapTexts, moveReferences } from "../binding/show-names.ts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { layoutOf } from "../layout/layout-of.ts";
import { assemblePage } from "../records/bundle.ts";
import { type Random, identifierFrom, newId, reservedIds, systemRandom } from "../records/id.ts";
import { breakpointOrder, layoutKey, nodeKey, queryKey } from "../records/keys.ts";
import { isObject } from "../records/json.ts";
import { ordersBetween } from "../records/order.ts";
import { withTextKeys } from "../records/texts.ts";
import { childrenOf, nodesOf, withDescendants } from "../records/tree.ts";
import { nodeMentions } from "../use/uses-of.ts";
import { editRecords, missing, requirePage } from "./draft.ts";
import { type CopiedTexts, bringTexts, readTexts, shownTexts } from "./clipboard-texts.ts";
import { freeName } from "./nodes.ts";
import { placeInSlot } from "./layout.ts";

/** Copied nodes as JSON, fit for the system clipboard and for pasting into another page, app or instance. */
export interface Clipboard {
  format: "tessera/nodes@1";
  page: string;
  /** The copied nodes themselves, in order; the others in `nodes` are inside of them. */
  roots: string[];
  nodes: Record<string, PageNode>;
  layout: Partial<Record<Breakpoint, Record<string, GridRect>>>;
  /** Queries that the nodes name, for another app to add or map. */
  queries: Record<string, Query>;
  /** Texts that the nodes show, by key. */
  texts: CopiedTexts;
}

/** Copies nodes with everything inside them. */
export function copyNodes(records: AppRecords, { page, nodes: chosen }: { page: string; nodes: readonly string[] }): Clipboard {
  const document = assemblePage(records, page);
  for (const id of chosen) if (!document.nodes[id]) throw missing(nodeKey(page, id));
  const inside = new Set(chosen.flatMap((id) => withDescendants(document.nodes, [id]).slice(1)));
  const desktop = layoutOf(document, "desktop");
  const roots = [...new Set(chosen)].filter((id) => !inside.has(id)).sort((a, b) => compareRects(desktop[a], desktop[b]));
  const ids = withDescendants(document.nodes, roots);
  const nodes = Object.fromEntries(ids.flatMap((id) => (document.nodes[id] ? [[id, document.nodes[id]]] : [])));
  const layout = Object.fromEntries(
    breakpointOrder.map((breakpoint) => [breakpoint, Object.fromEntries(ids.flatMap((id) => (document.layout[breakpoint]?.[id] ? [[id, document.layout[breakpoint][id]]] : [])))]),
  );
  const used = new Set(Object.values(nodes).flatMap(nodeMentions).flatMap((mention) => (mention.kind === "query" ? [mention.id] : [])));
  const queries = Object.fromEntries([...used].flatMap((id) => (records[queryKey(id)] ? [[id, records[queryKey(id)] as Query]] : [])));
  return { format: "tessera/nodes@1", page, roots, nodes, layout, queries, texts: shownTexts(records, page, Object.values(nodes)) };
}

function compareRects(a: GridRect | undefined, b: GridRect | undefined): number {
  return (a?.y ?? 0) - (b?.y ?? 0) || (a?.x ?? 0) - (b?.x ?? 0);
}

/** Reads a clipboard from text that anyone may have written; null when it is none. */
export function readClipboard(text: string): Clipboard | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isObject(value) || value.format !== "tessera/nodes@1" || !Array.isArray(value.roots) || !isObject(value.nodes) || !isObject(value.layout)) return null;
  const { nodes, roots, layout } = value;
  const queries = isObject(value.queries) ? value.queries : {};
  const isNode = ([id, node]: [string, unknown]): boolean => {
    const read = pageNodeSchema.safeParse(node);
    return read.success && read.data.id === id && !reservedIds.has(id) && !reservedIds.has(read.data.name);
  };
  const isSound =
    Object.entries(nodes).every(isNode) &&
    roots.every((root) => typeof root === "string" && Object.hasOwn(nodes, root)) &&
    Object.values(layout).every((rects) => isObject(rects) && Object.values(rects).every((rect) => gridRectSchema.safeParse(rect).success)) &&
    Object.entries(queries).every(([id, query]) => isObject(query) && query.id === id && querySchema.safeParse(query).success);
  return isSound ? ({ ...value, queries, texts: readTexts(value.texts) } as unknown as Clipboard) : null;
}

interface Paste {
  page: string;
  clipboard: Clipboard;
  parent?: string | null;
  slot?: string;
  breakpoint?: Breakpoint;
  /** Top left of what is pasted; default: below what is there. */
  at?: { x: number; y: number };
  /** Types that stand above the page instead of in its grid. */
  overlays?: ReadonlySet<string>;
  random?: Random;
}

/** What a paste did: its diff, the new roots, and the queries it names that this app does not hold. */
export interface Pasted {
  diff: Diff;
  roots: string[];
  missingQueries: Query[];
}

/** Pastes copied nodes with new ids and free names; what they say about each other points to the copies. */
export function pasteNodes(records: AppRecords, args: Paste): Pasted {
  const { clipboard, page, parent = null, slot = "default", breakpoint = "desktop", random = systemRandom } = args;
  const ids = new Map(Object.keys(clipboard.nodes).map((id) => [id, newId(identifierFrom(String(clipboard.nodes[id]?.type ?? "node")), random)]));
  const renames = { components: ids, queries: new Map<string, string>() };
  const diff = editRecords(records, (draft) => {
    requirePage(draft, page);
    if (parent !== null && !draft.get(nodeKey(page, parent))) throw missing(nodeKey(page, parent));
    const textKeys = bringTexts(draft, page, clipboard.texts);
    const last = childrenOf(nodesOf(draft.records, page), parent, slot).at(-1)?.order ?? null;
    const orders = ordersBetween(last, null, clipboard.roots.length);
    for (const [oldId, node] of Object.entries(clipboard.nodes)) {
      const id = ids.get(oldId) ?? oldId;
      const root = clipboard.roots.indexOf(oldId);
      if (!isObject(node) || (root < 0 && !ids.has(String(node.parent)))) throw notPastable(oldId);
      const own = withTextKeys({ props: node.props, events: node.events, visible: node.visible }, textKeys);
      const moved = mapActionNodes(mapTexts(own, (text, kind) => moveReferences(text, kind, renames)), ids);
      draft.set(nodeKey(page, id), {
        ...node, ...moved, id, name: freeName(nodesOf(draft.records, page), node.name),
        ...(root < 0 ? { parent: ids.get(String(node.parent)) } : { parent, slot, order: orders[root] }),
      });
      if (root >= 0) continue;
      for (const each of breakpointOrder) {
        const rect = clipboard.layout[each]?.[oldId];
        if (rect) draft.set(layoutKey(page, each, id), rect);
      }
    }
    placeRoots(draft, { ...args, parent, slot, breakpoint }, ids);
  });
  return {
    diff,
    roots: clipboard.roots.map((id) => ids.get(id) ?? id),
    missingQueries: Object.values(clipboard.queries).filter((query) => records[queryKey(query.id)] === undefined),
  };
}

function placeRoots(draft: Parameters<Parameters<typeof editRecords>[1]>[0], args: Paste & { parent: string | null; slot: string; breakpoint: Breakpoint }, ids: ReadonlyMap<string, string>): void {
  const { clipboard, page, parent, slot, breakpoint } = args;
  const inGrid = clipboard.roots.filter((id) => !args.overlays?.has(clipboard.nodes[id]?.type ?? ""));
  const rects = inGrid.map((id) => clipboard.layout.desktop?.[id] ?? { x: 0, y: 0, w: 8, h: 6 });
  const left = Math.min(...rects.map((rect) => rect.x));
  const top = Math.min(...rects.map((rect) => rect.y));
  const desktop = layoutOf(assemblePage(draft.records, page), "desktop", { without: new Set(ids.values()) });
  const siblings = childrenOf(nodesOf(draft.records, page), parent, slot).map((node) => desktop[node.id]).filter((rect) => rect !== undefined);
  const below = siblings.reduce((bottom, rect) => Math.max(bottom, rect.y + rect.h), 0);
  const at = args.at ?? { x: left, y: below };
  inGrid.forEach((oldId, index) => {
    const rect = rects[index];
    const node = ids.get(oldId);
    if (!rect || node === undefined) return;
    placeInSlot(draft, { page, breakpoint: "desktop", parent, slot, node, rect: { ...rect, x: at.x + rect.x - left, y: at.y + rect.y - top }, size: rect });
    const narrow = breakpoint === "desktop" ? undefined : clipboard.layout[breakpoint]?.[oldId];
    if (narrow) placeInSlot(draft, { page, breakpoint, parent, slot, node, rect: { ...narrow, x: Math.min(narrow.x, breakpoints[breakpoint].columns - narrow.w) }, size: narrow });
  });
}

/** Actions that open, close or reset a copied node go to its copy. */
function mapActionNodes<T>(value: T, ids: ReadonlyMap<string, string>): T {
  if (Array.isArray(value)) return value.map((item) => mapActionNodes(item, ids)) as T;
  if (!isObject(value) || value.kind === "static") return value;
  const fields = Object.entries(value).map(([key, field]) => [key, mapActionNodes(field, ids)] as const);
  const mapped = Object.fromEntries(fields) as Record<string, unknown>;
  if ((value.kind === "open" || value.kind === "close" || value.kind === "reset") && typeof value.node === "string") mapped.node = ids.get(value.node) ?? value.node;
  return mapped as T;
}

function notPastable(id: string): UserError {
  return new UserError({ code: pageErrorCodes.clipboard, message: pageMessages.notPastable({ id }), path: `/nodes/${id}` });
}

/** Copies nodes next to themselves: into the same slot, under the originals. */
export function duplicateNodes(records: AppRecords, args: { page: string; nodes: readonly string[]; overlays?: ReadonlySet<string>; random?: Random }): Pasted {
  const clipboard = copyNodes(records, args);
  const first = clipboard.nodes[clipboard.roots[0] ?? ""];
  return pasteNodes(records, { ...args, clipboard, parent: first?.parent ?? null, slot: first?.slot ?? "default" });
}
