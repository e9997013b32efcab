import { expect, it } from "vitest";
import { sameJson } from "./json.ts";

const deep = (levels: number, end: unknown): unknown => {
  let value = end;
  for (let level = 0; level < levels; level += 1) value = { inner: [value] };
  return value;
};

it.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [{ a: undefined }, { b: undefined }, true],
  [[1, 2], [2, 1], false],
  [[1], [1, undefined], false],
  [[], {}, false],
  [null, {}, false],
  [{ a: 1 }, { b: 1 }, false],
  [{ a: [] }, { a: [0] }, false],
  [JSON.parse("{\"__proto__\":{}}"), {}, false],
])("%j and %j are the same: %s", (a, b, same) => {
  expect(sameJson(a, b)).toBe(same);
  expect(sameJson(b, a)).toBe(same);
});

it("compares what nests deeper than the stack goes", () => {
  expect(sameJson(deep(100_000, 1), deep(100_000, 1))).toBe(true);
  expect(sameJson(deep(100_000, 1), deep(100_000, 2))).toBe(false);
});
