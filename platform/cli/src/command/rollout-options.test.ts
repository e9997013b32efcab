import { describe, expect, it } from "vitest";
import { translator } from "../text/text.ts";
import { rolloutOf } from "./rollout-options.ts";

const text = translator("en");

describe("the options of a rollout", () => {
  it("say nothing unless they are given", () => expect(rolloutOf(text, {})).toEqual({}));

  it("choose by percent, header and caller", () => {
    expect(rolloutOf(text, { canary: "2.5", canaryHeader: ["X-Try=new", "x-try=a=b"], canaryCaller: ["app:ops/desk"] })).toEqual({
      canary: { weight: 2.5, header: { name: "X-Try", values: ["new", "a=b"] }, callers: ["app:ops/desk"] },
    });
  });

  it("guard with the usual limits, or stated ones", () => {
    expect(rolloutOf(text, { guard: true })).toEqual({ guard: { minCalls: 50, maxErrorRate: 0.05, maxP95Ms: null, watchSeconds: 600 } });
    expect(rolloutOf(text, { maxErrorRate: "1", maxP95: "250", minCalls: "10", watch: "60" })).toEqual({ guard: { minCalls: 10, maxErrorRate: 0.01, maxP95Ms: 250, watchSeconds: 60 } });
  });

  it.each([{ canary: "101" }, { canary: "" }, { canary: "ten" }, { canaryHeader: ["X-Try"] }, { canaryHeader: ["a=1", "b=2"] }, { maxErrorRate: "-1" }, { minCalls: "0" }])("refuse %o", (options) => {
    expect(() => rolloutOf(text, options)).toThrow(/--/);
  });
});
