import { Decimal128 } from "bson";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideDecimal, exactOf, multiplyDecimal, remainderDecimal } from "./decimal.ts";

function quotient(a: string, b: string): string {
  return divideDecimal(exactOf(Decimal128.fromString(a)), exactOf(Decimal128.fromString(b))).toString();
}

describe("decimal division", () => {
  it.each([
    ["1", "4", "0.25"], ["10", "5", "2"], ["1.20", "2", "0.60"], ["1", "3", "0.3333333333333333333333333333333333"], ["2", "3", "0.6666666666666666666666666666666667"],
    ["-2", "3", "-0.6666666666666666666666666666666667"], ["1", "-8", "-0.125"], ["0", "7", "0"], ["1", "Infinity", "0"], ["NaN", "1", "NaN"],
    ["9999999999999999999999999999999999", "3", "3333333333333333333333333333333333"],
  ])("%s / %s = %s", (a, b, expected) => {
    expect(quotient(a, b)).toBe(expected);
  });

  it("undoes a multiplication", () => {
    const numbers = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.integer({ min: -20, max: 20 })).map(([digits, exponent]) => exactOf(Decimal128.fromString(`${digits}E${exponent}`)));
    fc.assert(fc.property(numbers, numbers, (a, b) => {
      const back = divideDecimal(exactOf(multiplyDecimal(a, b)), b);
      expect(Number(back.toString())).toBe(Number(multiplyDecimal(a, { coefficient: 1n, exponent: 0 }).toString()));
    }));
  });

  it.each([["5.5", "2", "1.5"], ["-7", "3", "-1"], ["1", "0.3", "0.1"]])("%s mod %s = %s", (a, b, expected) => {
    expect(remainderDecimal(exactOf(Decimal128.fromString(a)), exactOf(Decimal128.fromString(b))).toString()).toBe(expected);
  });
});
