import type { IncomingHttpHeaders } from "node:http";
import type { GatewayOperation } from "@tessera/contracts";
import type { GatewayErrorCode } from "../errors.ts";
import type { Trace } from "../http/trace.ts";

/** Who calls, once shown and believed. */
export interface Caller {
  kind: "token" | "app" | "user";
  /** `token:<id>`, `app:<space>/<app>` or `user:<id>`, as grants name callers. */
  id: string;
  name: string;
  space: string;
  /** May call every connector of `space` without a grant. */
  member: boolean;
  /** The end user on whose behalf an app calls. */
  user?: string;
}

/** Where a request was routed. */
export interface RequestRoute {
  space: string;
  connector: string;
  stage: string;
  version: string;
  operation: GatewayOperation;
}

/** When and how often a failed call is tried again. */
export interface RetryPolicy {
  /** Calls after the first. */
  attempts: number;
  statuses: ReadonlySet<number>;
  /** Time for all calls together. */
  deadlineMs: number;
  backoffMs: number;
  /** Larger request bodies are not kept, so their calls are not tried again. */
  maxBodyBytes: number;
}

export type HeaderMap = Record<string, string | string[]>;

/** What will be sent to the backend; plugins change it in `rewrite` and `access`. */
export interface BackendCall {
  method: string;
  /** Encoded path with the backend's base path. */
  path: string;
  /** Without `?`. */
  query: string;
  /** By lower-case name; hop-by-hop fields, credentials and `X-Tessera-*` of the caller are gone. */
  headers: HeaderMap;
  /** Longest time without progress: until the answer starts, and between its parts. */
  timeoutMs: number;
  retry: RetryPolicy | undefined;
  /** Whether the backend is told who calls (`X-Tessera-Identity`). */
  sendIdentity: boolean;
}

/** The answer that is about to be sent; plugins change it in `response`. */
export interface BackendAnswer {
  status: number;
  headers: HeaderMap;
}

/** What became of the request, complete when the `log` phase runs. */
export interface Outcome {
  status: number;
  code: GatewayErrorCode | string | undefined;
  attempts: number;
  requestBytes: number;
  responseBytes: number;
  durationMs: number;
  /** From the first call until the backend's answer started. */
  backendMs: number | undefined;
  aborted: boolean;
  /** With which a WebSocket was closed first (RFC 6455, 7.4); 1006 when it just broke. */
  closeCode?: number;
}

/** One request on its way through the pipeline. */
export interface RequestContext {
  readonly trace: Trace;
  readonly startedAt: number;
  readonly clientAddress: string;
  readonly route: RequestRoute;
  readonly method: string;
  /** Front path below the stage, encoded. */
  readonly path: string;
  /** As the caller sent them; for reading. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  caller: Caller | undefined;
  readonly call: BackendCall;
  readonly answer: BackendAnswer;
  /** Sent with whatever answer there will be, refusals included. */
  readonly addedHeaders: Record<string, string>;
  readonly outcome: Outcome;
}
