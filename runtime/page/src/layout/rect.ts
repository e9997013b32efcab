import type { GridRect } from "@tessera/contracts";

/** Places by node id. */
export type Rects = Record<string, GridRect>;

/** Whether two places overlap. */
export function overlaps(a: GridRect, b: GridRect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** First row under every place. */
export function bottomOf(rects: Rects): number {
  return Object.values(rects).reduce((bottom, rect) => Math.max(bottom, rect.y + rect.h), 0);
}

/** The place within a grid of `columns`, of whole numbers; fields it does not know stay. */
export function clampRect(rect: GridRect, columns: number): GridRect {
  const whole = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Number.isFinite(value) ? Math.round(value) : least));
  const w = whole(rect.w, 1, columns);
  return { ...rect, w, x: whole(rect.x, 0, columns - w), y: whole(rect.y, 0, 100_000), h: whole(rect.h, 1, 10_000) };
}

/** Reading order: by row, then column; equal places by id, so that everybody sees the same. `first` goes before what starts in its row. */
export function inReadingOrder(rects: Rects, first?: ReadonlySet<string>): [string, GridRect][] {
  return Object.entries(rects).sort(([aId, a], [bId, b]) => {
    if (a.y !== b.y) return a.y - b.y;
    const rank = Number(first?.has(bId) ?? false) - Number(first?.has(aId) ?? false);
    if (rank !== 0) return rank;
    return a.x - b.x || (aId < bId ? -1 : 1);
  });
}

/**
 * Moves everything up as far as it goes without passing what stands above it, and down where places overlap.
 * One pass over a skyline (highest used row per column), as dashboards grids do: n × width steps.
 */
export function compactRects(rects: Rects, columns: number, first?: ReadonlySet<string>): Rects {
  const skyline = Array.from({ length: columns }, () => 0);
  const result: [string, GridRect][] = [];
  for (const [id, raw] of inReadingOrder(rects, first)) {
    const rect = clampRect(raw, columns);
    let y = 0;
    for (let column = rect.x; column < rect.x + rect.w; column += 1) y = Math.max(y, skyline[column] ?? 0);
    for (let column = rect.x; column < rect.x + rect.w; column += 1) skyline[column] = y + rect.h;
    result.push([id, { ...rect, y }]);
  }
  return Object.fromEntries(result);
}

/** Puts one node at a place among others: it gets the place it asked for as far as the grid allows, the others make room. */
export function placeRect(others: Rects, id: string, rect: GridRect, columns: number): Rects {
  return compactRects({ ...others, [id]: rect }, columns, new Set([id]));
}

/** The first free place for a size, from the top left in reading order. */
export function freePlace(others: Rects, size: { w: number; h: number }, columns: number): GridRect {
  const w = Math.min(Math.max(1, size.w), columns);
  const h = Math.max(1, size.h);
  const placed = Object.values(others);
  const rows = [0, ...placed.map((rect) => rect.y + rect.h)].sort((a, b) => a - b);
  for (const y of rows) {
    for (let x = 0; x + w <= columns; x += 1) {
      const candidate = { x, y, w, h };
      if (!placed.some((rect) => overlaps(rect, candidate))) return candidate;
    }
  }
  return { x: 0, y: bottomOf(others), w, h };
}
