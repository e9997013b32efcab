import { ApiError, type PlayableApp, routes } from "@tessera/contracts";
import { callApi, followQuery } from "../api/index.ts";

/** What the player frame is told of a query that failed. */
export class QueryFailure extends Error {
  readonly code: string;
  readonly traceId: string | undefined;

  constructor(code: string, message: string, traceId: string | undefined) {
    super(message);
    this.name = "QueryFailure";
    this.code = code;
    this.traceId = traceId;
  }
}

/** Runs a query of the version that is shown, by its id. Rejects with a {@link QueryFailure} for what the server refused. */
export async function runPublishedQuery(app: Pick<PlayableApp, "name" | "version">, query: string, inputs: Record<string, unknown>, signal: AbortSignal, onProgress?: (progress: number | null) => void): Promise<{ data?: unknown; durationMs: number }> {
  try {
    const params = { app: app.name, version: app.version, query };
    const result = await followQuery((follow) => callApi(routes.published.runQuery, { params, body: { inputs, ...(follow && { follow }) }, signal }), onProgress);
    return { data: result.data, durationMs: result.durationMs };
  } catch (error) {
    if (error instanceof ApiError) throw new QueryFailure(error.problem.code, error.problem.detail, error.problem.traceId || undefined);
    throw error;
  }
}
