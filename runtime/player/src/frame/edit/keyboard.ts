import { type GridRect, breakpoints } from "@tessera/contracts";
import { type Rects, clampRect, compactRects, placeRect, withDescendants } from "@tessera/page";
import type { KeyboardEvent } from "react";
import type { Session } from "../session.ts";
import { isOverlay, slotLayout } from "../view/slot-layout.ts";
import { tellLayout } from "./use-grid-drag.ts";

const forwarded: ReadonlySet<string> = new Set(["Delete", "Backspace", "Escape", "F2", "Enter", "/", "?"]);
const modifiers: ReadonlySet<string> = new Set(["Control", "Meta", "Shift", "Alt"]);
const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Keys of the canvas: arrows move and resize, Tab walks through the nodes, the rest goes to the shell. */
export function onEditKey(session: Session, event: KeyboardEvent): void {
  if (isTyping(event.target) || modifiers.has(event.key)) return;
  const { selected } = session.store.getState();
  const arrow = arrows[event.key];
  const command = event.ctrlKey || event.metaKey;
  if (arrow && !command && !event.altKey && selected.length > 0) {
    event.preventDefault();
    nudge(session, selected, arrow, event.shiftKey);
    return;
  }
  if (event.key === "Tab" && !command && !event.altKey && walk(session, event.shiftKey ? -1 : 1)) {
    event.preventDefault();
    return;
  }
  if (!forwarded.has(event.key) && !command) return;
  // Copying selected text of the page stays with the browser; nothing is selected as text while a node is.
  event.preventDefault();
  session.connection.send({ type: "key", key: event.key.slice(0, 32), ctrl: event.ctrlKey, meta: event.metaKey, shift: event.shiftKey, alt: event.altKey });
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** Selects the next node in reading order; false at the ends, so that the focus leaves the canvas. */
function walk(session: Session, step: 1 | -1): boolean {
  const state = session.store.getState();
  const order = withDescendants(state.page.nodes, Object.values(state.page.nodes).filter((node) => node.parent === null).sort((a, b) => (a.order < b.order ? -1 : 1)).map((node) => node.id));
  const at = order.indexOf(state.selected.at(-1) ?? "");
  const next = order[at < 0 ? (step === 1 ? 0 : order.length - 1) : at + step];
  if (next === undefined) return false;
  session.store.setState({ selected: [next] });
  session.connection.send({ type: "selected", nodes: [next], additive: false });
  document.querySelector(`[data-node="${next}"]`)?.scrollIntoView({ block: "nearest" });
  return true;
}

function nudge(session: Session, selected: readonly string[], [dx, dy]: readonly [number, number], resize: boolean): void {
  const state = session.store.getState();
  const first = state.page.nodes[selected[0] ?? ""];
  if (!first || isOverlay(session.registry, first)) return;
  const together = selected.filter((id) => state.page.nodes[id]?.parent === first.parent && state.page.nodes[id]?.slot === first.slot);
  const { columns } = breakpoints[state.breakpoint];
  const shown = slotLayout(session, state, first.parent, first.slot);
  let next: Rects = shown;
  for (const id of together) {
    const rect = next[id];
    if (!rect) continue;
    if (resize) next = compactRects({ ...next, [id]: clampRect({ ...rect, w: Math.min(rect.w + dx, columns - rect.x), h: rect.h + dy }, columns) }, columns);
    else if (dy === 0) next = placeRect(without(next, id), id, clampRect({ ...rect, x: rect.x + dx }, columns), columns);
    else next = passNeighbour(next, id, rect, dy, columns);
  }
  tellLayout(session, Object.entries(next).map(([i, rect]) => ({ i, ...rect })), shown);
}

/** Gaps close by themselves, so moving up or down means passing the nearest node above or below. */
function passNeighbour(rects: Rects, id: string, rect: GridRect, dy: number, columns: number): Rects {
  const besides = Object.entries(rects).filter(([other, place]) => other !== id && place.x < rect.x + rect.w && rect.x < place.x + place.w).map(([, place]) => place);
  const above = besides.filter((place) => place.y + place.h <= rect.y).sort((a, b) => b.y - a.y)[0];
  const below = besides.filter((place) => place.y >= rect.y + rect.h).sort((a, b) => a.y - b.y)[0];
  if (dy < 0) return above ? placeRect(without(rects, id), id, { ...rect, y: above.y }, columns) : rects;
  return below ? compactRects({ ...rects, [id]: { ...rect, y: below.y + below.h } }, columns) : rects;
}

function without(rects: Rects, id: string): Rects {
  const { [id]: _gone, ...rest } = rects;
  return rest;
}
