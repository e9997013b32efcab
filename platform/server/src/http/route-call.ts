import type { IncomingHttpHeaders } from "node:http";
import { DefectError, type Route } from "@tessera/contracts";
import type { z } from "zod";
import { serverErrors } from "../errors.ts";
import type { Actor } from "../identity/actor.ts";
import type { Principal } from "../identity/authenticator.ts";
import type { ApiRequest } from "./api-request.ts";

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type ParsedParams<T> = T extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? Parsed<P> : never;
type ParsedQuery<T> = T extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? Parsed<Q> : never;
type ParsedBody<T> = T extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? Parsed<B> : never;

/** One call of a route, after permission check and validation: all that a service may know of the request. */
export interface RouteCall<T extends Route = Route> {
  params: ParsedParams<T>;
  query: ParsedQuery<T>;
  body: ParsedBody<T>;
  actor: Actor;
  /** Who is behind the cookie or token; null on public routes without one. */
  principal: Principal | null;
  /** Aborts when the client goes away before the answer. */
  signal: AbortSignal;
  /** Host name under which the client reached us, without port. */
  hostname: string;
  /** The browser's session cookie. */
  cookie: SessionCookie;
  /** The request itself, for routes whose body has no schema. */
  raw: RawRequest;
}

/** Headers and bytes of a request, for what other systems send as they like. */
export interface RawRequest {
  headers: IncomingHttpHeaders;
  /** Throws `request.too-large`. */
  body(limitBytes: number): Promise<Buffer>;
}

export interface SessionCookie {
  set(sessionId: string): void;
  clear(): void;
}

/** The call that the input step prepared. */
export function routeCallOf(request: ApiRequest): RouteCall {
  const { call } = request.tessera;
  if (call === undefined) throw new DefectError({ code: serverErrors.internal, message: `${request.method} ${request.path} reached its handler without validated input` });
  return call;
}
