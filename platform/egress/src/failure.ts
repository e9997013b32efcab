import { type MessageParameter, OperationalError, UserError, isTesseraError } from "@tessera/contracts";
import { egressErrors } from "./errors.ts";
import { egressMessages } from "./messages.ts";

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  return cause.name;
}

/** Our own error wherever it is in the chain of causes, e.g. under the AggregateError of several addresses. */
function ownError(cause: unknown, depth = 0): UserError | OperationalError | undefined {
  if (cause instanceof UserError || cause instanceof OperationalError) return cause;
  if (isTesseraError(cause) || !(cause instanceof Error) || depth > 4) return undefined;
  if (cause instanceof AggregateError) {
    for (const inner of cause.errors) {
      const own = ownError(inner, depth + 1);
      if (own !== undefined) return own;
    }
  }
  return ownError(cause.cause, depth + 1);
}

const timeouts = new Set(["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ETIMEDOUT", "TimeoutError"]);
const lost = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ECONNABORTED", "ENOBUFS", "EMFILE", "UND_ERR_SOCKET", "UND_ERR_CLOSED", "UND_ERR_DESTROYED", "ERR_SSL_WRONG_VERSION_NUMBER", "EPROTO"]);
const names = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME"]);
const tls = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;

/**
 * The typed error for whatever undici, the socket or the resolver threw while calling `subject` (host or URL, for the
 * message): `egress.dns`, `.connect`, `.tls`, `.timeout`, `.aborted`, `.bad-answer`, or our own error found in its causes.
 */
export function toEgressError(cause: unknown, subject: MessageParameter): UserError | OperationalError {
  const own = ownError(cause);
  if (own !== undefined) return own;
  const inner = cause instanceof AggregateError && codeOf(cause) === "AggregateError" ? cause.errors[0] : cause;
  const code = codeOf(inner);
  if (code === "AbortError" || code === "UND_ERR_ABORTED") return new OperationalError({ code: egressErrors.aborted, message: egressMessages.cancelled({ subject }), cause });
  if (timeouts.has(code)) return new OperationalError({ code: egressErrors.timeout, kind: "timeout", message: egressMessages.slow({ subject }), cause });
  if (names.has(code)) return new OperationalError({ code: egressErrors.dns, message: egressMessages.subjectUnresolved({ subject }), cause });
  if (tls.test(code)) return new OperationalError({ code: egressErrors.tls, message: egressMessages.tls({ subject, code }), cause });
  if (lost.has(code)) return new OperationalError({ code: egressErrors.connect, message: egressMessages.connect({ subject, code }), cause });
  return new OperationalError({ code: egressErrors.badAnswer, kind: "bad-answer", message: code === "" ? egressMessages.noHttp({ subject }) : egressMessages.noHttpCode({ subject, code }), cause });
}
