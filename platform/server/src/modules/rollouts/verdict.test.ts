import { type RolloutGuard, latencyBucket } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { type Counts, nothing, sumOf, verdictOf } from "./verdict.ts";

const guard: RolloutGuard = { minCalls: 50, maxErrorRate: 0.05, maxP95Ms: 300, watchSeconds: 600 };
const startedAt = new Date("2026-01-01T00:00:00.000Z");
const soon = new Date("2026-01-01T00:01:00.000Z");
const late = new Date("2026-01-01T00:10:00.000Z");

function counts(calls: number, errors: number, ms = 20): Counts {
  const latency: number[] = [];
  latency[latencyBucket(ms)] = calls;
  return { calls, errors, latency: Array.from(latency, (count) => count ?? 0) };
}

function verdict(recent: Counts, total: Counts = recent, more: { guard?: RolloutGuard | null; isCanary?: boolean; at?: Date } = {}) {
  return verdictOf({ version: "1.1.0", isCanary: more.isCanary ?? true, guard: more.guard === undefined ? guard : more.guard, startedAt }, { total, recent }, more.at ?? soon);
}

describe("verdictOf", () => {
  it("waits for enough calls, however bad they are", () => expect(verdict(counts(49, 49))).toBeNull());
  it("takes limits as still good", () => expect(verdict(counts(100, 5, 270))).toBeNull());

  it("takes a version back that fails too often, and says how often", () => {
    expect(verdict(counts(100, 6))).toEqual({ end: "rolled-back", reason: { en: "6 of 100 calls of 1.1.0 failed (6 %), more than the limit of 5 %.", "zh-CN": "1.1.0 的 100 次调用中有 6 次失败（6%），超过上限 5%。" } });
  });

  it("takes a version back that is too slow", () => expect(verdict(counts(100, 0, 900))).toMatchObject({ end: "rolled-back", reason: { en: expect.stringContaining("more than the limit of 300 ms") } }));
  it("sees that a version turned bad after many good calls", () => expect(verdict(counts(60, 30), counts(100_000, 30))).toMatchObject({ end: "rolled-back" }));
  it("sees few calls add up to a bad version", () => expect(verdict(counts(5, 1), counts(60, 12))).toMatchObject({ end: "rolled-back" }));
  it("judges only by the limits that are set", () => expect(verdict(counts(100, 100, 9_000), undefined, { guard: { ...guard, maxErrorRate: null, maxP95Ms: null } })).toBeNull());
  it("leaves a version without guard alone", () => expect(verdict(counts(100, 100), undefined, { guard: null, at: late })).toBeNull());

  it("keeps what was served to all when the time is over, not a canary", () => {
    expect(verdict(counts(100, 0), undefined, { isCanary: false, at: late })).toEqual({ end: "kept" });
    expect(verdict(nothing, nothing, { isCanary: false, at: late })).toEqual({ end: "kept" });
    expect(verdict(counts(100, 0), undefined, { at: late })).toBeNull();
    expect(verdict(counts(100, 60), undefined, { isCanary: false, at: late })).toMatchObject({ end: "rolled-back" });
  });
});

describe("sumOf", () => {
  it("adds histograms of different lengths", () => {
    expect(sumOf([{ calls: 1, errors: 0, latency: [1] }, { calls: 3, errors: 2, latency: [0, 2, 1] }])).toEqual({ calls: 4, errors: 2, latency: [1, 2, 1] });
    expect(sumOf([])).toEqual({ calls: 0, errors: 0, latency: [] });
  });
});
