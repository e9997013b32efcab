import { type AppRecords, type Breakpoint, type Diff, type GridRect, type PageNode, breakpoints } from "@tessera/contracts";
import { type Rects, assemblePage, childrenOf, clampRect, compactRects, layoutSlot, placeRect, sameJson, setRects } from "@tessera/page";

/** `x`, `w`, `h`: columns and rows of the breakpoint's grid. `past`: gaps close by themselves, so moving up (-1) or down (1) means passing the nearest node there. */
export type Nudge = { x: 1 | -1 } | { past: 1 | -1 } | { w: 1 | -1 } | { h: 1 | -1 };

/** Moves or resizes nodes of a page within their slots; the others of a slot make room, as they do under the mouse. */
export function nudge(records: AppRecords, { page, breakpoint, nodes, by }: { page: string; breakpoint: Breakpoint; nodes: readonly string[]; by: Nudge }): Diff {
  const document = assemblePage(records, page);
  const changed: Record<string, GridRect> = {};
  const slots = Map.groupBy(nodes.flatMap((id) => document.nodes[id] ?? []), (node: PageNode) => `${node.parent ?? ""}/${node.slot ?? "default"}`);
  for (const chosen of slots.values()) {
    const [first] = chosen;
    if (!first) continue;
    const before = layoutSlot(document, breakpoint, childrenOf(document.nodes, first.parent, first.slot ?? "default").map(({ id }) => id));
    const after = chosen.reduce((rects, { id }) => moved(rects, id, by, breakpoints[breakpoint].columns), before);
    for (const [id, rect] of Object.entries(after)) if (!sameJson(rect, before[id])) changed[id] = rect;
  }
  return setRects(records, { page, breakpoint, rects: changed });
}

function moved(rects: Rects, id: string, by: Nudge, columns: number): Rects {
  const { [id]: rect, ...others } = rects;
  if (!rect) return rects;
  if ("past" in by) return passed(rects, others, id, rect, by.past, columns);
  if ("x" in by) return placeRect(others, id, clampRect({ ...rect, x: rect.x + by.x }, columns), columns);
  const size = "w" in by ? { w: Math.min(rect.w + by.w, columns - rect.x) } : { h: rect.h + by.h };
  return placeRect(others, id, clampRect({ ...rect, ...size }, columns), columns);
}

function passed(rects: Rects, others: Rects, id: string, rect: GridRect, side: 1 | -1, columns: number): Rects {
  const besides = Object.values(others).filter((place) => place.x < rect.x + rect.w && rect.x < place.x + place.w);
  if (side < 0) {
    const above = besides.filter((place) => place.y + place.h <= rect.y).sort((a, b) => b.y - a.y)[0];
    return above ? placeRect(others, id, { ...rect, y: above.y }, columns) : rects;
  }
  const below = besides.filter((place) => place.y >= rect.y + rect.h).sort((a, b) => a.y - b.y)[0];
  return below ? compactRects({ ...rects, [id]: { ...rect, y: below.y + below.h } }, columns) : rects;
}
