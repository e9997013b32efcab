import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { OperationalError } from "@tessera/contracts";
import type { Dispatcher } from "undici";
import { gatewayErrors } from "../errors.ts";
import type { BackendCall, HeaderMap, RequestContext } from "../pipeline/context.ts";
import type { CompiledStage } from "../pipeline/compile-space.ts";
import { Attempt } from "./attempt.ts";
import type { IdentityIssuer } from "./identity.ts";
import { rewriteLocation } from "./location.ts";
import { proxyMessages } from "./proxy.messages.ts";
import { readRequestBody } from "./request-body.ts";
import type { RequestBody } from "./request-body.ts";

/** What calling backends needs. */
export interface Proxy {
  dispatcher: Dispatcher;
  identity: IdentityIssuer;
  maxBodyBytes: number;
}

/** One request and the place its answer goes to. */
export interface ProxyRequest {
  context: RequestContext;
  stage: CompiledStage;
  request: IncomingMessage;
  response: ServerResponse;
  awaitsContinue: boolean;
  /** Runs the response phase over `context.answer`. */
  onAnswer(): void;
}

/** Failures after which the request cannot have been worked on, or was idempotent. */
const retryable: ReadonlySet<string> = new Set([gatewayErrors.backendUnreachable, gatewayErrors.backendUnresolved, gatewayErrors.backendAborted]);

/** undici takes async iterables, its types only name streams. */
function asBody(chunks: AsyncGenerator<Buffer>): Dispatcher.DispatchOptions["body"] {
  return chunks as unknown as Dispatcher.DispatchOptions["body"];
}

function callerGone(): OperationalError {
  return new OperationalError({ code: gatewayErrors.callerAborted, message: proxyMessages.callerGone() });
}

function callHeaders({ call, trace }: RequestContext, body: RequestBody): HeaderMap {
  const { headers } = call;
  headers["x-request-id"] = trace.requestId;
  headers["traceparent"] = trace.traceparent;
  const size = body.kept === null ? body.size : body.kept.length;
  if (size !== undefined) headers["content-length"] = String(size);
  return headers;
}

/**
 * Whether a failed call is made again. Without a retry policy one more call is made when an idempotent one broke off before
 * any answer: usually the backend had just closed a kept connection.
 */
function mayRepeat(error: Error, call: BackendCall, attempt: number, idempotent: boolean, body: RequestBody, deadline: number): boolean {
  if (body.stream !== undefined || !idempotent || !(error instanceof OperationalError)) return false;
  if (call.retry === undefined) return attempt === 1 && error.code === gatewayErrors.backendAborted;
  return attempt <= call.retry.attempts && performance.now() < deadline && retryable.has(error.code);
}

/** Calls the backend and streams its answer to the caller; throws when nothing was sent yet, so that a problem can be. */
export async function proxyRequest(proxy: Proxy, { context, stage, request, response, awaitsContinue, onAnswer }: ProxyRequest): Promise<void> {
  const { call, outcome, route, caller } = context;
  const idempotent = route.operation.idempotent;
  let current: Attempt | undefined;
  const body = await readRequestBody(request, response, {
    limitBytes: proxy.maxBodyBytes,
    keepUpTo: call.retry !== undefined && idempotent ? call.retry.maxBodyBytes : 0,
    whole: stage.credential?.authorizer?.needsBody === true,
    awaitsContinue,
    onBytes: (count) => {
      outcome.requestBytes += count;
      current?.progress();
    },
  });
  if (caller !== undefined && call.sendIdentity) {
    const token = proxy.identity.tokenFor(caller, `${route.space}/${route.connector}`);
    call.headers["x-tessera-identity"] = typeof token === "string" ? token : await token;
  }
  stage.credential?.apply?.(call);
  const headers = callHeaders(context, body);
  const path = call.query === "" ? call.path : `${call.path}?${call.query}`;
  const prefix = `/${route.space}/${route.connector}/${route.stage}`;
  const authorizer = stage.credential?.authorizer;
  const dispatcher = stage.credential?.dispatcher ?? proxy.dispatcher;
  const outgoing = authorizer && { method: call.method, origin: stage.origin, path, headers, body: body.stream === undefined ? body.kept : undefined };
  let renewedAfter = 0;
  /** A refused credential is renewed once; the call is made again where its body is still at hand. */
  const renewsAfter = (status: number): boolean => {
    if (status !== 401 || renewedAfter > 0 || outgoing === undefined || authorizer?.renew?.(outgoing) !== true) return false;
    renewedAfter = outcome.attempts;
    return body.stream === undefined;
  };
  const startedAt = performance.now();
  const deadline = call.retry === undefined ? Infinity : startedAt + call.retry.deadlineMs;
  const onClose = () => {
    if (!response.writableFinished) current?.abort(callerGone());
  };
  response.on("close", onClose);

  try {
    for (let attempt = 1; ; attempt += 1) {
      outcome.attempts = attempt;
      if (outgoing !== undefined) {
        const authorizing = authorizer?.authorize(outgoing);
        if (authorizing !== undefined) await authorizing;
      }
      const repeatable = call.retry !== undefined && idempotent && body.stream === undefined && attempt <= call.retry.attempts;
      current = new Attempt(response, {
        timeoutMs: Math.max(1, Math.min(call.timeoutMs, deadline - performance.now())),
        wantsRetry: (status) => renewsAfter(status) || (repeatable && call.retry?.statuses.has(status) === true && performance.now() + call.retry.backoffMs < deadline),
        prepare(status, received) {
          outcome.backendMs = performance.now() - startedAt;
          context.answer.status = status;
          context.answer.headers = received;
          const location = received["location"];
          if (typeof location === "string") received["location"] = rewriteLocation(stage.credential?.withoutSecret?.(location) ?? location, stage.origin, stage.basePath, prefix);
          onAnswer();
          return context.answer;
        },
        onBytes: (count) => (outcome.responseBytes += count),
      });
      if (response.destroyed) current.abort(callerGone());
      dispatcher.dispatch({ origin: stage.origin, path, method: call.method as Dispatcher.HttpMethod, headers, body: body.stream === undefined ? body.kept : asBody(body.stream()), headersTimeout: 0, bodyTimeout: 0 }, current);
      const end = await current.ended;
      if (end.kind === "answered") return;
      if (end.kind === "broken") {
        outcome.code = end.error instanceof OperationalError ? end.error.code : gatewayErrors.callerAborted;
        return;
      }
      if (end.kind === "failed" && (response.destroyed || !mayRepeat(end.error, call, attempt, idempotent, body, deadline))) throw end.error;
      if (end.kind === "retry" && renewedAfter === attempt) continue;
      if (call.retry !== undefined && call.retry.backoffMs > 0) await wait(Math.min(call.retry.backoffMs * attempt, Math.max(0, deadline - performance.now())));
    }
  } finally {
    response.off("close", onClose);
  }
}

