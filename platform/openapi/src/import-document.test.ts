import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { checkDocument, importDocument } from "./import-document.ts";
import { parseDocument } from "./parse-document.ts";
import { importJson, importText, readFixture } from "../tests/documents.ts";

type Paths = Record<string, unknown>;
const document = (paths: Paths, rest: object = {}): object => ({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths, ...rest });
const codes = (result: ReturnType<typeof importJson>): string[] => result.report.problems.map(({ code, pointer }) => `${code.replace("openapi.", "")} ${pointer}`);
const ok = { responses: { 200: { description: "ok" } } };

describe("an OpenAPI 3.1 document", () => {
  const result = importText(readFixture("alerts-3.1.yaml"));
  const [list, create, get] = result.operations;

  it("is imported but for what the gateway does not serve", () => {
    expect(result.report).toMatchObject({ format: "openapi-3.1", title: "Alert center", documentVersion: "2.4.0", servers: ["https://cn.alerts.example.com/api"] });
    expect(result.report.operations.map(({ id }) => id)).toEqual(["listAlerts", "createAlert", "getAlert"]);
    expect(result.report.skipped).toEqual([{ pointer: "/paths/~1alerts~1{id}/trace", line: 78, column: 5, method: "TRACE", path: "/alerts/{id}", reasons: [{ en: "the gateway does not serve the method TRACE", "zh-CN": "网关不支持方法 TRACE" }] }]);
    expect(result.report.problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["error openapi.operation-invalid"]);
  });

  it("gives parameters with style, content and first example", () => {
    expect(list?.parameters.map(({ in: place, name }) => `${place} ${name}`)).toEqual(["header X-Tenant", "query severity", "query filter", "query since"]);
    expect(list?.parameters[0]).toMatchObject({ required: true, extensions: { "x-source": "shared" } });
    expect(list?.parameters[1]).toMatchObject({ style: "pipeDelimited", explode: false, required: false });
    expect(list?.parameters[2]?.schema).toEqual({ $ref: "#/schemas/Filter" });
    expect(list?.parameters[3]?.example).toBe("2026-01-01T00:00:00Z");
    expect(get?.parameters).toEqual([{ name: "id", in: "path", required: true, description: "Alert id", schema: { type: "string" }, example: "a-1" }]);
  });

  it("gives bodies, responses and schemas that reference shared ones", () => {
    expect(create?.requestBody).toMatchObject({ required: true, content: { "application/json": { schema: { $ref: "#/schemas/Alert" }, example: { id: "7" } } } });
    expect(Object.keys(list?.responses ?? {})).toEqual(["200", "4XX", "default"]);
    expect(list?.responses["4XX"]?.content?.["application/problem+json"]?.schema).toEqual({ $ref: "#/schemas/Problem" });
    expect(list?.responses["200"]?.headers).toEqual({ "X-Total": { description: "How many", schema: { type: "integer" } } });
    expect(Object.keys(result.schemas)).toEqual(["Alert", "Prometheus", "Zabbix", "Filter", "Problem", "Unused", "Alert.source"]);
    expect(result.schemas["Alert"]).toMatchObject({ properties: { source: { discriminator: { mapping: { prom: "#/schemas/Prometheus", zbx: "#/schemas/Zabbix" } } } } });
  });

  it("says which credentials the backend asks for", () => {
    expect(result.credentials).toEqual([
      { scheme: "key", kind: "api-key", in: "header", name: "X-Api-Key", description: "Ask the owner", stated: "API key in header" },
      { scheme: "login", kind: "bearer", stated: "oauth2" },
    ]);
  });

  it("keeps callers out by default", () => {
    expect(result.operations.map(({ security }) => security)).toEqual(Array(3).fill({ authenticate: true, grant: true }));
  });
});

describe("a Swagger 2.0 document", () => {
  const result = importText(readFixture("hosts-swagger-2.0.json"));
  const byId = Object.fromEntries(result.operations.map((operation) => [operation.id, operation]));

  it("is imported with its servers and security in the words of OpenAPI 3", () => {
    expect(result.report).toMatchObject({ format: "swagger-2.0", documentVersion: "1", servers: ["https://cmdb.example.com/v1", "http://cmdb.example.com/v1"], skipped: [] });
    expect(result.facts.securitySchemes).toMatchObject({ basic: { type: "http", scheme: "basic" }, login: { flows: { authorizationCode: { scopes: { read: "Read" } } } } });
  });

  it("names operations that have no usable id", () => {
    expect(Object.keys(byId)).toEqual(["list_hosts", "addHost", "putKey", "getHostsByNameKey"]);
    expect(codes(result)).toContain("operation-id-changed /paths/~1hosts/get/operationId");
    expect(codes(result)).toContain("operation-id-missing /paths/~1hosts~1{name}~1key/get");
  });

  it("turns collectionFormat into style and explode", () => {
    expect(byId["list_hosts"]?.parameters).toMatchObject([
      { name: "page", schema: { type: "integer", exclusiveMinimum: 0 } },
      { name: "ids", style: "form", explode: true, schema: { type: "array", items: { type: "string" } } },
      { name: "zones", style: "form", explode: false },
      { name: "old", style: "form", explode: false },
    ]);
    expect(codes(result)).toContain("parameter-style /paths/~1hosts/get/parameters/3/collectionFormat");
  });

  it("turns body and form parameters into a request body", () => {
    expect(byId["addHost"]?.requestBody).toEqual({
      required: true,
      description: "The host",
      content: { "application/json": { schema: { $ref: "#/schemas/Host" } }, "application/xml": { schema: { $ref: "#/schemas/Host" } } },
    });
    expect(byId["putKey"]?.requestBody).toEqual({
      required: true,
      content: {
        "multipart/form-data": {
          schema: { type: "object", required: ["key"], properties: { key: { type: "string", format: "binary", description: "Public key" }, labels: { type: "array", items: { type: "string" } } } },
          encoding: { labels: { style: "form", explode: true } },
        },
      },
    });
  });

  it("turns produces, examples, headers and file into content", () => {
    expect(byId["list_hosts"]?.responses["200"]).toEqual({
      description: "ok",
      headers: { "X-Total": { description: "How many", schema: { type: "integer" } } },
      content: { "application/json": { schema: { type: "array", items: { $ref: "#/schemas/Host" } }, example: [{ name: "web-1" }] } },
    });
    expect(byId["getHostsByNameKey"]?.responses["200"]?.content).toEqual({ "application/octet-stream": { schema: { type: "string", format: "binary" } } });
    expect(byId["putKey"]?.responses["404"]?.content?.["application/json"]?.schema).toEqual({ $ref: "#/schemas/Error" });
  });

  it("converts definitions", () => {
    expect(result.schemas["Host"]).toEqual({
      type: "object",
      discriminator: { propertyName: "kind" },
      properties: { kind: { type: "string" }, owner: { type: ["string", "null"] }, rack: { $ref: "#/schemas/Rack_A_" } },
    });
    expect(result.schemas["Rack_A_"]).toEqual({ type: "object", properties: { size: { type: "integer", examples: [42] } } });
  });
});

describe("a BlueKing document", () => {
  const result = importText(readFixture("blueking-resources.yaml"));

  it("gives backend, timeout, security and sub-paths", () => {
    expect(result.operations[0]).toMatchObject({
      id: "batch_create_set",
      method: "POST",
      path: "/sets/{biz_id}/batch",
      backend: { method: "PUT", path: "/${vars.prefix}api/v3/set/{biz_id}/batch", timeoutMs: 60_000 },
      security: { authenticate: true, grant: false },
      parameters: [{ name: "biz_id", in: "path", required: true, schema: { type: "string" } }],
    });
    expect(result.operations[1]).toMatchObject({ backend: { method: "GET" }, security: { authenticate: false, grant: false } });
    expect(result.operations[1]?.backend.path).toBeUndefined();
  });

  it("imports an operation of any method once per method that is free", () => {
    const web = result.operations.filter(({ path }) => path === "/web/");
    expect(web.map(({ method, id }) => `${method} ${id}`)).toEqual(["GET web_home", "POST web_post", "PUT web_put", "PATCH web_patch", "DELETE web_delete", "HEAD web_head", "OPTIONS web_options"]);
    expect(web[1]).toMatchObject({ matchSubpath: true, backend: { path: "/web/" } });
  });

  it("says what is not taken over", () => {
    expect(codes(result)).toEqual(
      expect.arrayContaining([
        "websocket-ignored /paths/~1sets~1{biz_id}~1batch/post/x-bk-apigateway-resource/enableWebsocket",
        "plugin-ignored /paths/~1sets~1{biz_id}~1batch/post/x-bk-apigateway-resource/pluginConfigs/0",
        "backend-invalid /paths/~1open/get/x-bk-apigateway-resource/backend/path",
        "parameter-added /paths/~1sets~1{biz_id}~1batch/post",
      ]),
    );
  });
});

describe("a broken operation", () => {
  it("is skipped by name and the rest is imported", () => {
    const { report } = importJson(document({ "/a": { get: ok, post: "text", put: [] }, [`/${"b".repeat(2048)}`]: { get: ok }, "/c": { trace: ok, get: ok, GET: ok }, "/d": [], "/e": { $ref: "other.yaml" }, "/f": { get: ok } }));
    expect(report.operations.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /a", "GET /c", "GET /f"]);
    expect(report.skipped.map(({ method, path, pointer }) => `${method} ${path} ${pointer}`)).toEqual([
      "POST /a /paths/~1a/post",
      "PUT /a /paths/~1a/put",
      `GET /${"b".repeat(2048)} /paths/~1${"b".repeat(2048)}/get`,
      "TRACE /c /paths/~1c/trace",
      "GET /c /paths/~1c/GET",
      "* /d /paths/~1d",
      "* /e /paths/~1e",
    ]);
    expect(report.problems.filter(({ severity }) => severity === "error")).toHaveLength(7);
  });

  it("stays callable where parameters, bodies or responses cannot be read", () => {
    const result = importJson(
      document({
        "/a/{id}": {
          post: {
            parameters: [{ $ref: "shared.yaml#/id" }, null, { name: "q" }, { name: "x", in: "query" }, { name: "x", in: "query" }, { name: "old", in: "path" }, { name: "Authorization", in: "header" }],
            requestBody: { $ref: "#/components/requestBodies/Gone" },
            responses: { 200: { $ref: "https://example.com/r" }, 99: {}, "2xx": null },
          },
        },
      }),
    );
    expect(result.report.skipped).toEqual([]);
    expect(result.operations[0]).toMatchObject({
      parameters: [{ name: "x", in: "query", schema: true }, { name: "id", in: "path", required: true }],
      requestBody: { required: false, content: { "application/json": {} } },
      responses: { 200: { description: "" }, "2XX": { description: "" } },
    });
    const at = "/paths/~1a~1{id}/post";
    expect(codes(result).filter((code) => !code.startsWith("operation-id"))).toEqual([
      `ref-external ${at}/parameters/0`,
      `parameter-invalid ${at}/parameters/1`,
      `parameter-invalid ${at}/parameters/2`,
      `parameter-required ${at}/parameters/5`,
      `parameter-ignored ${at}/parameters/6`,
      `parameter-duplicate ${at}/parameters/4`,
      `parameter-unused ${at}`,
      `parameter-added ${at}`,
      `ref-missing ${at}/requestBody`,
      `response-invalid ${at}/responses/99`,
      `ref-external ${at}/responses/200`,
      `response-invalid ${at}/responses/2xx`,
    ]);
  });
});

describe("a hostile document", () => {
  it("cannot make references run in circles or explode", () => {
    const loop = { a: { $ref: "#/components/parameters/b" }, b: { $ref: "#/components/parameters/a" } };
    const callbacks = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`c${at}`, at === 59 ? { x: 1 } : { l: { $ref: `#/components/callbacks/c${at + 1}` }, r: { $ref: `#/components/callbacks/c${at + 1}` } }]));
    const result = importJson(
      document(
        { "/a": { get: { parameters: [{ $ref: "#/components/parameters/a" }], callbacks: { c: { $ref: "#/components/callbacks/c0" } } } } },
        { components: { parameters: loop, callbacks } },
      ),
    );
    expect(result.operations).toHaveLength(1);
    expect(JSON.stringify(result.operations).length).toBeLessThan(1000);
    expect(codes(result)).toContain("ref-circular /paths/~1a/get/parameters/0");
    expect(result.report.problems.some(({ code }) => code === "openapi.ref-too-large")).toBe(true);
  });

  it("cannot grow by writing a large shared part out at each use", () => {
    const paths = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`/p${at}`, { get: { responses: { 200: { $ref: "#/components/responses/r" } } } }]));
    const result = importJson(document(paths, { components: { responses: { r: { description: "x".repeat(4_000_000) } } } }));
    expect(result.operations).toHaveLength(500);
    expect(result.operations.filter(({ responses }) => responses["200"]?.description !== "").length).toBeLessThan(30);
  });

  it("is imported with names of prototypes as plain names", () => {
    const result = importText(
      '{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"__proto__":{"get":{}},"/a":{"constructor":{},"get":{"operationId":"constructor","parameters":[{"name":"__proto__","in":"query","schema":{"properties":{"__proto__":{},"constructor":{"type":"string"}}}}],"responses":{"200":{"content":{"__proto__":{},"toString":{}}}}}}}}',
    );
    expect(result.operations[0]).toMatchObject({ id: "constructor", parameters: [{ name: "__proto__", schema: { properties: { constructor: { type: "string" } } } }] });
    expect(Object.keys(result.operations[0]?.responses["200"]?.content ?? {})).toEqual(["toString"]);
    expect(Object.getPrototypeOf(result.operations[0])).toBe(Object.prototype);
  });

  it("gives a report that a person can read, and every operation, with 20,000 faults", () => {
    const paths = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`/p${at}/{id}`, { get: { operationId: "same" } }]));
    const { report, operations } = importJson(document(paths));
    expect(operations).toHaveLength(20_000);
    expect(report.problems.length).toBeLessThan(500);
    expect(report.problems.at(-1)?.message.en).toMatch(/^19\d\d\d more findings of openapi\./);
  });
});

it("makes server addresses absolute where the document's own address is known", () => {
  const parsed = parseDocument('{"openapi":"3.0.0","info":{"title":"t","version":"1"},"servers":[{"url":"/v1"},{"url":"../x/"},{"url":"https://a.example.com"}]}');
  expect(checkDocument(parsed, { sourceUrl: "https://api.example.com/docs/openapi.json" }).servers).toEqual(["https://api.example.com/v1", "https://api.example.com/x", "https://a.example.com"]);
});

it("gives operations that the contract accepts unchanged", () => {
  for (const name of ["alerts-3.1.yaml", "hosts-swagger-2.0.json", "blueking-resources.yaml"]) {
    const { operations } = importDocument(parseDocument(readFixture(name)));
    for (const operation of operations) expect(operationSchema.parse(operation)).toEqual(operation);
  }
});
