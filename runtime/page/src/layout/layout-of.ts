import { type Breakpoint, type GridRect, type PageDocument, type PageNode, breakpoints } from "@tessera/contracts";
import { deriveNarrower } from "./derive.ts";
import { type Rects, bottomOf, compactRects, freePlace } from "./rect.ts";

/** Size of a node that no breakpoint places, in columns of the desktop grid and rows. */
export const unplacedSize = { w: 8, h: 6 } as const;

export interface LayoutOptions {
  /** Rows that nodes need as measured on screen; they replace the stored height. */
  heights?: Readonly<Record<string, number>>;
  /** Nodes that take no place, e.g. hidden ones and overlays. */
  without?: ReadonlySet<string>;
}

/** The grid that a slot's children stand in, named `<parent>/<slot>`; the page itself is `/default`. */
export function slotKeyOf(node: Pick<PageNode, "parent" | "slot">): string {
  return `${node.parent ?? ""}/${node.slot ?? "default"}`;
}

/** Breakpoint of a page that is `widthPx` wide. */
export function breakpointOf(widthPx: number): Breakpoint {
  if (widthPx >= breakpoints.desktop.minWidth) return "desktop";
  return widthPx >= breakpoints.tablet.minWidth ? "tablet" : "mobile";
}

function storedRects(page: PageDocument, breakpoint: Breakpoint, ids: readonly string[]): Rects {
  const stored = page.layout[breakpoint] ?? {};
  return Object.fromEntries(ids.flatMap((id) => (Object.hasOwn(stored, id) && stored[id] ? [[id, stored[id]] as [string, GridRect]] : [])));
}

/** Places of one slot's children before heights are measured and gaps closed. */
function slotRects(page: PageDocument, breakpoint: Breakpoint, ids: readonly string[]): Rects {
  const stored = storedRects(page, breakpoint, ids);
  const open = ids.filter((id) => !Object.hasOwn(stored, id));
  if (open.length === 0) return stored;
  if (breakpoint !== "desktop") {
    const next = breakpoint === "mobile" ? "tablet" : "desktop";
    const wider = compactRects(slotRects(page, next, ids), breakpoints[next].columns);
    return { ...deriveNarrower(wider, breakpoint), ...stored };
  }
  const placed: Rects = { ...stored };
  for (const id of open) placed[id] = { ...freePlace({ bottom: { x: 0, y: 0, w: breakpoints.desktop.columns, h: Math.max(1, bottomOf(stored)) }, ...placed }, unplacedSize, breakpoints.desktop.columns) };
  return placed;
}

/**
 * Where every node of a page stands at a breakpoint, in the grid of its slot: stored places, else places derived from
 * the next wider breakpoint; gaps closed upwards, overlaps pushed down, measured heights pushing what is below.
 */
export function layoutOf(page: PageDocument, breakpoint: Breakpoint, options: LayoutOptions = {}): Rects {
  const groups = new Map<string, string[]>();
  for (const node of Object.values(page.nodes)) {
    if (options.without?.has(node.id)) continue;
    const key = slotKeyOf(node);
    const group = groups.get(key);
    if (group) group.push(node.id);
    else groups.set(key, [node.id]);
  }
  const result: Rects = {};
  for (const ids of groups.values()) Object.assign(result, layoutSlot(page, breakpoint, ids, options.heights));
  return result;
}

/** Where the given siblings stand; see `layoutOf`. */
export function layoutSlot(page: PageDocument, breakpoint: Breakpoint, ids: readonly string[], heights?: Readonly<Record<string, number>>): Rects {
  const columns = breakpoints[breakpoint].columns;
  const asked = compactRects(slotRects(page, breakpoint, ids), columns);
  if (heights === undefined) return asked;
  const measured = Object.entries(asked).map(([id, rect]) => [id, heights[id] === undefined ? rect : { ...rect, h: Math.max(1, Math.ceil(heights[id])) }] as const);
  return compactRects(keepLevel(asked, Object.fromEntries(measured)), columns);
}

/** Nodes that were placed side by side and equally high end together however high their contents are: the highest decides. */
function keepLevel(asked: Rects, measured: Rects): Rects {
  const bandOf = ({ y, h }: GridRect): string => `${y}/${h}`;
  const highest = new Map<string, number>();
  for (const [id, rect] of Object.entries(asked)) highest.set(bandOf(rect), Math.max(highest.get(bandOf(rect)) ?? 0, measured[id]?.h ?? rect.h));
  return Object.fromEntries(Object.entries(measured).map(([id, rect]) => [id, { ...rect, h: highest.get(bandOf(asked[id] ?? rect)) ?? rect.h }]));
}
