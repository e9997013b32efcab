import { describe, expect, it } from "vitest";
import { FailPoint } from "./fail-point.ts";

function struck(mode: unknown): boolean[] {
  const point = new FailPoint(mode, {});
  return Array.from({ length: 4 }, () => point.strikes());
}

describe("modes of a fail point", () => {
  it.each<[unknown, boolean[]]>([
    ["off", [false, false, false, false]],
    ["alwaysOn", [true, true, true, true]],
    [{ times: 2 }, [true, true, false, false]],
    [{ skip: 3 }, [false, false, false, true]],
  ])("%j", (mode, expected) => {
    expect(struck(mode)).toEqual(expected);
  });

  it.each([undefined, "on", {}, { times: -1 }, { times: "2" }, { times: 1, skip: 1 }])("refuses %j", (mode) => {
    expect(() => new FailPoint(mode, {})).toThrow(/fail point/);
  });
});
