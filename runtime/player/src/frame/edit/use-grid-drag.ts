import { type GridRect, breakpoints } from "@tessera/contracts";
import type { Rects } from "@tessera/page";
import { useMemo } from "react";
import type { EventCallback, Layout } from "react-grid-layout";
import type { Session } from "../session.ts";
import { useSession } from "../view/session-context.ts";
import { cellAt, placeIn, slotAt } from "./drop.ts";

interface GridDrag {
  onDragStart: EventCallback;
  onDrag: EventCallback;
  onDragStop: EventCallback;
  onResizeStop: EventCallback;
}

/** What happens while nodes of a slot are dragged and resized: the shell is told once, at the end. */
export function useGridDrag(parent: string | null, slot: string, shown: Rects): GridDrag {
  const session = useSession();
  return useMemo(() => ({
    onDragStart(_layout, _old, _item, _placeholder, event, element) {
      const at = pointOf(event);
      const box = element?.getBoundingClientRect();
      if (at && box && element) element.dataset.grip = JSON.stringify({ x: at.x - box.left, y: at.y - box.top });
    },
    onDrag(_layout, old, item, _placeholder, event, element) {
      const target = old && item ? elsewhere(event, element, parent, slot) : null;
      const place = target && item && placeFor(session, target, gripOf(element), item);
      session.store.setState({ preview: place ? { parent: place.placement.parent, slot: place.placement.slot, rect: place.placement.rect, rects: place.rects } : null });
    },
    onDragStop(layout, old, item, _placeholder, event, element) {
      session.store.setState({ preview: null });
      const target = old && item ? elsewhere(event, element, parent, slot) : null;
      if (!target || !item) {
        tellLayout(session, layout, shown);
        return;
      }
      const { placement } = placeFor(session, target, gripOf(element), item);
      session.connection.send({ type: "moved", node: item.i, to: placement, breakpoint: session.store.getState().breakpoint });
      session.applyRects({});
    },
    onResizeStop: (layout) => tellLayout(session, layout, shown),
  }), [session, parent, slot, shown]);
}

/** Where in the dragged node the pointer took it, so that the node lands under the pointer in another grid too. */
function gripOf(element: HTMLElement | null): { x: number; y: number } {
  return element?.dataset.grip ? (JSON.parse(element.dataset.grip) as { x: number; y: number }) : { x: 0, y: 0 };
}

type Target = { element: HTMLElement; parent: string | null; slot: string; at: { x: number; y: number } };

function elsewhere(event: Event, element: HTMLElement | null, parent: string | null, slot: string): Target | null {
  const at = pointOf(event);
  const target = at && slotAt(at, element ?? undefined);
  if (!at || !target || (target.parent === parent && target.slot === slot)) return null;
  return { ...target, at };
}

function placeFor(session: Session, target: Target, grip: { x: number; y: number }, item: { i: string; w: number; h: number }): ReturnType<typeof placeIn> {
  const { columns } = breakpoints[session.store.getState().breakpoint];
  const cell = cellAt(target, { x: target.at.x - grip.x, y: target.at.y - grip.y }, columns);
  const w = Math.min(item.w, columns);
  return placeIn(session, target, { x: Math.max(0, Math.min(columns - w, Math.round(cell.x))), y: Math.max(0, Math.round(cell.y)), w, h: item.h }, item.i);
}

/** Sends the places that a drag changed; a node whose height is measured keeps its stored one. */
export function tellLayout(session: Session, layout: Layout, shown: Rects): void {
  const { page, breakpoint } = session.store.getState();
  const changed: [string, GridRect][] = [];
  for (const { i, x, y, w, h } of layout) {
    const before = shown[i];
    if (!before || (before.x === x && before.y === y && before.w === w && before.h === h)) continue;
    const stored = page.layout[breakpoint]?.[i];
    changed.push([i, { ...stored, x, y, w, h: h === before.h ? (stored?.h ?? h) : h }]);
  }
  if (changed.length === 0) return;
  const rects = Object.fromEntries(changed);
  session.applyRects(rects);
  session.connection.send({ type: "layoutChanged", breakpoint, rects });
}

function pointOf(event: Event): { x: number; y: number } | null {
  const touch = (event as TouchEvent).changedTouches?.[0];
  if (touch) return { x: touch.clientX, y: touch.clientY };
  const mouse = event as MouseEvent;
  return typeof mouse.clientX === "number" ? { x: mouse.clientX, y: mouse.clientY } : null;
}
