import type { GridRect } from "@tessera/contracts";
import { type Rects, inReadingOrder } from "./rect.ts";

/** Above this many siblings the simple order by row is used: the careful one compares all pairs. */
const mostForPairs = 400;

/**
 * The order in which a person reads a grid: what is above comes first, and of what stands side by side the left one, even
 * when the right one starts a little higher. Where that goes round in a circle, the higher one breaks it.
 */
export function readingOrder(rects: Rects): [string, GridRect][] {
  const sorted = inReadingOrder(rects);
  if (sorted.length > mostForPairs) return sorted;
  const open = sorted.map((entry) => ({ entry, before: sorted.filter((other) => other !== entry && comesBefore(other[1], entry[1])).length }));
  const result: [string, GridRect][] = [];
  while (open.length > 0) {
    const free = open.findIndex(({ before }) => before === 0);
    const [next] = open.splice(Math.max(0, free), 1);
    if (!next) break;
    result.push(next.entry);
    for (const other of open) if (comesBefore(next.entry[1], other.entry[1])) other.before -= 1;
  }
  return result;
}

function comesBefore(a: GridRect, b: GridRect): boolean {
  if (a.y + a.h <= b.y) return true;
  return a.y < b.y + b.h && a.x + a.w <= b.x;
}
