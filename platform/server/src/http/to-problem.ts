import { DefectError, type Locale, type MessageParameter, OperationalError, type Problem, UserError, isTesseraError, messageSchema, userErrorStatus } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import { storeErrorOf } from "../persistence/store-error.ts";
import { defectMessages, requestMessages, titleMessages } from "./http.messages.ts";

const operationalStatus = { "bad-answer": 502, unavailable: 503, timeout: 504 } as const;

/** One wrong field, as features put it into `detail.errors` of what they throw. */
export interface FieldError {
  /** JSON pointer into the part of the request that is wrong. */
  path: string;
  detail: MessageParameter;
}

/** An error as the API answers it. `cause` is for the log. */
export interface MappedError {
  problem: Problem;
  headers: Record<string, string>;
  cause: UserError | OperationalError | DefectError;
}

/**
 * Maps whatever was thrown to a problem document (RFC 9457) in the reader's language; what is not ours becomes a defect
 * whose message stays in the log.
 */
export function toProblem(thrown: unknown, traceId: string, locale: Locale): MappedError {
  const cause = causeOf(thrown);
  const status = statusOf(cause);
  const { errors, ...detail } = cause.detail ?? {};
  const code = cause instanceof DefectError ? serverErrors.internal : cause.code;
  const problem: Problem = {
    ...(cause instanceof DefectError ? {} : detail),
    type: `urn:tessera:error:${code}`,
    title: titleMessages[status]()[locale],
    status,
    code,
    detail: (cause instanceof DefectError ? defectMessages.tell({ traceId }) : cause.text)[locale],
    ...(cause.path === undefined ? {} : { path: cause.path }),
    ...(Array.isArray(errors) ? { errors: (errors as FieldError[]).map((error) => ({ ...error, detail: inLanguage(error.detail, locale) })) } : {}),
    traceId,
  };
  const retry: Record<string, string> = cause instanceof UserError && typeof detail["retryAfterSeconds"] === "number" ? { "Retry-After": String(detail["retryAfterSeconds"]) } : {};
  return { problem, headers: retry, cause };
}

function causeOf(thrown: unknown): UserError | OperationalError | DefectError {
  if (isTesseraError(thrown)) return thrown;
  return storeErrorOf(thrown) ?? requestErrorOf(thrown) ?? new DefectError({ code: serverErrors.internal, message: thrown instanceof Error ? thrown.message : `something that is no error was thrown: ${String(thrown)}`, cause: thrown });
}

/** 4xx errors of Express, its router and Nest (`status` or `getStatus()`), e.g. a path that cannot be decoded. */
function requestErrorOf(thrown: unknown): UserError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { status, getStatus } = thrown as Error & { status?: unknown; getStatus?: () => number };
  const stated = typeof getStatus === "function" ? getStatus.call(thrown) : status;
  if (typeof stated !== "number" || stated < 400 || stated > 499) return undefined;
  if (stated === 404) return new UserError({ reason: "not-found", code: serverErrors.routeNotFound, message: requestMessages.notFound(), cause: thrown });
  return new UserError({ code: serverErrors.requestMalformed, message: requestMessages.unreadable({ reason: thrown.message.slice(0, 200) }), cause: thrown });
}

function inLanguage(text: unknown, locale: Locale): string {
  const message = messageSchema.safeParse(text);
  return message.success ? message.data[locale] : String(text);
}

function statusOf(cause: UserError | OperationalError | DefectError): keyof typeof titleMessages {
  if (cause instanceof UserError) return userErrorStatus[cause.reason];
  if (cause instanceof OperationalError) return operationalStatus[cause.kind];
  return 500;
}
