import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** When to collect, in ms after the start. */
const settleAtMs = [3_000, 15_000];

/** Gives back what loading the program left behind: V8 itself waits for allocations, which an idle process does not make. */
export function settle(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (options: { type: "major"; flavor: "last-resort"; execution: "async" }) => Promise<void>;
  for (const delayMs of settleAtMs) setTimeout(() => void collect({ type: "major", flavor: "last-resort", execution: "async" }), delayMs).unref();
}
