import { DefectError, OperationalError, type Problem, UserError, isTesseraError, userErrorStatus } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import { storeErrorOf } from "../persistence/store-error.ts";

const titles: Record<number, string> = {
  400: "Bad request", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Method not allowed", 409: "Conflict", 410: "Gone", 413: "Too large", 422: "Cannot be done",
  429: "Too many requests", 500: "Internal error", 502: "Bad answer from a dependency", 503: "Unavailable", 504: "Timeout",
};
const operationalStatus = { "bad-answer": 502, unavailable: 503, timeout: 504 } as const;

/** An error as the API answers it. `cause` is for the log. */
export interface MappedError {
  problem: Problem;
  headers: Record<string, string>;
  cause: UserError | OperationalError | DefectError;
}

/** Maps whatever was thrown to a problem document (RFC 9457); what is not ours becomes a defect whose message stays in the log. */
export function toProblem(thrown: unknown, traceId: string): MappedError {
  const cause = causeOf(thrown);
  const status = statusOf(cause);
  const { errors, ...detail } = cause.detail ?? {};
  const code = cause instanceof DefectError ? serverErrors.internal : cause.code;
  const problem: Problem = {
    ...(cause instanceof DefectError ? {} : detail),
    type: `urn:tessera:error:${code}`,
    title: titles[status] ?? "Error",
    status,
    code,
    detail: cause instanceof DefectError ? `Something went wrong on our side. Tell an administrator the trace id ${traceId}.` : cause.message,
    ...(cause.path === undefined ? {} : { path: cause.path }),
    ...(Array.isArray(errors) ? { errors: errors as Problem["errors"] } : {}),
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
  if (stated === 404) return new UserError({ reason: "not-found", code: serverErrors.routeNotFound, message: "There is nothing at this address; /api/docs lists what there is.", cause: thrown });
  return new UserError({ code: serverErrors.requestMalformed, message: `The request cannot be read: ${thrown.message.slice(0, 200)}.`, cause: thrown });
}

function statusOf(cause: UserError | OperationalError | DefectError): number {
  if (cause instanceof UserError) return userErrorStatus[cause.reason];
  if (cause instanceof OperationalError) return operationalStatus[cause.kind];
  return 500;
}
