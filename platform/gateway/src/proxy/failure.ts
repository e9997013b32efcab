import { OperationalError, UserError } from "@tessera/contracts";
import { egressErrors, toEgressError } from "@tessera/egress";
import { gatewayErrors } from "../errors.ts";
import type { GatewayErrorCode } from "../errors.ts";

interface Failure {
  code: GatewayErrorCode;
  kind: "bad-answer" | "unavailable" | "timeout";
  message: string;
}

const failures: Readonly<Record<string, Failure>> = {
  [egressErrors.addressRefused]: { code: gatewayErrors.backendRefused, kind: "unavailable", message: "The backend of this stage has an address that Tessera does not call; an administrator can allow it with TESSERA_EGRESS_ALLOW." },
  [egressErrors.dns]: { code: gatewayErrors.backendUnresolved, kind: "unavailable", message: "The name of this stage's backend cannot be resolved; check the stage's address." },
  [egressErrors.tls]: { code: gatewayErrors.backendTls, kind: "unavailable", message: "No secure connection to this stage's backend; check its certificate and protocol." },
  [egressErrors.timeout]: { code: gatewayErrors.backendTimeout, kind: "timeout", message: "The backend of this stage did not answer in time; try again, or raise the time-out of the operation or stage." },
  [egressErrors.badAnswer]: { code: gatewayErrors.backendBadAnswer, kind: "bad-answer", message: "The backend of this stage answered something that is not HTTP; check the port of the stage's address." },
  [egressErrors.aborted]: { code: gatewayErrors.callerAborted, kind: "unavailable", message: "The caller went away before the answer." },
};

const broken: Failure = { code: gatewayErrors.backendAborted, kind: "unavailable", message: "The backend of this stage closed the connection before it answered; try again, or look into its log." };
const unreachable: Failure = { code: gatewayErrors.backendUnreachable, kind: "unavailable", message: "The backend of this stage cannot be reached; check that it runs and the stage's address." };

/**
 * The error a caller sees when a call failed: it says what happened without the backend's address, which stays in `cause`
 * for the log. `started` tells whether a connection carried the request.
 */
export function backendFailure(cause: unknown, started: boolean): OperationalError | UserError {
  if (cause instanceof UserError && cause.code === gatewayErrors.bodyTooLarge) return cause;
  if (cause instanceof Error && "code" in cause && cause.code === "UND_ERR_INVALID_ARG") {
    return new UserError({ code: gatewayErrors.requestMalformed, message: `The request cannot be passed on: ${cause.message}.`, cause });
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
    message: `The backend of this stage made no progress for ${timeoutMs} ms; try again, or raise the time-out of the operation or stage.`,
  });
}
