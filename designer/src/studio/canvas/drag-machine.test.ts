import { expect, it } from "vitest";
import { type DragEffect, type DragEvent, type DragState, stepDrag } from "./drag-machine.ts";

const box = { left: 300, top: 100, width: 600, height: 400, zoom: 0.5 };

function play(...events: DragEvent[]): { state: DragState; effects: DragEffect[] } {
  let state: DragState = { kind: "idle" };
  const effects: DragEffect[] = [];
  for (const event of events) {
    const next = stepDrag(state, event, box);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

const down: DragEvent = { kind: "down", component: "table", at: { x: 20, y: 200 } };

it("drops where the pointer is let go, in the frame's own px", () => {
  const { state, effects } = play(down, { kind: "move", at: { x: 400, y: 200 } }, { kind: "up", at: { x: 400, y: 200 } });
  expect(state).toEqual({ kind: "idle" });
  expect(effects).toEqual([{ kind: "over", component: "table", at: { x: 200, y: 200 } }, { kind: "drop", component: "table", at: { x: 200, y: 200 } }]);
});

it("is a click when the pointer hardly moved", () => {
  expect(play(down, { kind: "move", at: { x: 22, y: 201 } }, { kind: "up", at: { x: 22, y: 201 } }).effects).toEqual([{ kind: "click", component: "table" }]);
});

it("tells the frame when the pointer leaves or the drag is cancelled, and drops nothing", () => {
  const into: DragEvent = { kind: "move", at: { x: 400, y: 200 } };
  expect(play(down, into, { kind: "move", at: { x: 10, y: 10 } }).effects.at(-1)).toEqual({ kind: "leave" });
  expect(play(down, into, { kind: "cancel" }, { kind: "up", at: { x: 400, y: 200 } }).effects.map((effect) => effect.kind)).toEqual(["over", "leave"]);
  expect(play(down, { kind: "move", at: { x: 10, y: 10 } }, { kind: "up", at: { x: 10, y: 10 } }).effects).toEqual([]);
});
