import { ApiError } from "@tessera/contracts";

/** An error as the page may know it: what happened, its code and the trace id. */
export function failureOf(error: unknown): Error & { code: string; traceId?: string } {
  if (error instanceof ApiError) return Object.assign(new Error(error.problem.detail), { code: error.problem.code, ...(error.problem.traceId ? { traceId: error.problem.traceId } : {}) });
  const message = error instanceof Error ? error.message : String(error);
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "query.failed";
  return Object.assign(new Error(message), { code });
}
