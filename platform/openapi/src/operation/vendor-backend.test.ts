import { describe, expect, it } from "vitest";
import { exportDocument } from "../export/export-document.ts";
import { importJson } from "../../tests/documents.ts";

type Result = ReturnType<typeof importJson>;
const ok = { responses: { 200: { description: "ok" } } };
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const importPaths = (paths: object, rest: object = {}): Result => importJson({ openapi: "3.0.1", info: { title: "t", version: "1" }, paths, ...rest });
const importOperation = (field: object, path = "/a/{id}"): Result => importPaths({ [path]: { get: { ...ok, parameters: [id], ...field } } });
const codes = ({ report }: Result): string[] => report.problems.map(({ code }) => code);

function again({ operations, schemas, facts }: Result): Result {
  return importJson(exportDocument({ title: facts.info.title, version: facts.info.version, operations, schemas, facts }));
}

describe("fields of other gateways", () => {
  it.each<[string, object, object]>([
    ["Amazon's address, method and time limit", { "x-amazon-apigateway-integration": { type: "http_proxy", httpMethod: "POST", uri: "https://api.example.com/v1/things/{id}", timeoutInMillis: 29_000 } }, { backend: { method: "POST", path: "/v1/things/{id}", timeoutMs: 29_000 } }],
    ["Amazon's mapped parameters", { "x-amazon-apigateway-integration": { type: "http", uri: "http://api.example.com/{thing}", requestParameters: { "integration.request.path.thing": "method.request.path.id" } } }, { backend: { path: "/{id}" } }],
    ["Amazon's variables of the stage", { "x-amazon-apigateway-integration": { type: "http_proxy", uri: "http://${stageVariables.host}/${stageVariables.v}/{id}" } }, { backend: { path: "/${vars.v}/{id}" } }],
    ["Amazon's mapped and constant values", { "x-amazon-apigateway-integration": { type: "http", uri: "http://api.example.com/a/{id}", requestParameters: { "integration.request.querystring.q": "method.request.querystring.query", "integration.request.querystring.same": "method.request.querystring.same", "integration.request.querystring.kind": "'a ${b}'", "integration.request.header.X-Stage": "stageVariables.stage", "integration.request.header.X-Id": "method.request.path.id", "integration.request.header.X-From": "method.request.header.X-Team" } } },
      { backend: { request: { query: [{ action: "set", name: "q", value: "${query.query}" }, { action: "set", name: "kind", value: "a $${b}" }], headers: [{ action: "set", name: "X-Stage", value: "${vars.stage}" }, { action: "set", name: "X-Id", value: "${path.id}" }, { action: "set", name: "X-From", value: "${header.X-Team}" }], body: [] } } }],
    ["BlueKing's variables, backends and WebSockets", { "x-bk-apigateway-resource": { enableWebsocket: true, backend: { name: "logs", method: "get", path: "/{env.api_version}/x/{id}" } } }, { backend: { name: "logs", path: "/${vars.api_version}/x/{id}" }, transport: "websocket" }],
    ["Amazon's method ANY and the same path", { "x-amazon-apigateway-integration": { type: "http_proxy", httpMethod: "ANY", uri: "http://${stageVariables.host}/a/{id}" } }, { backend: {} }],
    ["Amazon's open operations", { "x-amazon-apigateway-auth": { type: "NONE" } }, { backend: {}, security: { authenticate: false, grant: false } }],
    ["Amazon's guarded operations", { "x-amazon-apigateway-auth": { type: "AWS_IAM" } }, { security: { authenticate: true, grant: true } }],
    ["Google's constant address and deadline", { "x-google-backend": { address: "https://run.example.com/fixed", deadline: 12.5 } }, { backend: { path: "/fixed", timeoutMs: 12_500 } }],
    ["Google's appended path", { "x-google-backend": { address: "https://run.example.com/base/", path_translation: "APPEND_PATH_TO_ADDRESS" } }, { backend: { path: "/base/a/{id}" } }],
    ["BlueKing's before the others", { "x-bk-apigateway-resource": { backend: { path: "/bk", timeout: 3 } }, "x-google-backend": { deadline: 9 } }, { backend: { path: "/bk", timeoutMs: 3000 } }],
  ])("%s are understood, and survive export", (_name, field, expected) => {
    const result = importOperation(field);
    expect(result.operations).toMatchObject([expected]);
    expect(again(result).operations).toEqual(result.operations);
  });

  it("name what has no counterpart", () => {
    const unmapped = importOperation({ "x-amazon-apigateway-integration": { type: "http", uri: "http://api.example.com/{id}", requestParameters: { "integration.request.header.Host": "'x'", "integration.request.header.X-Ip": "context.identity.sourceIp", "integration.request.querystring.p": "method.request.path.other", "integration.request.header.X-Key": "method.request.header.Authorization" } } });
    expect(codes(unmapped).filter((code) => code === "openapi.backend-invalid")).toHaveLength(4);
    expect(unmapped.operations[0]?.backend.request).toBeUndefined();
    expect(codes(importOperation({ "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: "arn:aws:x" } }))).toContain("openapi.backend-invalid");
    expect(codes(importOperation({ "x-amazon-apigateway-integration": { type: "http", uri: "https://api.example.com/{other}" } }))).toContain("openapi.backend-invalid");
    expect(codes(importOperation({ "x-google-backend": { address: "https://run.example.com" } }))).toContain("openapi.operation-servers");
    expect(importOperation({ "x-google-backend": { deadline: 10_000 } }).operations[0]?.backend.timeoutMs).toBe(600_000);
  });

  it("stand for every method that the path does not define", () => {
    for (const key of ["x-amazon-apigateway-any-method", "x-bk-apigateway-method-any"]) {
      const result = importPaths({ "/{proxy+}": { [key]: { ...ok, operationId: "proxy" }, get: { ...ok, operationId: "read" } } });
      expect(result.operations.map((operation) => `${operation.id} ${operation.method} ${operation.path} ${String(operation.matchSubpath)}`)).toHaveLength(7);
      expect(result.operations).toEqual(expect.arrayContaining([expect.objectContaining({ id: "read", path: "/{proxy}", matchSubpath: true }), expect.objectContaining({ id: "proxy_post", method: "POST" })]));
      expect(again(result).operations).toEqual(result.operations);
    }
  });

  it("name the backend of the whole document", () => {
    const result = importPaths({ "/a": { get: ok } }, { servers: [{ url: "https://gateway.example.com" }], "x-google-backend": { address: "https://run.example.com/" } });
    expect(result.report.servers).toEqual(["https://run.example.com", "https://gateway.example.com"]);
    expect(again(result).facts).toEqual(result.facts);
  });
});
