import { breakpoints } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyDiff } from "../diff/diff.ts";
import { setRects } from "../command/layout.ts";
import { insertNode } from "../command/nodes.ts";
import { sampleApp } from "../fixtures/sample-app.ts";
import { assemblePage } from "../records/bundle.ts";
import { deriveNarrower } from "./derive.ts";
import { breakpointOf, layoutOf } from "./layout-of.ts";
import { readingOrder } from "./reading-order.ts";
import { type Rects, compactRects, freePlace, overlaps, placeRect } from "./rect.ts";

const rect = fc.record({ x: fc.integer({ min: 0, max: 30 }), y: fc.integer({ min: 0, max: 60 }), w: fc.integer({ min: 1, max: 30 }), h: fc.integer({ min: 1, max: 20 }) });
const rects: fc.Arbitrary<Rects> = fc.array(rect, { maxLength: 25 }).map((list) => Object.fromEntries(list.map((each, index) => [`n${index}`, each])));

function expectSound(layout: Rects, columns: number): void {
  const list = Object.values(layout);
  for (const [index, a] of list.entries()) {
    expect(a.x >= 0 && a.x + a.w <= columns && a.y >= 0).toBe(true);
    for (const b of list.slice(index + 1)) expect(overlaps(a, b)).toBe(false);
  }
}

describe("grids", () => {
  it("never overlap, stay inside, and are the same when closed up again", () => {
    fc.assert(fc.property(rects, (given) => {
      const compacted = compactRects(given, 24);
      expectSound(compacted, 24);
      expect(compactRects(compacted, 24)).toEqual(compacted);
      expect(Object.keys(compacted).sort()).toEqual(Object.keys(given).sort());
    }));
  });

  it("make room for what is placed, which gets the column it asked for", () => {
    fc.assert(fc.property(rects, rect, (given, wanted) => {
      const placed = placeRect(compactRects(given, 24), "new", wanted, 24);
      expectSound(placed, 24);
      expect(placed.new?.x).toBe(Math.min(wanted.x, 24 - Math.min(wanted.w, 24)));
    }));
    expect(placeRect({ a: { x: 0, y: 0, w: 12, h: 4 } }, "b", { x: 0, y: 0, w: 12, h: 2 }, 24)).toEqual({ b: { x: 0, y: 0, w: 12, h: 2 }, a: { x: 0, y: 2, w: 12, h: 4 } });
  });

  it("find a free place that is free", () => {
    fc.assert(fc.property(rects, fc.record({ w: fc.integer({ min: 1, max: 24 }), h: fc.integer({ min: 1, max: 9 }) }), (given, size) => {
      const layout = compactRects(given, 24);
      const place = freePlace(layout, size, 24);
      expect(Object.values(layout).some((other) => overlaps(other, place))).toBe(false);
      expect(place.x + place.w <= 24).toBe(true);
    }));
  });

  it("derive narrower grids that hold everything in reading order", () => {
    fc.assert(fc.property(rects, (given) => {
      const tablet = compactRects(deriveNarrower(compactRects(given, 24), "tablet"), 12);
      expectSound(tablet, 12);
      const mobile = compactRects(deriveNarrower(tablet, "mobile"), 4);
      expectSound(mobile, 4);
      expect(Object.keys(mobile).sort()).toEqual(Object.keys(given).sort());
    }));
  });

  it("are read left before right, also when the right one starts higher", () => {
    const order = readingOrder({ side: { x: 15, y: 7, w: 9, h: 30 }, search: { x: 0, y: 7, w: 8, h: 4 }, list: { x: 0, y: 11, w: 15, h: 30 }, title: { x: 0, y: 0, w: 24, h: 7 }, foot: { x: 0, y: 41, w: 24, h: 4 } });
    expect(order.map(([id]) => id)).toEqual(["title", "search", "list", "side", "foot"]);
    fc.assert(fc.property(rects, (given) => {
      expect(readingOrder(given).map(([id]) => id).sort()).toEqual(Object.keys(given).sort());
    }));
  });

  it("put four statistics in a row on a tablet and two by two on a phone", () => {
    const four = Object.fromEntries([0, 1, 2, 3].map((index) => [`s${index}`, { x: index * 6, y: 0, w: 6, h: 6 }]));
    const tablet = deriveNarrower(four, "tablet");
    expect(Object.values(tablet).map(({ x, w }) => [x, w])).toEqual([[0, 3], [3, 3], [6, 3], [9, 3]]);
    expect(Object.values(deriveNarrower(tablet, "mobile")).map(({ x, y, w }) => [x, y, w])).toEqual([[0, 0, 2], [2, 0, 2], [0, 6, 2], [2, 6, 2]]);
  });
});

describe("the layout of a page", () => {
  it("gives each slot its own grid, and unplaced nodes a free place", () => {
    const records = sampleApp();
    delete records["layout/home/desktop/search"];
    const layout = layoutOf(assemblePage(records, "home"), "desktop");
    expect(layout).toEqual({ box: { x: 0, y: 0, w: 24, h: 20 }, search: { x: 0, y: 20, w: 8, h: 6 }, grid: { x: 0, y: 0, w: 24, h: 12 } });
  });

  it("pushes down what is below when a measured height is greater, and closes the gap when it is less", () => {
    const page = assemblePage(sampleApp(), "home");
    expect(layoutOf(page, "desktop", { heights: { search: 9 } }).box?.y).toBe(9);
    expect(layoutOf(page, "desktop", { heights: { search: 1 } }).box?.y).toBe(1);
    expect(layoutOf(page, "desktop", { without: new Set(["search"]) }).box?.y).toBe(0);
  });

  it("keeps what was placed side by side and equally high level, and leaves the rest as high as it is", () => {
    const page = assemblePage(sampleApp(), "home");
    page.layout.desktop = { search: { x: 0, y: 0, w: 12, h: 6 }, box: { x: 12, y: 0, w: 12, h: 6 } };
    const shown = (heights: Record<string, number>): unknown => Object.entries(layoutOf(page, "desktop", { heights })).filter(([id]) => id !== "grid").map(([id, { h }]) => [id, h]);
    expect(shown({ search: 4, box: 9 })).toEqual([["search", 9], ["box", 9]]);
    expect(shown({ search: 4, box: 3 })).toEqual([["search", 4], ["box", 4]]);
    expect(shown({ box: 9 })).toEqual([["search", 9], ["box", 9]]);
    page.layout.desktop.box = { x: 12, y: 0, w: 12, h: 5 };
    expect(shown({ search: 4, box: 9 })).toEqual([["search", 4], ["box", 9]]);
  });

  it("takes a stored place of a narrower breakpoint and derives the others", () => {
    const records = applyDiff(sampleApp(), setRects(sampleApp(), { page: "home", breakpoint: "mobile", rects: { box: { x: 0, y: 0, w: 4, h: 30 } } }));
    const layout = layoutOf(assemblePage(records, "home"), "mobile");
    expect(layout.box).toEqual({ x: 0, y: 0, w: 4, h: 30 });
    expect(layout.search).toMatchObject({ x: 0, w: 4 });
  });

  it("lays out 1,000 siblings", () => {
    const records = sampleApp();
    for (let index = 0; index < 1_000; index += 1) {
      Object.assign(records, { [`node/home/m${index}`]: { id: `m${index}`, type: "table", name: `m${index}`, parent: null, slot: "default", order: "a0" }, [`layout/home/desktop/m${index}`]: { x: (index % 4) * 6, y: index, w: 6, h: 4 } });
    }
    const page = assemblePage(records, "home");
    for (const breakpoint of ["desktop", "tablet", "mobile"] as const) expectSoundFast(layoutOf(page, breakpoint), breakpoints[breakpoint].columns);
  });

  it("chooses the breakpoint by width", () => {
    expect([1440, 992, 991, 600, 599, 390].map(breakpointOf)).toEqual(["desktop", "desktop", "tablet", "tablet", "mobile", "mobile"]);
    expect(insertNode(sampleApp(), { page: "home", id: "n", type: "table" }).added["layout/home/desktop/n"]).toBeDefined();
  });
});

function expectSoundFast(layout: Rects, columns: number): void {
  const taken = new Set<number>();
  const wrong: string[] = [];
  for (const [id, { x, y, w, h }] of Object.entries(layout)) {
    if (id === "grid") continue;
    if (x + w > columns) wrong.push(`${id} reaches out of the grid`);
    for (let cell = 0; cell < w * h; cell += 1) {
      const at = (y + Math.floor(cell / w)) * columns + x + (cell % w);
      if (taken.has(at)) wrong.push(`${id} overlaps`);
      taken.add(at);
    }
  }
  expect(wrong).toEqual([]);
}
