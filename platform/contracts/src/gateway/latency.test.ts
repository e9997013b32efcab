import { describe, expect, it } from "vitest";
import { latencyBucket, latencyBuckets, latencyPercentile } from "./latency.ts";

function countsOf(durations: readonly number[]): number[] {
  const counts = Array.from({ length: latencyBuckets }, () => 0);
  for (const ms of durations) counts[latencyBucket(ms)] = (counts[latencyBucket(ms)] ?? 0) + 1;
  return counts;
}

describe("latencyPercentile", () => {
  it("is known to a tenth over six orders of magnitude", () => {
    for (const scale of [2, 20, 200, 2_000, 20_000, 200_000]) {
      const exact = 0.95 * scale + 1;
      const found = latencyPercentile(countsOf(Array.from({ length: 1_000 }, (_, index) => 1 + (scale * index) / 1_000)), 0.95) ?? 0;
      expect(found / exact).toBeGreaterThan(0.99);
      expect(found / exact).toBeLessThan(1.11);
    }
  });

  it("of nothing is nothing", () => expect(latencyPercentile(countsOf([]), 0.95)).toBeNull());
  it("keeps what lasts longer than the last bucket", () => expect(latencyPercentile(countsOf([1e9]), 0.5)).toBeGreaterThan(600_000));
});
