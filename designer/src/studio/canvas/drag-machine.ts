/** A point of the window, CSS px. */
export interface Point {
  x: number;
  y: number;
}

/** Where the canvas's frame is in the window, and how much it is zoomed. */
export interface FrameBox {
  left: number;
  top: number;
  width: number;
  height: number;
  zoom: number;
}

/** A palette entry on its way: only pressed, or dragged. */
export type DragState =
  | { kind: "idle" }
  | { kind: "pressed"; component: string; from: Point }
  | { kind: "dragging"; component: string; at: Point; inside: boolean };

export type DragEvent = { kind: "down"; component: string; at: Point } | { kind: "move"; at: Point } | { kind: "up"; at: Point } | { kind: "cancel" };

/** What the shell does about it; points of effects are px of the frame's own viewport. */
export type DragEffect = { kind: "over"; component: string; at: Point } | { kind: "leave" } | { kind: "drop"; component: string; at: Point } | { kind: "click"; component: string };

/** How far a press moves before it is a drag, px. */
const threshold = 4;

/** A window point in the frame's own px; null outside of it. */
export function toFramePoint(at: Point, box: FrameBox): Point | null {
  const inside = at.x >= box.left && at.y >= box.top && at.x < box.left + box.width && at.y < box.top + box.height;
  return inside ? { x: (at.x - box.left) / box.zoom, y: (at.y - box.top) / box.zoom } : null;
}

/** One step of a drag from the palette: the next state and what to tell the frame. */
export function stepDrag(state: DragState, event: DragEvent, box: FrameBox | null): { state: DragState; effects: DragEffect[] } {
  const idle = { kind: "idle" } as const;
  if (event.kind === "down") return { state: { kind: "pressed", component: event.component, from: event.at }, effects: [] };
  if (state.kind === "idle") return { state, effects: [] };
  if (event.kind === "cancel") return { state: idle, effects: state.kind === "dragging" && state.inside ? [{ kind: "leave" }] : [] };
  const { component } = state;
  if (state.kind === "pressed") {
    if (event.kind === "up") return { state: idle, effects: [{ kind: "click", component }] };
    if (Math.hypot(event.at.x - state.from.x, event.at.y - state.from.y) < threshold) return { state, effects: [] };
  }
  const point = box === null ? null : toFramePoint(event.at, box);
  const wasInside = state.kind === "dragging" && state.inside;
  if (event.kind === "up") return { state: idle, effects: point ? [{ kind: "drop", component, at: point }] : wasInside ? [{ kind: "leave" }] : [] };
  return {
    state: { kind: "dragging", component, at: event.at, inside: point !== null },
    effects: point ? [{ kind: "over", component, at: point }] : wasInside ? [{ kind: "leave" }] : [],
  };
}
