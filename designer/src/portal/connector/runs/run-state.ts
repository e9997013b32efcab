import type { OperationRunView } from "@tessera/contracts";

export type RunState = OperationRunView["state"];

/** States in their order, each with the key of its text. */
export const stateTexts = { starting: "starting", running: "running", succeeded: "succeeded", failed: "failed", cancelling: "cancelling", cancelled: "cancelled", "timed-out": "timedOut" } as const satisfies Record<RunState, string>;

export const stateBadges = { starting: "processing", running: "processing", succeeded: "success", failed: "error", cancelling: "warning", cancelled: "default", "timed-out": "warning" } as const satisfies Record<RunState, string>;

/** How long the work took, or has taken until `now`, ms. */
export function tookMs({ startedAt, finishedAt }: Pick<OperationRunView, "startedAt" | "finishedAt">, now: number): number {
  return Math.max(0, (finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt));
}
