import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError, createApiClient } from "../src/api/client.ts";
import { routes } from "../src/api/routes.ts";

describe("the client of the route table", () => {
  let server: Server;
  let origin: string;
  const seen: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
      if (request.url?.includes("missing")) {
        response.writeHead(404, { "content-type": "application/problem+json" }).end(JSON.stringify({ type: "x", title: "Not found", status: 404, code: "connector.not-found", detail: "There is no connector missing.", traceId: "t1" }));
      } else if (request.url?.includes("broken")) response.writeHead(502, { "content-type": "text/html" }).end("<h1>bad gateway</h1>");
      else if (request.method === "DELETE") response.writeHead(204).end();
      else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items: [] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const client = () => createApiClient({ origin, headers: () => ({ authorization: "Bearer t" }) });

  it("fills in path and query, encoded", async () => {
    await client()(routes.connectors.operations, { params: { connector: "a/b" }, query: { search: "x y", limit: 5 } });
    expect(seen.at(-1)).toMatchObject({ method: "GET", url: "/api/v1/connectors/a%2Fb/operations?search=x+y&limit=5", headers: { authorization: "Bearer t" } });
  });

  it("sends a body as JSON and takes an empty answer", async () => {
    await client()(routes.apps.rollback, { params: { app: "x" }, body: { to: "1.0.0" } });
    expect(seen.at(-1)).toMatchObject({ method: "POST", body: '{"to":"1.0.0"}', headers: { "content-type": "application/json" } });
    expect(await client()(routes.connectors.remove, { params: { connector: "x" } })).toBeUndefined();
  });

  it("rejects with the problem of the server", async () => {
    const failure = await client()(routes.connectors.get, { params: { connector: "missing" } }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 404, message: "There is no connector missing.", problem: { code: "connector.not-found", traceId: "t1" } });
  });

  it("rejects with a problem of its own when something else answers", async () => {
    await expect(client()(routes.connectors.get, { params: { connector: "broken" } })).rejects.toMatchObject({ status: 502, problem: { code: "http.unexpected" } });
  });
});

describe("the route table", () => {
  const all = Object.values(routes).flatMap((group) => Object.values(group));

  it("has each method and path once, and a schema for each path parameter", () => {
    const seenRoutes = all.map((route) => `${route.method} ${route.path}`);
    expect(new Set(seenRoutes).size).toBe(seenRoutes.length);
    for (const route of all) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const shape = route.params ? Object.keys((route.params as unknown as { shape: object }).shape) : [];
      expect(shape.sort(), route.path).toEqual(names.sort());
    }
  });

  it("never lets a body name the space that is acted in, except to switch or make one", () => {
    const naming = all.filter((route) => route.body && "shape" in route.body && "space" in (route.body as unknown as { shape: object }).shape);
    expect(naming.map((route) => route.path)).toEqual(["/auth/session/space"]);
  });
});
