import { type AppRecords, type Breakpoint, type Diff, type GridRect, breakpoints } from "@tessera/contracts";
import { type Rects, clampRect, compactRects, freePlace, placeRect } from "../layout/rect.ts";
import { layoutSlot } from "../layout/layout-of.ts";
import { assemblePage } from "../records/bundle.ts";
import { sameJson } from "../records/json.ts";
import { breakpointOrder, layoutKey } from "../records/keys.ts";
import { childrenOf } from "../records/tree.ts";
import { type Draft, editRecords, requireNode, requirePage } from "./draft.ts";

/** Stores the places of nodes at a breakpoint, e.g. after a drag. */
export function setRects(records: AppRecords, { page, breakpoint, rects }: { page: string; breakpoint: Breakpoint; rects: Rects }): Diff {
  return editRecords(records, (draft) => {
    requirePage(draft, page);
    for (const [id, rect] of Object.entries(rects)) {
      requireNode(draft, page, id);
      storeRect(draft, page, breakpoint, id, rect);
    }
  });
}

/** Writes one place, keeping fields of the record that the editor does not know. */
export function storeRect(draft: Draft, page: string, breakpoint: Breakpoint, node: string, rect: GridRect): void {
  const key = layoutKey(page, breakpoint, node);
  draft.set(key, { ...draft.get(key), ...clampRect(rect, breakpoints[breakpoint].columns) });
}

/** Places of the other children of a slot, as they are shown at a breakpoint. */
function siblingRects(draft: Draft, page: string, breakpoint: Breakpoint, parent: string | null, slot: string, without: ReadonlySet<string>): Rects {
  const document = assemblePage(draft.records, page);
  const ids = childrenOf(document.nodes, parent, slot).map((node) => node.id).filter((id) => !without.has(id));
  return layoutSlot(document, breakpoint, ids);
}

/**
 * Places a node in a slot. The siblings that make room are stored too, so that what is saved is what was seen.
 * Without a rectangle the node goes to the first free place.
 */
export function placeInSlot(draft: Draft, args: { page: string; breakpoint: Breakpoint; parent: string | null; slot: string; node: string; rect?: GridRect | undefined; size: { w: number; h: number } }): void {
  const { page, breakpoint, parent, slot, node } = args;
  const columns = breakpoints[breakpoint].columns;
  const others = siblingRects(draft, page, breakpoint, parent, slot, new Set([node]));
  const wanted = args.rect ?? freePlace(others, args.size, columns);
  const placed = placeRect(others, node, clampRect(wanted, columns), columns);
  for (const [id, rect] of Object.entries(placed)) {
    if (id === node || !sameJson(rect, others[id])) storeRect(draft, page, breakpoint, id, rect);
  }
}

/** Forgets where a node stood, at every breakpoint. */
export function forgetPlaces(draft: Draft, page: string, node: string): void {
  for (const breakpoint of breakpointOrder) {
    const key = layoutKey(page, breakpoint, node);
    if (draft.get(key)) draft.delete(key);
  }
}

/** How `alignNodes` lines nodes up; `distribute` gives them equal gaps from left to right. */
export type Alignment = "left" | "center" | "right" | "top" | "sameWidth" | "sameHeight" | "distribute";

/** Lines up nodes of one slot at a breakpoint; the first named one is the measure for sizes. Others of the slot make room. */
export function alignNodes(records: AppRecords, { page, breakpoint, nodes, to }: { page: string; breakpoint: Breakpoint; nodes: readonly string[]; to: Alignment }): Diff {
  return editRecords(records, (draft) => {
    requirePage(draft, page);
    const first = nodes[0];
    if (first === undefined) return;
    const { parent, slot } = requireNode(draft, page, first);
    const all = siblingRects(draft, page, breakpoint, parent, slot ?? "default", new Set());
    const chosen: Rects = Object.fromEntries(nodes.flatMap((id) => (all[id] ? [[id, all[id]]] : [])));
    const columns = breakpoints[breakpoint].columns;
    const aligned = compactRects({ ...all, ...align(chosen, chosen[first], to, columns) }, columns, new Set(nodes));
    for (const [id, rect] of Object.entries(aligned)) if (!sameJson(rect, all[id])) storeRect(draft, page, breakpoint, id, rect);
  });
}

function align(chosen: Rects, measure: GridRect | undefined, to: Alignment, columns: number): Rects {
  const list = Object.entries(chosen);
  if (measure === undefined || list.length === 0) return {};
  const left = Math.min(...list.map(([, rect]) => rect.x));
  const right = Math.max(...list.map(([, rect]) => rect.x + rect.w));
  const top = Math.min(...list.map(([, rect]) => rect.y));
  const each = (change: (rect: GridRect) => Partial<GridRect>): Rects =>
    Object.fromEntries(list.map(([id, rect]) => [id, clampRect({ ...rect, ...change(rect) } as GridRect, columns)]));
  if (to === "left") return each(() => ({ x: left }));
  if (to === "right") return each((rect) => ({ x: right - rect.w }));
  if (to === "center") return each((rect) => ({ x: Math.round((left + right - rect.w) / 2) }));
  if (to === "top") return each(() => ({ y: top }));
  if (to === "sameWidth") return each(() => ({ w: measure.w }));
  if (to === "sameHeight") return each(() => ({ h: measure.h }));
  const sorted = [...list].sort(([, a], [, b]) => a.x - b.x);
  const gap = (right - left - sorted.reduce((sum, [, rect]) => sum + rect.w, 0)) / Math.max(1, sorted.length - 1);
  let next = left;
  return Object.fromEntries(
    sorted.map(([id, rect]) => {
      const x = Math.round(next);
      next += rect.w + gap;
      return [id, clampRect({ ...rect, x }, columns)];
    }),
  );
}
