import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Child, until } from "./driver/child.ts";
import { type Person, refusal } from "./driver/person.ts";
import { Platform } from "./driver/platform.ts";

describe("calling an operation through the gateway", () => {
  let platform: Platform;
  let gateway: Child;
  let person: Person;
  let backend: Awaited<ReturnType<typeof echo>>;

  beforeAll(async () => {
    backend = await echo();
    const gatewayPort = await freePort();
    platform = await Platform.start({ settings: { TESSERA_GATEWAY_PORT: String(gatewayPort) } });
    gateway = new Child("platform/gateway/dist/main.js", { env: platform.environment({ TESSERA_GATEWAY_PORT: String(gatewayPort), TESSERA_EGRESS_ALLOW: "127.0.0.0/8" }) });
    await gateway.line("tessera-gateway ready");
    person = await platform.person("developer");
    const paths = {
      "/echo/{id}": { get: { operationId: "echo", parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }, { name: "tag", in: "query", schema: { type: "array", items: { type: "string" } } }, { name: "X-Scope", in: "header", schema: { type: "string" } }], responses: { 200: { description: "" } } } },
      "/send": { post: { operationId: "send", requestBody: { required: true, content: { "application/json": {} } }, responses: { 200: { description: "" } } } },
      "/large": { get: { operationId: "large", responses: { 200: { description: "" } } } },
      "/failing": { get: { operationId: "failing", responses: { 200: { description: "" } } } },
    };
    const text = JSON.stringify({ openapi: "3.1.0", info: { title: "Echo", version: "1" }, servers: [{ url: backend.url }], paths });
    await person.call(routes.connectors.import, { body: { name: "echo", document: { text }, credential: { kind: "bearer", token: "the-backend-secret" } } });
  });
  afterAll(async () => {
    await gateway.stop();
    backend.close();
    await platform.stop();
  });

  const call = (operation: string, body: { params?: Record<string, unknown>; body?: unknown } = {}) => person.call(routes.connectors.call, { params: { connector: "echo", operation }, body });

  it("is refused before something is published", async () => {
    expect(await refusal(call("echo"))).toMatchObject({ status: 422, code: "stage.not-published" });
  });

  it("reaches the backend with the stage's credential within a second of publishing", async () => {
    const { gatewayRevision } = await person.call(routes.connectors.publish, { params: { connector: "echo", stage: "prod" }, body: {} });
    await until("the gateway's new revision", async () => {
      const node = (await person.call(routes.gateways.list)).items.find(({ alive }) => alive);
      return node?.spaces["default"]?.revision === gatewayRevision && node.current ? true : undefined;
    });
    const result = await call("echo", { params: { id: "a/b ü", tag: ["x", "y z"], "header.X-Scope": "all" } });
    expect(result).toMatchObject({ status: 200, truncated: false, body: { url: "/echo/a%2Fb%20%C3%BC?tag=x&tag=y%20z", scope: "all", authorization: "the backend's" } });
    expect(result.url).toContain("/default/echo/prod/echo/a%2Fb");
    expect(result.curl).toContain("$TESSERA_TOKEN");
    expect(JSON.stringify(result)).not.toContain("the-backend-secret");
    expect(JSON.stringify(result)).not.toMatch(/eyJ/);
  });

  it("sends bodies, `$` keys too", async () => {
    expect(await call("send", { body: { $filter: { a: 1 } } })).toMatchObject({ status: 200, body: { received: '{"$filter":{"a":1}}' } });
    expect(await refusal(call("send"))).toMatchObject({ code: "call.body", path: "/body" });
    expect(await refusal(call("echo", { params: { id: "1" }, body: {} }))).toMatchObject({ code: "call.body" });
  });

  it("names what is wrong with the inputs", async () => {
    expect(await refusal(call("echo"))).toMatchObject({ code: "call.parameter", path: "/params/path.id" });
    expect(await refusal(call("echo", { params: { id: "..", other: 1 } }))).toMatchObject({ code: "call.parameter", path: "/params/other" });
    expect(await refusal(call("echo", { params: { id: ".." } }))).toMatchObject({ code: "call.parameter", path: "/params/path.id" });
    expect(await refusal(call("echo", { params: { id: "1", "X-Scope": "a\r\nX-Evil: 1" } }))).toMatchObject({ code: "call.parameter" });
    expect(await refusal(call("nothing"))).toMatchObject({ status: 404, code: "operation.not-found" });
  });

  it("cuts answers that are too long and passes on failures as they are", async () => {
    expect(await call("large")).toMatchObject({ status: 200, truncated: true, sizeBytes: 2 * 1024 * 1024, body: expect.stringMatching(/^x+$/) });
    expect(await call("failing")).toMatchObject({ status: 503, body: { error: "down" } });
  });

  it("says so when no gateway runs", async () => {
    await gateway.stop("SIGKILL");
    expect(await refusal(call("failing"))).toMatchObject({ status: 503, code: "gateway.unavailable" });
  });
});

async function echo(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((received) => {
      if (request.url === "/large") return void response.setHeader("content-type", "text/plain").end("x".repeat(3_000_000));
      if (request.url === "/failing") response.statusCode = 503;
      const { authorization, "x-scope": scope } = request.headers;
      const answer = request.url === "/failing" ? { error: "down" } : { url: request.url, received, scope, authorization: authorization === "Bearer the-backend-secret" ? "the backend's" : authorization };
      return void response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
