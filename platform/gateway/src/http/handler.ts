import type { IncomingMessage, ServerResponse } from "node:http";
import { UserError, isTesseraError, negotiateLocale } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { BackendCall, RequestContext } from "../pipeline/context.ts";
import { runPhase, runStraight } from "../pipeline/pipeline.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { addForwarding, forwardedHeaders } from "../proxy/headers.ts";
import { proxyRequest } from "../proxy/proxy.ts";
import type { Proxy } from "../proxy/proxy.ts";
import { parseTarget } from "../routing/target.ts";
import type { Configuration } from "../snapshot/configuration.ts";
import { requestMessages } from "./http.messages.ts";
import type { GatewayMetrics } from "./metrics.ts";
import { problemOf } from "./problem.ts";
import { giveUpBody, hasUnreadBody, sendProblem } from "./reply.ts";
import { resolveTarget } from "./resolve.ts";
import type { Resolved } from "./resolve.ts";
import { continueTrace } from "./trace.ts";
import type { Trace } from "./trace.ts";

export interface HandlerOptions {
  configuration: Configuration;
  proxy: Proxy;
  metrics: GatewayMetrics;
  isReady(): boolean;
  log: { warn(facts: object, message: string): void; error(facts: object, message: string): void };
}

/** Every how many requests the cost of each plugin is measured. */
const measureEvery = 64;

type HandleRequest = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => Promise<void>;

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function backendCall(request: IncomingMessage, resolved: Resolved, query: string, clientAddress: string): BackendCall {
  const { stage, match, space, connector } = resolved;
  const { operation } = match;
  const headers = forwardedHeaders(request.headers);
  addForwarding(headers, request.headers, clientAddress, `/${space}/${connector}/${stage.name}`);
  return {
    method: request.method === "HEAD" && operation.method === "GET" && operation.backend.method === "GET" ? "HEAD" : operation.backend.method,
    path: `${stage.basePath}${match.backendPath}`,
    query,
    headers,
    timeoutMs: operation.backend.timeoutMs ?? stage.timeoutMs,
    retry: undefined,
    sendIdentity: true,
  };
}

function createContext(request: IncomingMessage, resolved: Resolved, trace: Trace, startedAt: number, query: string): RequestContext {
  const clientAddress = request.socket.remoteAddress ?? "";
  const { space, connector, stage, match, path } = resolved;
  return {
    trace,
    startedAt,
    clientAddress,
    route: { space, connector, stage: stage.name, version: stage.version, operation: match.operation },
    method: request.method ?? "",
    path,
    headers: request.headers,
    caller: undefined,
    call: backendCall(request, resolved, query, clientAddress),
    answer: { status: 0, headers: {} },
    addedHeaders: { "x-request-id": trace.requestId, ...(match.operation.deprecated ? { deprecation: "true" } : {}) },
    outcome: { status: 0, code: undefined, attempts: 0, requestBytes: 0, responseBytes: 0, durationMs: 0, backendMs: undefined, aborted: false },
  };
}

/** Makes the function that serves every request below a space. */
export function createHandler({ configuration, proxy, metrics, isReady, log }: HandlerOptions): HandleRequest {
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

  const serve = async (request: IncomingMessage, response: ServerResponse, context: RequestContext, resolved: Resolved, pipeline: Pipeline, awaitsContinue: boolean) => {
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
    });
    try {
      const rewriting = runPhase(pipeline, "rewrite", context, observe);
      if (rewriting !== undefined) await rewriting;
      const accessing = runPhase(pipeline, "access", context, observe);
      if (accessing !== undefined) await accessing;
      await proxyRequest(proxy, {
        context,
        stage: resolved.stage,
        request,
        response,
        awaitsContinue,
        onAnswer() {
          runStraight(pipeline, "response", context, observe);
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

  return async (request, response, awaitsContinue) => {
    const startedAt = performance.now();
    const trace = continueTrace(header(request, "x-request-id"), header(request, "traceparent"));
    try {
      if (request.headers.upgrade?.toLowerCase().includes("websocket")) {
        throw new UserError({ code: gatewayErrors.upgradeUnsupported, message: requestMessages.noUpgrade() });
      }
      const target = parseTarget(request.url ?? "/");
      const resolved = resolveTarget(configuration, isReady(), request.method ?? "", target);
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
      await serve(request, response, createContext(request, resolved, trace, startedAt, target.query), resolved, pipeline, awaitsContinue);
    } catch (error) {
      refuseUnrouted(request, response, error, trace);
    }
  };
}
