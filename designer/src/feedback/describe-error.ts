import { ApiError } from "@tessera/contracts";

/** What a person is told of a failure: what happened and what to do, with the id to quote. */
export interface ErrorDescription {
  kind: "refused" | "forbidden" | "not-found" | "conflict" | "unavailable" | "offline" | "defect";
  /** The server's own sentence; absent where ours says it better. */
  detail: string | undefined;
  code: string | undefined;
  traceId: string | undefined;
  /** Further places that are wrong. */
  errors: readonly { path: string; detail: string }[];
}

/** Whether a save was refused because somebody else saved first; other refusals are 409 too. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === "conflict";
}

function kindOf(status: number, code: string): ErrorDescription["kind"] {
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "not-found";
  if (code === "conflict") return "conflict";
  if (status === 502 || status === 503 || status === 504) return "unavailable";
  return status >= 500 ? "defect" : "refused";
}

/** Sorts any thrown value into one description; unknown ones are defects of ours. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof ApiError) {
    const { problem } = error;
    return { kind: kindOf(error.status, problem.code), detail: problem.detail, code: problem.code, traceId: problem.traceId || undefined, errors: problem.errors ?? [] };
  }
  // fetch rejects with a TypeError when no answer came at all.
  const offline = error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
  return { kind: offline ? "offline" : "defect", detail: offline ? undefined : error instanceof Error ? error.message : String(error), code: undefined, traceId: undefined, errors: [] };
}
