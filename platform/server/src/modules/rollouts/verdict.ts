import { type Message, type RolloutFacts, type RolloutGuard, latencyPercentile } from "@tessera/contracts";
import { rolloutMessages } from "../connectors/rollout.messages.ts";

/** Calls that were counted, with their durations as `latencyBucket` sorts them. */
export interface Counts {
  calls: number;
  errors: number;
  latency: readonly number[];
}

/** What was measured of a version: since it is watched, and in the last minute. */
export interface Measured {
  total: Counts;
  recent: Counts;
}

/** What is judged. */
export interface Watched {
  version: string;
  isCanary: boolean;
  guard: RolloutGuard | null;
  startedAt: Date;
}

export type Verdict = { end: "rolled-back"; reason: Message } | { end: "kept" } | null;

export const nothing: Counts = { calls: 0, errors: 0, latency: [] };

export function sumOf(all: readonly Counts[]): Counts {
  const latency: number[] = [];
  for (const counts of all) for (const [bucket, count] of counts.latency.entries()) latency[bucket] = (latency[bucket] ?? 0) + count;
  return { calls: all.reduce((sum, { calls }) => sum + calls, 0), errors: all.reduce((sum, { errors }) => sum + errors, 0), latency: Array.from(latency, (count) => count ?? 0) };
}

export function factsOf({ calls, errors, latency }: Counts): RolloutFacts {
  return { calls, errors, p95Ms: latencyPercentile(latency, 0.95) };
}

/**
 * Whether a version goes back, stays for good, or is watched on (null). It is judged by all its calls and by those of the last
 * minute, each once there are enough, so that a version that turns bad late is not saved by its past.
 */
export function verdictOf({ version, isCanary, guard, startedAt }: Watched, { total, recent }: Measured, now: Date): Verdict {
  if (guard === null) return null;
  const reason = reasonAgainst(version, guard, recent) ?? reasonAgainst(version, guard, total);
  if (reason !== null) return { end: "rolled-back", reason };
  return !isCanary && now.getTime() - startedAt.getTime() >= guard.watchSeconds * 1000 ? { end: "kept" } : null;
}

function reasonAgainst(version: string, { minCalls, maxErrorRate, maxP95Ms }: RolloutGuard, counts: Counts): Message | null {
  const { calls, errors } = counts;
  if (calls < minCalls) return null;
  if (maxErrorRate !== null && errors / calls > maxErrorRate) return rolloutMessages.errorRate({ version, calls, errors, rate: percent(errors / calls), limit: percent(maxErrorRate) });
  const { p95Ms } = factsOf(counts);
  if (maxP95Ms !== null && p95Ms !== null && p95Ms > maxP95Ms) return rolloutMessages.latency({ version, calls, p95: Math.round(p95Ms), limit: maxP95Ms });
  return null;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
