import { expect, it } from "vitest";
import { withinTime } from "./within-time.ts";

it("answers what the work answers, and throws what it throws", () => {
  expect([withinTime(1_000, () => true), withinTime(1_000, () => false)]).toEqual([true, false]);
  expect(() => withinTime(1_000, () => { throw new TypeError("broken"); })).toThrow(TypeError);
});

it("gives up an expression that backtracks for ever, and works again afterwards", () => {
  expect(withinTime(20, () => /^(a+)+$/.test(`${"a".repeat(60)}!`))).toBe(null);
  expect(withinTime(1_000, () => /^a+$/.test("aaa"))).toBe(true);
});
