import { breakpoints } from "@tessera/contracts";
import { type Nudge, nudgeRects, withDescendants } from "@tessera/page";
import type { KeyboardEvent } from "react";
import type { Session } from "../session.ts";
import { isOverlay, slotLayout } from "../view/slot-layout.ts";
import { tellLayout } from "./use-grid-drag.ts";

const forwarded: ReadonlySet<string> = new Set(["Delete", "Backspace", "Escape", "F2", "Enter", "/", "?"]);
const modifiers: ReadonlySet<string> = new Set(["Control", "Meta", "Shift", "Alt"]);
/** What an arrow does to the selected nodes, alone and with Shift. */
const arrows: Readonly<Record<string, { move: Nudge; resize: Nudge }>> = {
  ArrowLeft: { move: { x: -1 }, resize: { w: -1 } },
  ArrowRight: { move: { x: 1 }, resize: { w: 1 } },
  ArrowUp: { move: { past: -1 }, resize: { h: -1 } },
  ArrowDown: { move: { past: 1 }, resize: { h: 1 } },
};

/** Keys of the canvas: arrows move and resize, Tab walks through the nodes, the rest goes to the shell. */
export function onEditKey(session: Session, event: KeyboardEvent): void {
  if (isTyping(event.target) || modifiers.has(event.key)) return;
  const { selected } = session.store.getState();
  const arrow = arrows[event.key];
  const command = event.ctrlKey || event.metaKey;
  if (arrow && !command && !event.altKey && selected.length > 0) {
    event.preventDefault();
    nudge(session, selected, event.shiftKey ? arrow.resize : arrow.move);
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

/** Moves or resizes the selected nodes that stand in the slot of the first one, as the slot is shown now. */
function nudge(session: Session, selected: readonly string[], by: Nudge): void {
  const state = session.store.getState();
  const first = state.page.nodes[selected[0] ?? ""];
  if (!first || isOverlay(session.registry, first)) return;
  const together = selected.filter((id) => state.page.nodes[id]?.parent === first.parent && state.page.nodes[id]?.slot === first.slot);
  const shown = slotLayout(session, state, first.parent, first.slot);
  const next = nudgeRects(shown, together, by, breakpoints[state.breakpoint].columns);
  tellLayout(session, Object.entries(next).map(([i, rect]) => ({ i, ...rect })), shown);
}
