import { OperationalError, UserError, isTesseraError, userErrorStatus } from "@tessera/contracts";
import type { Problem } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { GatewayErrorCode } from "../errors.ts";

/** Status and title of every code; a code without an entry does not compile. */
const answers: Readonly<Record<GatewayErrorCode, readonly [status: number, title: string]>> = {
  [gatewayErrors.notReady]: [503, "Not ready"],
  [gatewayErrors.spaceNotFound]: [404, "Space not found"],
  [gatewayErrors.connectorNotFound]: [404, "Connector not found"],
  [gatewayErrors.stageNotFound]: [404, "Stage not found"],
  [gatewayErrors.operationNotFound]: [404, "Operation not found"],
  [gatewayErrors.methodNotAllowed]: [405, "Method not allowed"],
  [gatewayErrors.requestMalformed]: [400, "Malformed request"],
  [gatewayErrors.headersTooLarge]: [431, "Request headers too large"],
  [gatewayErrors.requestTimeout]: [408, "Request not received in time"],
  [gatewayErrors.bodyTooLarge]: [413, "Request body too large"],
  [gatewayErrors.pathUnsafe]: [400, "Unsafe path"],
  [gatewayErrors.upgradeUnsupported]: [501, "Upgrade not supported"],
  [gatewayErrors.tokenMissing]: [401, "Token missing"],
  [gatewayErrors.tokenInvalid]: [401, "Token invalid"],
  [gatewayErrors.tokenExpired]: [401, "Token expired"],
  [gatewayErrors.tokenRevoked]: [401, "Token revoked"],
  [gatewayErrors.grantMissing]: [403, "Grant missing"],
  [gatewayErrors.grantExpired]: [403, "Grant expired"],
  [gatewayErrors.limitExceeded]: [429, "Too many requests"],
  [gatewayErrors.backendRefused]: [502, "Backend address refused"],
  [gatewayErrors.backendUnresolved]: [502, "Backend name not resolved"],
  [gatewayErrors.backendUnreachable]: [502, "Backend not reachable"],
  [gatewayErrors.backendTls]: [502, "No secure connection to the backend"],
  [gatewayErrors.backendAborted]: [502, "Backend broke off"],
  [gatewayErrors.backendBadAnswer]: [502, "Bad answer of the backend"],
  [gatewayErrors.backendTimeout]: [504, "Backend timed out"],
  [gatewayErrors.callerAborted]: [499, "Caller went away"],
  [gatewayErrors.defect]: [500, "Defect of the gateway"],
};

const operationalStatus = { "bad-answer": 502, unavailable: 503, timeout: 504 } as const;

function isKnown(code: string): code is GatewayErrorCode {
  return code in answers;
}

/** The HTTP answer for any error: what it says is safe to show, a defect shows nothing but its trace id. */
export function problemOf(error: unknown, traceId: string): Problem {
  if (isTesseraError(error) && isKnown(error.code)) {
    const [status, title] = answers[error.code];
    return { type: "about:blank", title, status, code: error.code, detail: error.message, ...(error.path === undefined ? {} : { path: error.path }), traceId };
  }
  if (error instanceof UserError) return { type: "about:blank", title: "Request refused", status: userErrorStatus[error.reason], code: error.code, detail: error.message, traceId };
  if (error instanceof OperationalError) return { type: "about:blank", title: "Dependency failed", status: operationalStatus[error.kind], code: error.code, detail: error.message, traceId };
  const [status, title] = answers[gatewayErrors.defect];
  return { type: "about:blank", title, status, code: gatewayErrors.defect, detail: `The gateway failed at this request; give the trace id ${traceId} to an administrator.`, traceId };
}
