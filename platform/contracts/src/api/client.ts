import { type Problem, problemSchema } from "./problem.ts";
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from "./route.ts";
import { apiPrefix } from "./routes.ts";

/** The API refused or failed; carries its problem document. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

type Input<T> = (ParamsOf<T> extends undefined ? { params?: undefined } : { params: ParamsOf<T> }) &
  (undefined extends QueryOf<T> ? { query?: undefined } : { query?: QueryOf<T> }) &
  (BodyOf<T> extends undefined ? { body?: undefined } : { body: BodyOf<T> }) & { signal?: AbortSignal };

export interface ApiClientOptions {
  /** Origin of the server without a trailing slash; empty in the browser. */
  origin: string;
  /** Headers of each call, e.g. the CSRF or the bearer token. */
  headers: () => Record<string, string>;
  fetch?: typeof globalThis.fetch;
}

export type ApiClient = <T extends Route>(route: T, ...input: Record<string, never> extends Input<T> ? [Input<T>?] : [Input<T>]) => Promise<ResponseOf<T>>;

/** Typed calls of {@link Route}s over fetch. Rejects with {@link ApiError}; network faults reject as fetch does. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const call = options.fetch ?? globalThis.fetch;
  return async (route, ...rest) => {
    const input = (rest[0] ?? {}) as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; signal?: AbortSignal };
    const path = route.path.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(input.params?.[name])));
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(input.query ?? {})) if (value !== undefined) search.set(name, String(value));
    const response = await call(`${options.origin}${apiPrefix}${path}${search.size > 0 ? `?${search}` : ""}`, {
      method: route.method,
      headers: { accept: "application/json", ...(input.body === undefined ? {} : { "content-type": "application/json" }), ...options.headers() },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const body: unknown = isJson && text !== "" ? JSON.parse(text) : undefined;
    if (response.ok) return body as never;
    const problem = problemSchema.safeParse(body);
    throw new ApiError(
      response.status,
      problem.success
        ? problem.data
        : { type: "about:blank", title: response.statusText, status: response.status, code: "http.unexpected", detail: text.slice(0, 500) || `The server answered ${response.status}.`, traceId: response.headers.get("x-trace-id") ?? "" },
    );
  };
}
