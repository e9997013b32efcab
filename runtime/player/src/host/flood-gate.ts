import type { FromFrame } from "@tessera/contracts";

/** Most messages of a kind within one second; what is not named here may come 200 times. */
const limits: Partial<Record<FromFrame["type"] | "invalid", number>> = { runQuery: 60, navigate: 10, openUrl: 3, notify: 20, pageError: 60, scope: 10, invalid: 20 };
const defaultLimit = 200;

/** Counts messages per kind and second. */
export interface FloodGate {
  /** `pass`, `drop`, or `report` for the first message that is dropped in a second. */
  check(kind: string): "pass" | "drop" | "report";
}

/** Makes a gate; `now` is in milliseconds. */
export function createFloodGate(now: () => number = () => performance.now()): FloodGate {
  const windows = new Map<string, { start: number; count: number }>();
  return {
    check(kind) {
      const at = now();
      const window = windows.get(kind);
      if (!window || at - window.start >= 1_000) {
        windows.set(kind, { start: at, count: 1 });
        return "pass";
      }
      window.count += 1;
      const limit = limits[kind as FromFrame["type"]] ?? defaultLimit;
      if (window.count <= limit) return "pass";
      return window.count === limit + 1 ? "report" : "drop";
    },
  };
}
