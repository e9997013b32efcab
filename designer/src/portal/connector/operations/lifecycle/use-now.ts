import { useSyncExternalStore } from "react";
import { createClock } from "../../../../time/clock.ts";

const clock = createClock(1_000);

/** Ms since the epoch to the second, at least `least`: what somebody saved just now is not in the future. */
export function useNow(least: string | undefined): number {
  return Math.max(useSyncExternalStore(clock.subscribe, clock.now), least === undefined ? 0 : Date.parse(least));
}
