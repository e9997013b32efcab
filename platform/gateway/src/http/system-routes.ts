import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "./reply.ts";

/** State of the gateway as its own addresses tell it. */
export interface SystemState {
  isReady: boolean;
  isStopping: boolean;
  isStoreConnected: boolean;
  /** Served revision by space. */
  revisions: Record<string, number>;
}

export interface SystemRoutesOptions {
  state(): SystemState;
  metrics(): Promise<{ contentType: string; text: string }>;
  /** Public keys that verify `X-Tessera-Identity`. */
  jwks: { keys: object[] };
}

/** Serves the gateway's own addresses; false when the request is for something else. */
export function createSystemRoutes({ state, metrics, jwks }: SystemRoutesOptions): (request: IncomingMessage, response: ServerResponse) => boolean {
  const json = "application/json; charset=utf-8";
  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>>> = {
    "/healthz": (request, response) => sendJson(request, response, 200, {}, json, JSON.stringify({ status: "ok" })),
    "/readyz": (request, response) => {
      const { isReady, isStopping, isStoreConnected, revisions } = state();
      const ready = isReady && !isStopping;
      const body = { status: ready ? "ready" : isStopping ? "stopping" : "starting", store: isStoreConnected ? "connected" : "unavailable", spaces: Object.keys(revisions).length };
      sendJson(request, response, ready ? 200 : 503, {}, json, JSON.stringify(body));
    },
    "/metrics": async (request, response) => {
      const { contentType, text } = await metrics();
      sendJson(request, response, 200, {}, contentType, text);
    },
    "/.well-known/jwks.json": (request, response) => {
      const text = JSON.stringify(jwks);
      response.writeHead(200, { "content-type": "application/jwk-set+json", "content-length": Buffer.byteLength(text), "cache-control": "public, max-age=300" });
      response.end(request.method === "HEAD" ? undefined : text);
    },
  };
  return (request, response) => {
    const url = request.url ?? "";
    const queryStart = url.indexOf("?");
    const route = routes[queryStart === -1 ? url : url.slice(0, queryStart)];
    if (route === undefined || (request.method !== "GET" && request.method !== "HEAD")) return false;
    Promise.resolve(route(request, response)).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    return true;
  };
}
