import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { UserError, isTesseraError, negotiateLocale } from "@tessera/contracts";
import type { Authenticate } from "../callers/authenticate.ts";
import type { Origin, OriginOf } from "../callers/origin.ts";
import { gatewayErrors } from "../errors.ts";
import { announce, countLimited, keepLinks, refuseOffline } from "../lifecycle/operation-lifecycle.ts";
import type { CalledSide } from "../pipeline/called-side.ts";
import type { CompiledStage } from "../pipeline/compile-space.ts";
import type { BackendCall, RequestContext } from "../pipeline/context.ts";
import { runPhase, runStraight } from "../pipeline/pipeline.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { addForwarding, forwardedHeaders } from "../proxy/headers.ts";
import { proxyRequest } from "../proxy/proxy.ts";
import type { Proxy, ProxyRequest } from "../proxy/proxy.ts";
import { requireHandshake, takeToken } from "../proxy/websocket/handshake.ts";
import { chooseVersion } from "../rollout/choose-version.ts";
import { parseTarget } from "../routing/target.ts";
import type { Configuration } from "../snapshot/configuration.ts";
import { requestMessages } from "./http.messages.ts";
import type { GatewayMetrics } from "./metrics.ts";
import { problemOf } from "./problem.ts";
import { giveUpBody, hasUnreadBody, sendProblem } from "./reply.ts";
import { findOperation, findStage } from "./resolve.ts";
import type { Resolved } from "./resolve.ts";
import { continueTrace } from "./trace.ts";
import type { Trace } from "./trace.ts";

export interface HandlerOptions {
  configuration: Configuration;
  proxy: Proxy;
  metrics: GatewayMetrics;
  /** Where a request comes from. */
  originOf: OriginOf;
  /** Who an `Authorization` header stands for. */
  authenticate: Authenticate;
  /** Counts a request that an operation answered or refused, once it is over. */
  count(context: RequestContext, stage: CompiledStage): void;
  isReady(): boolean;
  log: { warn(facts: object, message: string): void; error(facts: object, message: string): void };
}

/** Every how many requests the cost of each plugin is measured. */
const measureEvery = 64;

/** The connection of a request for a WebSocket, and what came after its head. */
export interface RequestedUpgrade {
  socket: Duplex;
  head: Buffer;
}

type HandleRequest = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean, upgrade?: RequestedUpgrade) => Promise<void>;

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function calledOf({ stage, match }: Resolved): CalledSide {
  const called = stage.called[match.index];
  if (called === undefined) throw new Error(`no called side for operation ${match.operation.id}`);
  return called;
}

/** Throws `gateway.upgrade-unsupported` or `gateway.upgrade-required` where operation and request differ in how they speak, and what is wrong with a handshake. */
function requireTransport({ operation }: Resolved["match"], request: IncomingMessage, isUpgrade: boolean): void {
  if (operation.transport !== "websocket") {
    if (isUpgrade) throw new UserError({ code: gatewayErrors.upgradeUnsupported, message: requestMessages.noUpgrade() });
    return;
  }
  if (!isUpgrade) throw new UserError({ code: gatewayErrors.upgradeRequired, message: requestMessages.upgradeRequired() });
  requireHandshake(request.headers);
}

function backendCall(request: IncomingMessage, resolved: Resolved, query: string, origin: Origin): BackendCall {
  const { stage, match, space, connector } = resolved;
  const { operation } = match;
  const called = calledOf(resolved);
  const headers = forwardedHeaders(request.headers);
  addForwarding(headers, origin, `/${space}/${connector}/${stage.name}`);
  return {
    method: request.method === "HEAD" && operation.method === "GET" && operation.backend.method === "GET" ? "HEAD" : operation.backend.method,
    path: `${called.backend.basePath}${called.path(match.values, match.rest)}`,
    query,
    headers,
    timeoutMs: called.timeoutMs,
    retry: undefined,
    sendIdentity: true,
  };
}

function createContext(request: IncomingMessage, resolved: Resolved, trace: Trace, startedAt: number, query: string, origin: Origin): RequestContext {
  const { space, connector, stage, match, path } = resolved;
  return {
    trace,
    startedAt,
    clientAddress: origin.address,
    route: { space, connector, stage: stage.name, version: stage.version, operation: match.operation },
    method: request.method ?? "",
    path,
    headers: request.headers,
    caller: undefined,
    call: backendCall(request, resolved, query, origin),
    answer: { status: 0, headers: {} },
    addedHeaders: { "x-request-id": trace.requestId, "x-tessera-version": stage.version, ...(match.operation.deprecated ? { deprecation: "true" } : {}) },
    outcome: { status: 0, code: undefined, attempts: 0, requestBytes: 0, responseBytes: 0, durationMs: 0, backendMs: undefined, aborted: false },
  };
}

/** Makes the function that serves every request below a space. */
export function createHandler({ configuration, proxy, metrics, originOf, authenticate, count, isReady, log }: HandlerOptions): HandleRequest {
  let sinceMeasured = 0;

  const refuse = (request: IncomingMessage, response: ServerResponse, error: unknown, trace: Trace, headers: Record<string, string>, facts: object) => {
    const locale = negotiateLocale(header(request, "accept-language"));
    const problem = problemOf(error, trace.traceId, locale);
    if (problem.status >= 500 && problem.code !== gatewayErrors.notReady) {
      const cause = error instanceof Error ? error.cause : undefined;
      log[problem.code === gatewayErrors.defect ? "error" : "warn"]({ ...facts, requestId: trace.requestId, traceId: trace.traceId, code: problem.code, reason: String(cause instanceof Error ? cause.message : error), err: problem.code === gatewayErrors.defect ? error : undefined }, "request failed");
    }
    if (response.headersSent || response.destroyed) response.destroy();
    else sendProblem(request, response, problem, locale, headers);
    return problem;
  };

  const refuseUnrouted = (request: IncomingMessage, response: ServerResponse, error: unknown, trace: Trace, headers: Record<string, string> = {}) => {
    const { code } = refuse(request, response, error, trace, { "x-request-id": trace.requestId, ...headers }, { method: request.method });
    metrics.countRefused(code);
  };

  const serve = async ({ request, response, context, ...more }: Omit<ProxyRequest, "onAnswer" | "called" | "values">, resolved: Resolved, pipeline: Pipeline) => {
    sinceMeasured = (sinceMeasured + 1) % measureEvery;
    const observe = sinceMeasured === 0 ? metrics.observePlugin : undefined;
    const { outcome } = context;
    response.once("close", () => {
      outcome.status = response.headersSent ? response.statusCode : 499;
      outcome.aborted = !response.writableFinished;
      outcome.durationMs = performance.now() - context.startedAt;
      if (hasUnreadBody(request)) giveUpBody(request);
      try {
        runStraight(pipeline, "log", context, observe);
      } catch (error) {
        log.error({ err: error, traceId: context.trace.traceId }, "a plugin failed in its log phase");
      }
      count(context, resolved.stage);
    });
    const lifecycle = resolved.stage.lifecycles?.get(resolved.match.index);
    try {
      if (lifecycle !== undefined) announce(lifecycle, context);
      const rewriting = runPhase(pipeline, "rewrite", context, observe);
      if (rewriting !== undefined) await rewriting;
      if (lifecycle !== undefined) refuseOffline(lifecycle, Date.now());
      const accessing = runPhase(pipeline, "access", context, observe);
      if (accessing !== undefined) await accessing;
      if (lifecycle?.limit !== undefined) await countLimited(lifecycle, context);
      await proxyRequest(proxy, {
        ...more,
        context,
        called: calledOf(resolved),
        values: resolved.match.values,
        request,
        response,
        onAnswer() {
          runStraight(pipeline, "response", context, observe);
          if (lifecycle !== undefined) keepLinks(lifecycle, context);
          Object.assign(context.answer.headers, context.addedHeaders);
        },
      });
    } catch (error) {
      outcome.code = isTesseraError(error) ? error.code : gatewayErrors.defect;
      const { space, connector, stage, operation } = context.route;
      if (outcome.code === gatewayErrors.callerAborted) response.destroy();
      else refuse(request, response, error, context.trace, context.addedHeaders, { space, connector, stage, operation: operation.id });
    }
  };

  return async (request, response, awaitsContinue, upgrade) => {
    const startedAt = performance.now();
    const trace = continueTrace(header(request, "x-request-id"), header(request, "traceparent"));
    try {
      const protocols = upgrade && takeToken(request.headers);
      const origin = originOf(request);
      const target = parseTarget(request.url ?? "/");
      const place = findStage(configuration, isReady(), target);
      const chosen = chooseVersion(place.stage, request, origin.address, authenticate);
      const resolved = findOperation(place, chosen instanceof Promise ? await chosen : chosen, request.method ?? "");
      if ("methods" in resolved) {
        const allow = resolved.methods.join(", ");
        if (request.method === "OPTIONS") {
          response.writeHead(204, { allow, "x-request-id": trace.requestId }).end();
          return;
        }
        refuseUnrouted(request, response, new UserError({ code: gatewayErrors.methodNotAllowed, message: requestMessages.noMethod({ method: request.method ?? "", allow }) }), trace, { allow });
        return;
      }
      const pipeline = resolved.stage.pipelines[resolved.match.index];
      if (pipeline === undefined) throw new Error(`no pipeline for operation ${resolved.match.operation.id}`);
      requireTransport(resolved.match, request, upgrade !== undefined);
      const context = createContext(request, resolved, trace, startedAt, target.query, origin);
      await serve({ request, response, context, query: target.query, awaitsContinue, upgrade: upgrade && { ...upgrade, offersOwn: protocols?.offersOwn === true } }, resolved, pipeline);
    } catch (error) {
      const asked = isTesseraError(error) && (error.code === gatewayErrors.upgradeRequired || error.code === gatewayErrors.handshakeInvalid);
      refuseUnrouted(request, response, error, trace, asked ? { upgrade: "websocket", "sec-websocket-version": "13" } : {});
    }
  };
}
