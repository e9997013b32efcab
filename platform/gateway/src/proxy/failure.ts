import { OperationalError, UserError } from "@tessera/contracts";
import type { Message } from "@tessera/contracts";
import { egressErrors, toEgressError } from "@tessera/egress";
import { gatewayErrors } from "../errors.ts";
import type { GatewayErrorCode } from "../errors.ts";
import { proxyMessages } from "./proxy.messages.ts";

interface Failure {
  code: GatewayErrorCode;
  kind: "bad-answer" | "unavailable" | "timeout";
  message: Message;
}

const failures: Readonly<Record<string, Failure>> = {
  [egressErrors.addressRefused]: { code: gatewayErrors.backendRefused, kind: "unavailable", message: proxyMessages.refused() },
  [egressErrors.dns]: { code: gatewayErrors.backendUnresolved, kind: "unavailable", message: proxyMessages.unresolved() },
  [egressErrors.tls]: { code: gatewayErrors.backendTls, kind: "unavailable", message: proxyMessages.tls() },
  [egressErrors.timeout]: { code: gatewayErrors.backendTimeout, kind: "timeout", message: proxyMessages.timeout() },
  [egressErrors.badAnswer]: { code: gatewayErrors.backendBadAnswer, kind: "bad-answer", message: proxyMessages.badAnswer() },
  [egressErrors.aborted]: { code: gatewayErrors.callerAborted, kind: "unavailable", message: proxyMessages.callerGone() },
};

const broken: Failure = { code: gatewayErrors.backendAborted, kind: "unavailable", message: proxyMessages.brokeOff() };
const unreachable: Failure = { code: gatewayErrors.backendUnreachable, kind: "unavailable", message: proxyMessages.unreachable() };

/**
 * The error a caller sees when a call failed: it says what happened without the backend's address, which stays in `cause`
 * for the log. `started` tells whether a connection carried the request.
 */
export function backendFailure(cause: unknown, started: boolean): OperationalError | UserError {
  if (cause instanceof UserError && cause.code === gatewayErrors.bodyTooLarge) return cause;
  if (cause instanceof Error && "code" in cause && cause.code === "UND_ERR_INVALID_ARG") {
    return new UserError({ code: gatewayErrors.requestMalformed, message: proxyMessages.cannotPass({ reason: cause.message }), cause });
  }
  const error = toEgressError(cause, "the backend");
  const failure = error.code === egressErrors.connect ? (started ? broken : unreachable) : (failures[error.code] ?? unreachable);
  return new OperationalError({ ...failure, cause: error });
}

/** The error for a call that made no progress for `timeoutMs`. */
export function backendTimeout(timeoutMs: number): OperationalError {
  return new OperationalError({
    code: gatewayErrors.backendTimeout,
    kind: "timeout",
    message: proxyMessages.stalled({ timeoutMs }),
  });
}
