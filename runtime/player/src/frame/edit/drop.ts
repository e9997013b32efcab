import { type GridRect, type Placement, breakpoints, gridGap, gridRowHeight } from "@tessera/contracts";
import { type Rects, bySiblingOrder, placeRect } from "@tessera/page";
import type { Session } from "../session.ts";
import { slotLayout } from "../view/slot-layout.ts";

interface DragEvent {
  at: { x: number; y: number };
  size: { w: number; h: number };
  component: string;
}

/** A slot's grid on screen. */
interface SlotTarget {
  element: HTMLElement;
  parent: string | null;
  slot: string;
}

/** Shows where a dragged palette entry would go. */
export function showDragOver(session: Session, event: DragEvent): void {
  const found = overlayOf(session, event.component) ? null : placeAt(session, event);
  session.store.setState({ preview: found && { parent: found.placement.parent, slot: found.placement.slot, rect: found.placement.rect, rects: found.rects } });
}

/** Where a dropped palette entry goes; null: the point is over no slot. Overlays belong to the page wherever they are dropped. */
export function dropPlacement(session: Session, event: DragEvent): Placement | null {
  if (overlayOf(session, event.component)) {
    const count = Object.values(session.store.getState().page.nodes).filter((node) => node.parent === null).length;
    return { parent: null, slot: "default", index: count, rect: { x: 0, y: 0, w: Math.min(24, Math.max(1, event.size.w)), h: Math.max(1, event.size.h) } };
  }
  return placeAt(session, event)?.placement ?? null;
}

const overlayOf = (session: Session, type: string): boolean => session.registry.get(type)?.manifest.overlay ?? false;

function placeAt(session: Session, { at, size }: DragEvent): { placement: Placement; rects: Rects } | null {
  const target = slotAt(at);
  if (!target) return null;
  const { breakpoint } = session.store.getState();
  const { columns } = breakpoints[breakpoint];
  const scaled = { w: Math.max(1, Math.min(columns, Math.round(size.w * (columns / breakpoints.desktop.columns)) || 1)), h: Math.max(1, Math.round(size.h)) };
  if (breakpoint === "mobile") scaled.w = size.w <= 8 ? 2 : 4;
  const cell = cellAt(target, at, columns);
  return placeIn(session, target, { x: Math.max(0, Math.min(columns - scaled.w, Math.round(cell.x - scaled.w / 2))), y: Math.max(0, Math.floor(cell.y)), ...scaled });
}

/** The innermost slot under a point; `without`: an element whose slots do not count, e.g. the one that is dragged. */
export function slotAt(at: { x: number; y: number }, without?: HTMLElement): SlotTarget | null {
  for (const element of document.elementsFromPoint(at.x, at.y)) {
    if (without?.contains(element)) continue;
    const slot = element.closest<HTMLElement>("[data-slot]");
    if (!slot || without?.contains(slot)) continue;
    return { element: slot, parent: slot.dataset.parent || null, slot: slot.dataset.slot ?? "default" };
  }
  return null;
}

/** A point in the units of a slot's grid, not rounded. */
export function cellAt(target: SlotTarget, at: { x: number; y: number }, columns: number): { x: number; y: number } {
  const box = target.element.getBoundingClientRect();
  const column = (box.width - gridGap * (columns - 1)) / columns + gridGap;
  return { x: (at.x - box.left) / column, y: (at.y - box.top) / (gridRowHeight + gridGap) };
}

/** The placement of a rectangle in a slot, and how the siblings make room. */
export function placeIn(session: Session, target: Pick<SlotTarget, "parent" | "slot">, rect: GridRect, without?: string): { placement: Placement; rects: Rects } {
  const state = session.store.getState();
  const others = slotLayout(session, state, target.parent, target.slot);
  if (without !== undefined) delete others[without];
  const key = without ?? "\u0000new";
  const placed = placeRect(others, key, rect, breakpoints[state.breakpoint].columns);
  const own = placed[key] ?? rect;
  const { [key]: _own, ...rects } = placed;
  const siblings = Object.keys(rects).map((id) => state.page.nodes[id]).filter((node) => node !== undefined).sort(bySiblingOrder);
  const index = siblings.filter((node) => isBefore(rects[node.id], own)).length;
  return { placement: { parent: target.parent, slot: target.slot, index, rect: { x: own.x, y: own.y, w: own.w, h: own.h } }, rects };
}

function isBefore(a: GridRect | undefined, b: GridRect): boolean {
  return a !== undefined && (a.y < b.y || (a.y === b.y && a.x < b.x));
}

