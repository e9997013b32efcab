import { type IncomingHttpHeaders, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One call that reached the backend. */
export interface BackendCall {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

export interface Backend {
  url: string;
  calls: readonly BackendCall[];
  stop: () => Promise<void>;
}

/**
 * A system that somebody already runs: answers `GET /hosts` with its own name, `[]` where Alertmanager lists, and notes each call.
 * With a key it refuses calls that lack it in `X-Api-Key`.
 */
export async function startBackend(name: string, key?: string): Promise<Backend> {
  const calls: BackendCall[] = [];
  const server = createServer((request, response) => {
    const { method = "GET", url = "/", headers } = request;
    calls.push({ method, url, headers });
    request.resume();
    const allowed = key === undefined || headers["x-api-key"] === key;
    const body = !allowed ? { error: "wrong key" } : url.startsWith("/hosts") ? { items: [{ id: 1, name }] } : url.startsWith("/api/v2/") ? [] : { status: "success", data: { resultType: "matrix", result: [] } };
    response.writeHead(allowed ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
