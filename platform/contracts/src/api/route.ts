import type { z } from "zod";
import type { Permission } from "../identity/roles.ts";

export type RouteMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One route of `/api/v1`: what goes in and out, and who may call it. Server, browser client, CLI, the OpenAPI document and
 * the permission test all derive from it. `path` is below `/api/v1`, with `{name}` parameters.
 */
export interface Route<P extends z.ZodType = z.ZodType, Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  method: RouteMethod;
  path: string;
  summary: string;
  tag: string;
  permission: Permission;
  params?: P;
  query?: Q;
  body?: B;
  /** Schema of the answer; absent: 204 without a body. */
  response?: R;
  /** Status of success; 200 unless said, 204 without `response`. */
  status?: number;
  /** Changes nothing, so that it leaves no audit record although it is not a GET. */
  readOnly?: boolean;
}

/** Keeps the precise types of a route. */
export function route<const M extends RouteMethod, P extends z.ZodType = z.ZodUndefined, Q extends z.ZodType = z.ZodUndefined, B extends z.ZodType = z.ZodUndefined, R extends z.ZodType = z.ZodUndefined>(
  definition: Route<P, Q, B, R> & { method: M },
): Route<P, Q, B, R> & { method: M } {
  return definition;
}

export type ParamsOf<T> = T extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.input<P> : never;
export type QueryOf<T> = T extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never;
export type BodyOf<T> = T extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : never;
export type ResponseOf<T> = T extends Route<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;
