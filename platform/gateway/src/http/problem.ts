import { OperationalError, UserError, isTesseraError, userErrorStatus } from "@tessera/contracts";
import type { Locale, Message, Problem } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { GatewayErrorCode } from "../errors.ts";
import { requestMessages, titleMessages } from "./http.messages.ts";

/** Status and title of every code; a code without an entry does not compile. */
const answers: Readonly<Record<GatewayErrorCode, readonly [status: number, title: Message]>> = {
  [gatewayErrors.notReady]: [503, titleMessages.notReady()],
  [gatewayErrors.spaceNotFound]: [404, titleMessages.spaceNotFound()],
  [gatewayErrors.connectorNotFound]: [404, titleMessages.connectorNotFound()],
  [gatewayErrors.stageNotFound]: [404, titleMessages.stageNotFound()],
  [gatewayErrors.operationNotFound]: [404, titleMessages.operationNotFound()],
  [gatewayErrors.operationOffline]: [410, titleMessages.operationOffline()],
  [gatewayErrors.methodNotAllowed]: [405, titleMessages.methodNotAllowed()],
  [gatewayErrors.requestMalformed]: [400, titleMessages.requestMalformed()],
  [gatewayErrors.headersTooLarge]: [431, titleMessages.headersTooLarge()],
  [gatewayErrors.requestTimeout]: [408, titleMessages.requestTimeout()],
  [gatewayErrors.bodyTooLarge]: [413, titleMessages.bodyTooLarge()],
  [gatewayErrors.bodyNotJson]: [415, titleMessages.bodyNotJson()],
  [gatewayErrors.bodyJsonInvalid]: [400, titleMessages.bodyJsonInvalid()],
  [gatewayErrors.pathUnsafe]: [400, titleMessages.pathUnsafe()],
  [gatewayErrors.upgradeUnsupported]: [501, titleMessages.upgradeUnsupported()],
  [gatewayErrors.upgradeRequired]: [426, titleMessages.upgradeRequired()],
  [gatewayErrors.handshakeInvalid]: [400, titleMessages.handshakeInvalid()],
  [gatewayErrors.tokenMissing]: [401, titleMessages.tokenMissing()],
  [gatewayErrors.tokenInvalid]: [401, titleMessages.tokenInvalid()],
  [gatewayErrors.tokenExpired]: [401, titleMessages.tokenExpired()],
  [gatewayErrors.tokenRevoked]: [401, titleMessages.tokenRevoked()],
  [gatewayErrors.grantMissing]: [403, titleMessages.grantMissing()],
  [gatewayErrors.grantExpired]: [403, titleMessages.grantExpired()],
  [gatewayErrors.limitExceeded]: [429, titleMessages.limitExceeded()],
  [gatewayErrors.backendRefused]: [502, titleMessages.backendRefused()],
  [gatewayErrors.backendUnresolved]: [502, titleMessages.backendUnresolved()],
  [gatewayErrors.backendUnreachable]: [502, titleMessages.backendUnreachable()],
  [gatewayErrors.backendTls]: [502, titleMessages.backendTls()],
  [gatewayErrors.backendAborted]: [502, titleMessages.backendAborted()],
  [gatewayErrors.backendBadAnswer]: [502, titleMessages.backendBadAnswer()],
  [gatewayErrors.answerTooLarge]: [502, titleMessages.answerTooLarge()],
  [gatewayErrors.answerEncoded]: [502, titleMessages.answerEncoded()],
  [gatewayErrors.answerJsonInvalid]: [502, titleMessages.answerJsonInvalid()],
  [gatewayErrors.backendTimeout]: [504, titleMessages.backendTimeout()],
  [gatewayErrors.backendTokenUnavailable]: [502, titleMessages.backendTokenUnavailable()],
  [gatewayErrors.backendTokenRefused]: [502, titleMessages.backendTokenRefused()],
  [gatewayErrors.callerAborted]: [499, titleMessages.callerAborted()],
  [gatewayErrors.defect]: [500, titleMessages.defect()],
};

const operationalStatus = { "bad-answer": 502, unavailable: 503, timeout: 504 } as const;

function isKnown(code: string): code is GatewayErrorCode {
  return code in answers;
}

/** The HTTP answer for any error, worded in `locale`: what it says is safe to show, a defect shows nothing but its trace id. */
export function problemOf(error: unknown, traceId: string, locale: Locale): Problem {
  if (isTesseraError(error) && isKnown(error.code)) {
    const [status, title] = answers[error.code];
    return { type: "about:blank", title: title[locale], status, code: error.code, detail: error.text[locale], ...(error.path === undefined ? {} : { path: error.path }), traceId };
  }
  if (error instanceof UserError) return { type: "about:blank", title: titleMessages.refused()[locale], status: userErrorStatus[error.reason], code: error.code, detail: error.text[locale], traceId };
  if (error instanceof OperationalError) return { type: "about:blank", title: titleMessages.dependency()[locale], status: operationalStatus[error.kind], code: error.code, detail: error.text[locale], traceId };
  const [status, title] = answers[gatewayErrors.defect];
  return { type: "about:blank", title: title[locale], status, code: gatewayErrors.defect, detail: requestMessages.defect({ traceId })[locale], traceId };
}
