import type { FromFrame } from "@tessera/contracts";

/** Most messages of a kind within one second; what is not named here may come 200 times. */
const limits: Partial<Record<FromFrame["type"] | "invalid", number>> = { runQuery: 60, navigate: 10, openUrl: 3, notify: 20, pageError: 60, scope: 10, invalid: 20 };
const defaultLimit = 200;
/** Most messages of all kinds within one second that are looked at: reading one costs the shell as much as it is large. */
const readLimit = 1_000;
/** So many within one second are no mistake any more: the frame is stopped. */
const stopLimit = 5_000;

/** `report`: the first message that is dropped in a second. */
export type Verdict = "pass" | "drop" | "report";

/** Counts messages per kind and second. */
export interface FloodGate {
  /** Whether a message may be read at all; `stop`, once: the frame does nothing but send. */
  admit(): Verdict | "stop";
  /** Whether a message of a kind is served. */
  check(kind: string): Verdict;
}

/** Makes a gate; `now` is in milliseconds. */
export function createFloodGate(now: () => number = () => performance.now()): FloodGate {
  const windows = new Map<string, { start: number; count: number }>();
  const countOf = (kind: string): number => {
    const at = now();
    const window = windows.get(kind);
    if (window && at - window.start < 1_000) return (window.count += 1);
    windows.set(kind, { start: at, count: 1 });
    return 1;
  };
  const verdict = (count: number, limit: number): Verdict => (count <= limit ? "pass" : count === limit + 1 ? "report" : "drop");
  return {
    admit() {
      const count = countOf("");
      return count === stopLimit ? "stop" : verdict(count, readLimit);
    },
    check: (kind) => verdict(countOf(kind), limits[kind as FromFrame["type"]] ?? defaultLimit),
  };
}
