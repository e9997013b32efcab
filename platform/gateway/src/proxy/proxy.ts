import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { OperationalError } from "@tessera/contracts";
import type { Dispatcher } from "undici";
import { gatewayErrors } from "../errors.ts";
import type { CalledSide } from "../pipeline/called-side.ts";
import type { BackendCall, RequestContext } from "../pipeline/context.ts";
import { createAnswering } from "./answering.ts";
import { Attempt } from "./attempt.ts";
import type { IdentityIssuer } from "./identity.ts";
import type { OpenStreams } from "./open-streams.ts";
import { addIdentities, callHeaders, changeCall, sourcesFor } from "./prepare-call.ts";
import { proxyMessages } from "./proxy.messages.ts";
import { changedBodyBytes, readRequestBody } from "./request-body.ts";
import type { RequestBody } from "./request-body.ts";
import { connectWebSocket } from "./websocket/connect.ts";

/** What calling backends needs. */
export interface Proxy {
  dispatcher: Dispatcher;
  identity: IdentityIssuer;
  maxBodyBytes: number;
  streams: OpenStreams;
  /** Whether the caller of a request that was let in may still use what it uses. */
  isAllowed(context: RequestContext): boolean;
}

/** One request and the place its answer goes to. */
export interface ProxyRequest {
  context: RequestContext;
  called: CalledSide;
  /** Values of the parameters of the front path, encoded. */
  values: readonly string[];
  /** As the caller sent it, without `?`. */
  query: string;
  request: IncomingMessage;
  response: ServerResponse;
  awaitsContinue: boolean;
  /** Of a WebSocket: the caller's connection and what it sent after its handshake. */
  upgrade: { socket: Duplex; head: Buffer; offersOwn: boolean } | undefined;
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
export async function proxyRequest(proxy: Proxy, { context, called, values, query, request, response, awaitsContinue, upgrade, onAnswer }: ProxyRequest): Promise<void> {
  const { call, outcome, route } = context;
  const { backend, transforms } = called;
  const { idempotent, transport } = route.operation;
  const authorizer = backend.credential?.authorizer;
  if (called.retry !== undefined) call.retry = called.retry;
  let current: Attempt | undefined;
  const received = await readRequestBody(request, response, {
    limitBytes: proxy.maxBodyBytes,
    keepUpTo: call.retry !== undefined && idempotent ? call.retry.maxBodyBytes : 0,
    isSigned: authorizer?.needsBody === true,
    isChanged: transforms?.request.body !== undefined,
    awaitsContinue,
    onBytes: (count) => {
      outcome.requestBytes += count;
      current?.progress();
    },
  });
  const sources = sourcesFor({ context, called, values, query });
  const body = transforms === undefined || sources === undefined ? received : changeCall(context, received, transforms, sources);
  await addIdentities(proxy.identity, context, called);
  const headers = callHeaders(context, body);
  const path = call.query === "" ? call.path : `${call.path}?${call.query}`;
  const dispatcher = backend.credential?.dispatcher ?? proxy.dispatcher;
  const outgoing = authorizer && { method: call.method, origin: backend.origin, path, headers, body: body.stream === undefined ? body.kept : undefined };
  let renewedAfter = 0;
  /** A refused credential is renewed once; the call is made again where its body is still at hand. */
  const renewsAfter = (status: number): boolean => {
    if (status !== 401 || renewedAfter > 0 || outgoing === undefined || authorizer?.renew?.(outgoing) !== true) return false;
    renewedAfter = outcome.attempts;
    return body.stream === undefined;
  };
  const answering = createAnswering({ context, called, sources, limitBytes: Math.min(proxy.maxBodyBytes, changedBodyBytes), onAnswer });
  const startedAt = performance.now();
  const deadline = call.retry === undefined ? Infinity : startedAt + call.retry.deadlineMs;
  const onClose = () => {
    if (!response.writableFinished) current?.abort(callerGone());
  };
  response.on("close", onClose);
  const forget = transport === "http" ? undefined : proxy.streams.add({ transport, end: () => current?.endHere(), isAllowed: () => proxy.isAllowed(context) });

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
        readsWhole: answering.readsWhole,
        prepare(status, answered, whole) {
          outcome.backendMs = performance.now() - startedAt;
          return answering.prepare(status, answered, whole);
        },
        onBytes: (count) => (outcome.responseBytes += count),
      });
      if (response.destroyed) current.abort(callerGone());
      dispatcher.dispatch(
        { origin: backend.origin, path, method: call.method as Dispatcher.HttpMethod, headers, body: body.stream === undefined ? body.kept : asBody(body.stream()), headersTimeout: 0, bodyTimeout: 0, ...(upgrade === undefined ? {} : { upgrade: "websocket" }) },
        current,
      );
      const end = await current.ended;
      if (end.kind === "answered") return;
      if (end.kind === "upgraded") {
        outcome.backendMs = performance.now() - startedAt;
        forget?.();
        await connectWebSocket(proxy, { context, called, answering, response, upgrade, answered: end });
        return;
      }
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
    forget?.();
  }
}
