import { DefectError, isTesseraError, type Message, OperationalError, UserError } from "@tessera/contracts";
import { sandboxErrorCodes } from "../errors.ts";
import type { SandboxLimits } from "../limits.ts";
import { runMessages as say } from "../messages.ts";
import type { SandboxLog } from "../program.ts";
import type { Failure } from "../wire/messages.ts";
import { knownReason } from "./known-reasons.ts";

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
      return new UserError({
        code: sandboxErrorCodes.timeout,
        reason: "unprocessable",
        message: limit === "cpuMs" ? say.cpu({ timeMs: limits.cpuMs }) : say.wall({ timeMs: limits.wallMs }),
        detail: { ...times, limit },
      });
    }
    case "never-settles":
      return new UserError({
        code: sandboxErrorCodes.timeout,
        reason: "unprocessable",
        message: say.neverSettles(),
        detail: { ...times, limit: "never-settles" },
      });
    case "memory":
      return new UserError({
        code: sandboxErrorCodes.memory,
        reason: "unprocessable",
        message: say.memory({ limit: limits.memoryMb }),
        detail: times,
      });
    case "output-too-large":
      return new UserError({
        code: sandboxErrorCodes.outputTooLarge,
        reason: "too-large",
        message: say.output({ limit: limits.outputBytes }),
        detail: times,
      });
    case "syntax": {
      const { line = 0, column = 0 } = failure;
      const reason = reasonOf(failure);
      return new UserError({
        code: sandboxErrorCodes.syntax,
        reason: "unprocessable",
        message: line === 0 ? say.syntax({ reason }) : say.syntaxAt({ reason, line, column }),
        path: "/source",
        detail: { ...times, line: failure.line, column: failure.column },
      });
    }
    case "not-serializable":
      return new UserError({
        code: sandboxErrorCodes.notSerializable,
        reason: "unprocessable",
        message: say.notJson({ reason: reasonOf(failure) }),
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

function reasonOf({ message }: Failure): Message {
  return message === undefined ? say.unknownReason() : knownReason(message);
}

function threw(failure: Failure, times: object, rejections: RunFacts["rejections"]): UserError {
  const rejected = failure.call === undefined ? undefined : rejections.get(failure.call);
  const { name = "Error", message = "", line } = failure;
  // The program got the English text; whoever reads the error gets that of the capability in their language.
  const said = isTesseraError(rejected?.cause) && rejected.cause.message === message ? rejected.cause.text : knownReason(message);
  const what = rejected === undefined ? say.thrown({ name, said }) : say.thrownFrom({ name, capability: rejected.name, said });
  return new UserError({
    code: sandboxErrorCodes.threw,
    reason: "unprocessable",
    message: line === undefined ? say.threw({ what }) : say.threwAt({ what, line }),
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
  return new UserError({ code: sandboxErrorCodes.cancelled, reason: "conflict", message: say.cancelled() });
}

export function crashed(reason: string): OperationalError {
  return new OperationalError({
    code: sandboxErrorCodes.crashed,
    message: say.crashed(),
    detail: { reason },
  });
}

export function closed(): OperationalError {
  return new OperationalError({ code: sandboxErrorCodes.closed, message: say.closed() });
}

export function unavailable(reason: string): OperationalError {
  return new OperationalError({
    code: sandboxErrorCodes.unavailable,
    message: say.unavailable({ reason: reason.slice(0, 500) }),
  });
}

/** @param message which limit of its share a space has reached. */
export function overloaded(message: Message): UserError {
  return new UserError({
    code: sandboxErrorCodes.overloaded,
    reason: "too-many",
    message,
  });
}
