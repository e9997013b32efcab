/** Each bucket of the histogram reaches this much further than the one before, so that a percentile is off by at most a tenth. */
const growth = 1.1;
const logGrowth = Math.log(growth);

/** Number of buckets: the last one begins above ten minutes. */
export const latencyBuckets = 141;

/** Bucket of a duration: the first holds up to 1 ms, each further one up to a tenth more. */
export function latencyBucket(ms: number): number {
  return ms <= 1 ? 0 : Math.min(latencyBuckets - 1, Math.ceil(Math.log(ms) / logGrowth));
}

/** The duration, ms, that `share` (0 to 1) of the counted ones do not exceed, by the upper edge of its bucket; null when nothing was counted. */
export function latencyPercentile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [bucket, count] of counts.entries()) {
    left -= count;
    if (left <= 0) return Math.round(growth ** bucket * 10) / 10;
  }
  return Math.round(growth ** (counts.length - 1) * 10) / 10;
}
