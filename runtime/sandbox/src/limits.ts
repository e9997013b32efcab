import { UserError } from "@tessera/contracts";
import { sandboxErrorCodes } from "./errors.ts";
import { programMessages } from "./messages.ts";

/** What one run may use; reaching a limit ends the run with a typed error, except `logBytes`, which cuts the log. */
export interface SandboxLimits {
  /** Heap and array buffers of the run's isolate, in MiB; at least 8. */
  memoryMb: number;
  /** CPU time, in milliseconds, compilation included. */
  cpuMs: number;
  /** Time from the start of the run to its result, in milliseconds, waiting for capabilities included; queueing is not. */
  wallMs: number;
  /** UTF-8 bytes of the result as JSON, and of each argument of a capability. */
  outputBytes: number;
  /** UTF-8 bytes of the input as JSON, and of each answer of a capability. */
  inputBytes: number;
  /** UTF-8 bytes of everything written with `console`. */
  logBytes: number;
}

/** The limits of a run that sets none. */
export const defaultLimits: Readonly<SandboxLimits> = {
  memoryMb: 64,
  cpuMs: 500,
  wallMs: 5_000,
  outputBytes: 5 * 1024 * 1024,
  inputBytes: 10 * 1024 * 1024,
  logBytes: 64 * 1024,
};

const bounds: Readonly<Record<keyof SandboxLimits, readonly [low: number, high: number]>> = {
  memoryMb: [8, 2_048],
  cpuMs: [1, 600_000],
  wallMs: [1, 3_600_000],
  outputBytes: [1, 256 * 1024 * 1024],
  inputBytes: [1, 256 * 1024 * 1024],
  logBytes: [0, 16 * 1024 * 1024],
};

/** Lays `changes` over `base`; a value that is not a whole number within its bounds is a UserError `sandbox.invalid-program`. */
export function resolveLimits(base: Readonly<SandboxLimits>, changes: Partial<SandboxLimits> | undefined): SandboxLimits {
  const limits = { ...base };
  for (const key of Object.keys(bounds) as (keyof SandboxLimits)[]) {
    const value = changes?.[key];
    if (value === undefined) continue;
    const [low, high] = bounds[key];
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new UserError({
        code: sandboxErrorCodes.invalidProgram,
        message: programMessages.limit({ name: key, value: String(value), low, high }),
        path: `/limits/${key}`,
      });
    }
    limits[key] = value;
  }
  return limits;
}
