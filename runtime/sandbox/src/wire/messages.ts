import type { SandboxLimits } from "../limits.ts";
import type { SandboxLog } from "../program.ts";

/** Bounds of a frame's header; the body is bounded by the limits of the run. */
export const maxHeadBytes = 20 * 1024 * 1024;
/** Largest body, in bytes: the highest bound that a run may set for its input or output. */
export const maxBodyBytes = 256 * 1024 * 1024;
/** Calls of capabilities that one run may make. */
export const maxCallsPerRun = 1_000;

/** Why a run ended without a result, as the child saw it. */
export interface Failure {
  kind: "timeout" | "never-settles" | "memory" | "output-too-large" | "syntax" | "threw" | "not-serializable" | "cancelled" | "internal";
  /** The limit that was reached, when there are two of the kind. */
  limit?: "cpuMs" | "wallMs";
  name?: string;
  message?: string;
  line?: number;
  column?: number;
  /** Number of the capability call whose rejection the program did not catch. */
  call?: number;
}

/** From the pool to a child; the body of `run` is the input and of `answer` the answer, as JSON. */
export type ParentMessage =
  | {
      type: "run";
      id: number;
      space: string;
      source: string;
      entry: "expression" | "function";
      scope: readonly string[];
      capabilities: readonly string[];
      limits: Omit<SandboxLimits, "inputBytes">;
    }
  | { type: "answer"; id: number; call: number; error?: { message: string; code?: string } }
  | { type: "cancel"; id: number }
  | { type: "trim" };

/** From a child to the pool; the body of `done` is the result (empty for undefined) and of `call` the argument, as JSON. */
export type ChildMessage =
  | { type: "ready" }
  | { type: "done"; id: number; cpuMs: number; logs: SandboxLog[] }
  | { type: "failed"; id: number; cpuMs: number; logs: SandboxLog[]; failure: Failure; fate: "keep" | "retire" | "kill" }
  | { type: "call"; id: number; call: number; name: string }
  | { type: "trimmed"; rssBytes: number };
