import type { RolloutView } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { choosesNobody, errorPercent, isLater, newRollout, rolloutInput, valuesOf, wentWrong } from "./rollout-values.ts";

const rollout: RolloutView = {
  version: "1.1.0", previous: "1.0.0", startedAt: "2026-01-01T00:00:00.000Z", startedBy: "li",
  canary: { weight: 25, header: { name: "X-Try", values: ["new"] }, callers: ["app:ops/desk"] },
  guard: { minCalls: 10, maxErrorRate: 0.01, maxP95Ms: 300, watchSeconds: 600 },
};

describe("the form of a rollout", () => {
  it("serves all without a guard unless somebody says otherwise", () => expect(rolloutInput(newRollout)).toEqual({ guard: null }));
  it("tries with a tenth of the callers and the usual limits", () => {
    expect(rolloutInput({ ...newRollout, audience: "some", isGuarded: true })).toEqual({ canary: { weight: 10, header: null, callers: [] }, guard: { minCalls: 50, maxErrorRate: 0.05, maxP95Ms: null, watchSeconds: 600 } });
  });
  it("gives back what it was opened with", () => expect(rolloutInput(valuesOf(rollout))).toEqual({ canary: rollout.canary, guard: rollout.guard }));
  it("leaves a header out that is half typed", () => {
    expect(rolloutInput({ ...newRollout, audience: "some", canary: { weight: 0, header: { name: "X-Try", values: [] } } }).canary).toEqual({ weight: 0, header: null, callers: [] });
  });
  it("knows when nobody is chosen", () => {
    expect(choosesNobody(rolloutInput({ ...newRollout, audience: "some", canary: { weight: 0 } }))).toBe(true);
    expect([choosesNobody(rolloutInput(newRollout)), choosesNobody(rolloutInput(valuesOf(rollout)))]).toEqual([false, false]);
  });
});

describe("wentWrong", () => {
  const end = { version: "1.1.0", previous: "1.0.0", end: "rolled-back", reason: null, at: "2026-01-02T00:00:00.000Z", by: "tessera" } as const;
  it.each([
    [end, "2026-01-01T00:00:00.000Z", true],
    [end, "2026-01-02T00:00:00.000Z", true],
    [end, "2026-01-03T00:00:00.000Z", false],
    [{ ...end, end: "cancelled" } as const, "2026-01-01T00:00:00.000Z", false],
    [null, null, false],
  ])("of %o, published %s, is %s", (lastRollout, publishedAt, expected) => expect(wentWrong({ lastRollout, publishedAt })).toBe(expected));
});

describe("isLater", () => {
  it("counts, where text would not", () => expect([isLater("1.10.0", "1.9.0"), isLater("1.9.0", "1.10.0"), isLater("2.0.0", "2.0.0")]).toEqual([true, false, false]));
});

describe("errorPercent", () => {
  it("is unknown without calls, never rounded to nothing", () => {
    expect([errorPercent({ calls: 0, errors: 0, p95Ms: null }), errorPercent({ calls: 3, errors: 1, p95Ms: 1 }), errorPercent({ calls: 1000, errors: 1, p95Ms: 1 })]).toEqual([undefined, 33.3, 0.1]);
  });
});
