import { expect, it } from "vitest";
import { diffValues } from "./diff-values.ts";

it("finds the leaves that differ", () => {
  expect(diffValues({ a: 1, b: { c: [1, 2], d: "x" } }, { a: 1, b: { c: [1, 3], d: "x", e: true } })).toEqual([
    { path: "b.c.1", before: 2, after: 3 },
    { path: "b.e", before: undefined, after: true },
  ]);
});
it("opens what came or went as a whole", () => {
  expect(diffValues(null, { name: "x", tags: ["a"] })).toEqual([{ path: "name", before: undefined, after: "x" }, { path: "tags.0", before: undefined, after: "a" }]);
  expect(diffValues({ name: "x" }, undefined)).toEqual([{ path: "name", before: "x", after: undefined }]);
});
it("shows a change of kind as one difference", () => {
  expect(diffValues({ a: [1] }, { a: { b: 1 } })).toEqual([{ path: "a", before: [1], after: { b: 1 } }]);
  expect(diffValues({ a: 1 }, { a: { b: 1 } })).toEqual([{ path: "a", before: 1, after: { b: 1 } }]);
});
it("finds nothing where nothing changed, and stops at a limit", () => {
  expect(diffValues({ a: {} }, { a: {} })).toEqual([]);
  const many = (value: number) => Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, value]));
  expect(diffValues(many(1), many(2))).toHaveLength(500);
});
