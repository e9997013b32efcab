import { DefectError, isTesseraError, OperationalError, UserError } from "@tessera/contracts";
import { sandboxErrorCodes } from "../errors.ts";
import type { SandboxLimits } from "../limits.ts";
import type { SandboxLog } from "../program.ts";
import type { Failure } from "../wire/messages.ts";

export interface RunFacts {
  limits: SandboxLimits;
  logs: SandboxLog[];
  cpuMs: number;
  wallMs: number;
  /** What capability calls of this run were rejected with, by call number. */
  rejections: ReadonlyMap<number, { name: string; cause: unknown }>;
}

/** The typed error for a failure that a child reported; logs and times of the run are in its `detail`. */
export function runError(failure: Failure, facts: RunFacts): Error {
  const { limits } = facts;
  const times = { logs: facts.logs, cpuMs: facts.cpuMs, wallMs: facts.wallMs };
  switch (failure.kind) {
    case "timeout": {
      const limit = failure.limit ?? "wallMs";
      const what = limit === "cpuMs" ? `${limits.cpuMs} ms of CPU time` : `${limits.wallMs} ms`;
      return new UserError({
        code: sandboxErrorCodes.timeout,
        reason: "unprocessable",
        message: `The program was stopped after ${what}. Look for an endless loop, or do less in one run.`,
        detail: { ...times, limit },
      });
    }
    case "never-settles":
      return new UserError({
        code: sandboxErrorCodes.timeout,
        reason: "unprocessable",
        message: "The program returned a promise that can never settle: nothing that it waits for is under way. Resolve it, or await a capability.",
        detail: { ...times, limit: "never-settles" },
      });
    case "memory":
      return new UserError({
        code: sandboxErrorCodes.memory,
        reason: "unprocessable",
        message: `The program needs more than its ${limits.memoryMb} MiB of memory. Work on fewer or smaller records.`,
        detail: times,
      });
    case "output-too-large":
      return new UserError({
        code: sandboxErrorCodes.outputTooLarge,
        reason: "too-large",
        message: `The result is larger than ${limits.outputBytes} bytes as JSON. Return only what is used.`,
        detail: times,
      });
    case "syntax": {
      const place = failure.line === undefined || failure.line === 0 ? "" : ` (line ${failure.line}, column ${failure.column ?? 0})`;
      return new UserError({
        code: sandboxErrorCodes.syntax,
        reason: "unprocessable",
        message: `The program is not valid JavaScript: ${failure.message ?? "unknown error"}${place}.`,
        path: "/source",
        detail: { ...times, line: failure.line, column: failure.column },
      });
    }
    case "not-serializable":
      return new UserError({
        code: sandboxErrorCodes.notSerializable,
        reason: "unprocessable",
        message: `The result cannot be written as JSON: ${failure.message ?? "unknown reason"}. Return plain objects, arrays, text, numbers.`,
        detail: times,
      });
    case "cancelled":
      return cancelled();
    case "threw":
      return threw(failure, times, facts.rejections);
    case "internal":
      return new DefectError({ code: sandboxErrorCodes.protocol, message: `The sandbox failed: ${failure.message ?? "no reason given"}`, detail: times });
    default:
      return new DefectError({ code: sandboxErrorCodes.protocol, message: `A sandbox process reported an unknown failure: ${String(failure.kind)}` });
  }
}

function threw(failure: Failure, times: object, rejections: RunFacts["rejections"]): UserError {
  const rejected = failure.call === undefined ? undefined : rejections.get(failure.call);
  const place = failure.line === undefined ? "" : ` (line ${failure.line})`;
  const source = rejected === undefined ? "" : ` from the capability ${rejected.name}`;
  return new UserError({
    code: sandboxErrorCodes.threw,
    reason: "unprocessable",
    message: `The program threw ${failure.name ?? "Error"}${source}: ${failure.message ?? ""}${place}`,
    detail: {
      ...times,
      name: failure.name,
      message: failure.message,
      line: failure.line,
      column: failure.column,
      ...(rejected === undefined ? {} : { capability: rejected.name, ...(isTesseraError(rejected.cause) ? { capabilityCode: rejected.cause.code } : {}) }),
    },
    ...(rejected === undefined ? {} : { cause: rejected.cause }),
  });
}

export function cancelled(): UserError {
  return new UserError({ code: sandboxErrorCodes.cancelled, reason: "conflict", message: "The run was cancelled." });
}

export function crashed(reason: string): OperationalError {
  return new OperationalError({
    code: sandboxErrorCodes.crashed,
    message: "The sandbox process of this run ended before the run did. Another one has taken over; run it again.",
    detail: { reason },
  });
}

export function closed(): OperationalError {
  return new OperationalError({ code: sandboxErrorCodes.closed, message: "The sandbox is shutting down; run it again on another server." });
}

export function unavailable(reason: string): OperationalError {
  return new OperationalError({
    code: sandboxErrorCodes.unavailable,
    message: `No sandbox process can be started: ${reason.slice(0, 500)}. Check that the package is built and readable.`,
  });
}

export function overloaded(space: string, why: string): UserError {
  return new UserError({
    code: sandboxErrorCodes.overloaded,
    reason: "too-many",
    message: `The space ${space} has more programs to run than its share of the sandbox allows: ${why}. Run fewer at once, or add capacity.`,
  });
}
