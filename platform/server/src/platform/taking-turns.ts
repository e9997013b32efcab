import { setImmediate as turn } from "node:timers/promises";

/** How long it may keep others waiting at a time, ms. */
const sliceMs = 15;

/** Gives what long computing awaits after each of its steps, so that the process serves others in between. */
export function takingTurns(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began <= sliceMs) return undefined;
    return turn().then(() => {
      began = performance.now();
    });
  };
}
