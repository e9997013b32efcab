import type { RequestContext } from "../../src/pipeline/context.ts";
import type { GatewayPlugin, PluginServices } from "../../src/pipeline/plugin.ts";

/** A request on its way, as the handler makes it. */
export function contextOf(more: Partial<RequestContext> = {}): RequestContext {
  return {
    trace: { requestId: "r", traceId: "0".repeat(31).concat("1"), traceparent: "" },
    startedAt: 0,
    clientAddress: "192.0.2.1",
    route: {
      space: "ops",
      connector: "p",
      stage: "prod",
      version: "1.0.0",
      operation: { id: "get", method: "GET", path: "/x", matchSubpath: false, transport: "http", backend: { name: null, method: "GET", path: "/x", timeoutMs: null }, security: { authenticate: true, grant: true }, idempotent: true, deprecated: false, plugins: [] },
    },
    method: "GET",
    path: "/x",
    headers: {},
    caller: undefined,
    call: { method: "GET", path: "/x", query: "", headers: {}, timeoutMs: 1_000, retry: undefined, sendIdentity: true },
    answer: { status: 200, headers: {} },
    addedHeaders: {},
    outcome: { status: 200, code: undefined, attempts: 1, requestBytes: 0, responseBytes: 0, durationMs: 1, backendMs: 1, aborted: false },
    ...more,
  };
}

/** A plugin with attributes, ready to run; throws what is wrong with the attributes. */
export function load(plugin: GatewayPlugin, attributes: Record<string, unknown> = {}, services: Partial<PluginServices> = {}) {
  const parsed = plugin.attributes.parse(attributes);
  const state = plugin.init(parsed, { level: "operation", site: "ops/p/prod/get", services: services as PluginServices });
  return {
    rewrite: async (context: RequestContext) => plugin.rewrite?.(context, state),
    access: async (context: RequestContext) => plugin.access?.(context, state),
    response: (context: RequestContext) => plugin.response?.(context, state),
    log: (context: RequestContext) => plugin.log?.(context, state),
  };
}
