import { type AppRecords, pageHeadSchema } from "@tessera/contracts";
import { applyDiff } from "../diff/diff.ts";
import type { Nudge } from "../layout/nudge.ts";
import { layoutOf } from "../layout/layout-of.ts";
import { assemblePage } from "../records/bundle.ts";
import { expect, it } from "vitest";
import { nudgeNodes } from "./nudge.ts";

const node = (id: string, order: string) => ({ id, type: "button", name: id, parent: null, slot: "default", order, props: {}, events: {} });
const records = {
  "page/p": pageHeadSchema.parse({ schemaVersion: 1, id: "p", title: {}, path: "p", order: "a0" }),
  "node/p/a": node("a", "a0"), "node/p/b": node("b", "a1"),
  "layout/p/desktop/a": { x: 0, y: 0, w: 6, h: 4 }, "layout/p/desktop/b": { x: 0, y: 4, w: 6, h: 2 },
} as unknown as AppRecords;
const after = (nodes: string[], ...steps: Nudge[]) => {
  const done = steps.reduce((now, by) => applyDiff(now, nudgeNodes(now, { page: "p", breakpoint: "desktop", nodes, by, overlays: new Set(["modal"]) })), records);
  return layoutOf(assemblePage(done, "p"), "desktop");
};

it("moves sideways within the grid, and the others close the gap", () => {
  expect(after(["a"], { x: 1 }).a).toMatchObject({ x: 1, y: 0 });
  expect(after(["a"], { x: -1 }).a).toMatchObject({ x: 0 });
  const far = Array.from({ length: 30 }, (): Nudge => ({ x: 1 }));
  expect(after(["a"], ...far)).toMatchObject({ a: { x: 18, y: 0 }, b: { x: 0, y: 0 } });
});

it("passes the node above or below", () => {
  expect(after(["a"], { past: 1 })).toMatchObject({ b: { y: 0 }, a: { y: 2 } });
  expect(after(["b"], { past: -1 })).toMatchObject({ b: { y: 0 }, a: { y: 2 } });
  expect(after(["a"], { past: -1 })).toMatchObject({ a: { y: 0 }, b: { y: 4 } });
});

it("resizes between one column and the edge, pushing what is below", () => {
  expect(after(["a"], { h: 1 })).toMatchObject({ a: { h: 5 }, b: { y: 5 } });
  expect(after(["a"], ...Array.from({ length: 9 }, (): Nudge => ({ w: -1 }))).a?.w).toBe(1);
  expect(after(["a"], ...Array.from({ length: 40 }, (): Nudge => ({ w: 1 }))).a?.w).toBe(24);
  expect(after(["a", "b"], { w: 1 })).toMatchObject({ a: { w: 7 }, b: { w: 7 } });
});

it("leaves what stands above the page where it is", () => {
  const withModal = { ...records, "node/p/m": { ...node("m", "a2"), type: "modal" } } as AppRecords;
  const nudged = (nodes: string[]) => nudgeNodes(withModal, { page: "p", breakpoint: "desktop", nodes, by: { x: 1 }, overlays: new Set(["modal"]) });
  expect(Object.keys(nudged(["m"]).added)).toEqual([]);
  expect(nudged(["m", "b"])).toEqual(nudged(["b"]));
});
