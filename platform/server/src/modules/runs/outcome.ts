import { type Outcome, readPointer } from "@tessera/contracts";

/** What an answer or a callback says of the work. */
export interface Told {
  kind: "running" | "succeeded" | "failed" | "cancelled";
  /** As the backend names it; null: it says nothing. */
  state: string | null;
  /** 0 to 1. */
  progress: number | null;
  /** Of a failure, in the backend's words. */
  reason: string | null;
}

const longestState = 128;
const longestReason = 1_000;

/** Reads the state of work from a JSON body. A state that is declared nowhere means that the work goes on. */
export function readOutcome(outcome: Outcome, body: unknown): Told {
  const state = textOf(readPointer(body, outcome.state), longestState);
  const progress = outcome.progress === undefined ? null : progressOf(readPointer(body, outcome.progress));
  const reason = outcome.reason === undefined ? null : textOf(readPointer(body, outcome.reason), longestReason);
  return { kind: kindOf(outcome, state), state, progress, reason };
}

function kindOf({ succeeded, failed, cancelled }: Outcome, state: string | null): Told["kind"] {
  if (state === null) return "running";
  if (succeeded.includes(state)) return "succeeded";
  if (failed.includes(state)) return "failed";
  return cancelled.includes(state) ? "cancelled" : "running";
}

function textOf(value: unknown, longest: number): string | null {
  if (typeof value === "string") return value.slice(0, longest);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}

/** 0 to 1, 0 to 100, or a text such as `40%`. */
function progressOf(value: unknown): number | null {
  const isPercent = typeof value === "string" && value.trim().endsWith("%");
  const number = typeof value === "string" ? Number.parseFloat(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  const share = isPercent || number > 1 ? number / 100 : number;
  return Math.min(1, Math.max(0, Math.round(share * 10_000) / 10_000));
}
