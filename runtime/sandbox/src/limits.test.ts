import { UserError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { defaultLimits, resolveLimits } from "./limits.ts";

describe("limits", () => {
  it("lay a run's own over the pool's and ignore what is undefined", () => {
    const { cpuMs: _unset, ...rest } = defaultLimits;
    const changes = { ...rest, wallMs: 10 };
    expect(resolveLimits(defaultLimits, changes)).toEqual({ ...defaultLimits, wallMs: 10 });
    expect(resolveLimits(defaultLimits, undefined)).toEqual(defaultLimits);
  });

  it.each([
    ["memoryMb", 4],
    ["cpuMs", 0],
    ["wallMs", Number.NaN],
    ["outputBytes", Number.POSITIVE_INFINITY],
    ["logBytes", 0.5],
  ] as const)("refuse %s = %d and name the field", (key, value) => {
    expect(() => resolveLimits(defaultLimits, { [key]: value })).toThrowError(UserError);
    expect(() => resolveLimits(defaultLimits, { [key]: value })).toThrowError(new RegExp(key));
  });
});
