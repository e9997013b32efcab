import type { GridRect } from "@tessera/contracts";
import { type Rects, clampRect, compactRects, placeRect } from "./rect.ts";

/** `x`, `w`, `h`: columns and rows of the breakpoint's grid. `past`: gaps close by themselves, so moving up (-1) or down (1) means passing the nearest node there. */
export type Nudge = { x: 1 | -1 } | { past: 1 | -1 } | { w: 1 | -1 } | { h: 1 | -1 };

/** Moves or resizes nodes of one slot by a step; the others make room, as they do under the mouse. Ids that stand elsewhere are left out. */
export function nudgeRects(rects: Rects, ids: readonly string[], by: Nudge, columns: number): Rects {
  return ids.reduce((now, id) => moved(now, id, by, columns), rects);
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
