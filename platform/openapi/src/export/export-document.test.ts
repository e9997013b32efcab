import { operationSchema } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportResult } from "../import-document.ts";
import { importJson, importText, readFixture } from "../../tests/documents.ts";
import { exportDocument, exportForCallers } from "./export-document.ts";
import { referencedSchemas } from "./referenced-schemas.ts";

const fixtures = ["alerts-3.1.yaml", "hosts-swagger-2.0.json", "blueking-resources.yaml"];

function exportOf({ facts, operations, schemas }: ImportResult) {
  return exportDocument({ title: facts.info.title, version: facts.info.version, operations, schemas, facts });
}

const kept = ({ operations, schemas, facts, credentials }: ImportResult) => ({ operations, schemas, facts, credentials });

describe("exportDocument", () => {
  it.each(fixtures)("loses nothing that was imported from %s", (name) => {
    const first = importText(readFixture(name));
    const second = importJson(exportOf(first));
    expect(kept(second)).toEqual(kept(first));
    expect(second.report.skipped).toEqual([]);
    expect(exportOf(second)).toEqual(exportOf(first));
  });

  it("puts vendor fields, callbacks, links, examples and security back where they were", () => {
    const document = exportOf(importText(readFixture("alerts-3.1.yaml")));
    expect(document).toMatchObject({
      openapi: "3.1.1",
      "x-owner": "sre",
      info: { "x-audience": "internal", contact: { name: "SRE" } },
      security: [{ key: [] }],
      paths: {
        "/alerts": {
          summary: "Alerts",
          "x-area": "core",
          get: {
            "x-cost": 2,
            parameters: [{ "x-source": "shared" }, { style: "pipeDelimited" }, { content: { "application/json": { schema: { $ref: "#/components/schemas/Filter" } } } }, { allowReserved: true, examples: { yesterday: { value: "2026-01-01T00:00:00Z" } } }],
            responses: { 200: { links: { first: { operationId: "getAlert" } }, content: { "application/json": { examples: { one: { value: [{ id: "1", $ref: "kept as data" }] } } } } } },
          },
          post: {
            security: [],
            requestBody: { "x-hint": "body" },
            callbacks: { done: { "{$request.body#/callback}": { post: { requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Alert" } } } } } } } },
          },
        },
      },
    });
    expect(JSON.stringify(document)).not.toContain("x-tessera-source");
  });

  it("says what OpenAPI cannot in x-tessera, which wins over the BlueKing field", () => {
    const imported = importText(readFixture("blueking-resources.yaml"));
    const operations = imported.operations.map((operation) => ({ ...operation, backend: { timeoutMs: 5 }, security: { authenticate: true, grant: true }, idempotent: true }));
    const again = importJson(exportDocument({ title: "t", version: "1", operations, schemas: imported.schemas }));
    expect(again.operations).toEqual(operations);
  });

  it("says all of an operation's settings, so that import gives them back", () => {
    const transform = [{ action: "set" as const, name: "X-A", value: "${vars.region}" }];
    const operations = [
      operationSchema.parse({
        id: "start", method: "POST", path: "/jobs", idempotent: true, requestBody: { content: { "application/json": {} } },
        backend: { name: "jobs", path: "/${vars.v}/jobs", retry: { attempts: 3, statuses: [503], backoffMs: 0 }, request: { query: [{ action: "map", name: "level", values: { high: "1" }, otherwise: "0" }], headers: transform, body: [{ action: "rename", name: "/a", to: "/b" }, { action: "add", name: "/c", value: { d: [null, 1.5] } }] }, response: { headers: [{ action: "remove", name: "X-Internal" }], body: [{ action: "set", name: "/e", value: "x" }] } },
        async: { id: { header: "Location" }, poll: { operation: "get", parameter: "path.id", outcome: { state: "/state", succeeded: ["done"], failed: ["broken"], reason: "/why" } }, cancel: { operation: "get", parameter: "path.id" }, idempotencyHeader: "Idempotency-Key", timeoutSeconds: 60 },
        translations: { "zh-CN": { summary: "启动", parameters: { "query.level": "级别" } } },
      }),
      operationSchema.parse({ id: "get", method: "GET", path: "/jobs/{id}", parameters: [{ name: "id", in: "path", required: true }], transport: "event-stream" }),
      operationSchema.parse({ id: "shell", method: "GET", path: "/shell", transport: "websocket" }),
    ];
    const again = importJson(exportDocument({ title: "t", version: "1", operations, schemas: {} }));
    expect(again.operations).toEqual(operations);
    expect(again.report.problems).toEqual([]);
  });

  it("takes defaults where x-tessera was damaged by hand", () => {
    const { operations, report } = importJson({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths: { "/a": { get: { operationId: "a", "x-tessera": { backend: { timeoutMs: "soon" } } } } } });
    expect(operations[0]).toMatchObject({ backend: {}, security: { authenticate: true, grant: true } });
    expect(report.problems).toMatchObject([{ severity: "warning", pointer: "/paths/~1a/get/x-tessera" }]);
  });

  it("gives the same document for any operations that can be imported", () => {
    fc.assert(
      fc.property(fc.dictionary(pathArbitrary, fc.dictionary(fc.constantFrom("get", "put", "post", "delete"), operationArbitrary, { minKeys: 1 }), { maxKeys: 4 }), fc.dictionary(nameArbitrary, schemaArbitrary, { maxKeys: 4 }), (paths, schemas) => {
        const first = importJson({ openapi: "3.0.3", info: { title: "t", version: "1" }, paths, components: { schemas } });
        const second = importJson(exportOf(first));
        expect(kept(second)).toEqual(kept(first));
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

describe("exportForCallers", () => {
  const imported = importText(readFixture("blueking-resources.yaml"));
  const document = exportForCallers({ title: "CMDB", version: "1.0.0", ...imported }, { gatewayUrl: "https://gateway.example.com/ops/cmdb/prod" });

  it("shows the gateway and nothing of the backend", () => {
    expect(document.servers).toEqual([{ url: "https://gateway.example.com/ops/cmdb/prod" }]);
    expect(JSON.stringify(document)).not.toMatch(/x-bk|x-tessera|api\/v3/);
  });

  it("asks for a token only where callers need one", () => {
    expect(document.security).toEqual([{ tessera: [] }]);
    expect(document.paths?.["/open"]?.get?.security).toEqual([]);
    expect(document.paths?.["/sets/{biz_id}/batch"]?.post?.security).toBeUndefined();
  });

  it("holds only the schemas in use", () => {
    const { operations, schemas } = importText(readFixture("alerts-3.1.yaml"));
    expect(Object.keys(referencedSchemas(operations, schemas))).toEqual(["Alert", "Prometheus", "Zabbix", "Filter", "Problem", "Alert.source"]);
    expect(Object.keys(referencedSchemas(operations.slice(2), schemas))).toEqual(["Alert", "Prometheus", "Zabbix"]);
  });
});

const nameArbitrary = fc.oneof(fc.constantFrom("A", "B", "C", "constructor", "X<Y>", "名"), fc.string({ minLength: 1, maxLength: 6 }));
const refArbitrary = fc.constantFrom("A", "B", "C", "X%3CY%3E", "gone", "A/properties/p").map((name) => ({ $ref: `#/components/schemas/${name}` }));
const pathArbitrary = fc.array(fc.constantFrom("a", "b", "{x}", "{y}", "c.{z}", "d#e"), { minLength: 1, maxLength: 3 }).map((segments) => `/${segments.join("/")}`);

const { schema: schemaArbitrary } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    refArbitrary,
    fc.boolean(),
    fc.record({ type: fc.constantFrom("string", "integer", "array", "object", "int", "file", 5, ["string", "null"]), nullable: fc.boolean(), example: fc.jsonValue(), enum: fc.array(fc.jsonValue(), { maxLength: 2 }), pattern: fc.string({ maxLength: 4 }), "x-v": fc.jsonValue() }, { requiredKeys: [] }),
    fc.record({ properties: fc.dictionary(fc.constantFrom("p", "q", "$ref", "constructor"), tie("schema")), required: fc.array(fc.constantFrom("p", "q")), nullable: fc.boolean(), description: fc.string() }, { requiredKeys: ["properties"] }),
    fc.record({ items: tie("schema"), minimum: fc.integer(), exclusiveMinimum: fc.oneof(fc.boolean(), fc.integer()) }, { requiredKeys: ["items"] }),
    fc.record({ allOf: fc.array(tie("schema"), { maxLength: 2 }), discriminator: fc.oneof(fc.constant("p"), fc.record({ propertyName: fc.constant("p"), mapping: fc.constant({ a: "A", b: "#/components/schemas/B" }) })), nullable: fc.boolean() }, { requiredKeys: ["allOf"] }),
  ),
}));

const contentArbitrary = fc.dictionary(fc.constantFrom("application/json", "text/plain", "*/*"), fc.record({ schema: schemaArbitrary, example: fc.jsonValue(), examples: fc.dictionary(nameArbitrary, fc.record({ value: fc.jsonValue() }), { maxKeys: 2 }) }, { requiredKeys: [] }), { maxKeys: 2 });

const operationArbitrary = fc.record(
  {
    operationId: fc.oneof(fc.constantFrom("one", "two", "名"), fc.string({ maxLength: 8 })),
    summary: fc.string(),
    tags: fc.array(fc.string()),
    deprecated: fc.boolean(),
    parameters: fc.array(
      fc.record(
        { name: fc.constantFrom("x", "y", "z", "q", "Accept"), in: fc.constantFrom("path", "query", "header", "cookie", "nowhere"), required: fc.boolean(), schema: schemaArbitrary, style: fc.constantFrom("form", "simple", "deepObject", "odd"), explode: fc.boolean(), example: fc.jsonValue(), allowReserved: fc.boolean(), "x-p": fc.jsonValue() },
        { requiredKeys: ["name", "in"] },
      ),
      { maxLength: 4 },
    ),
    requestBody: fc.record({ required: fc.boolean(), description: fc.string(), content: contentArbitrary, "x-b": fc.jsonValue() }, { requiredKeys: [] }),
    responses: fc.dictionary(fc.constantFrom("200", "4xx", "default", "odd", "x-r"), fc.record({ description: fc.string(), content: contentArbitrary, headers: fc.dictionary(fc.constantFrom("X-A", "X-B"), fc.record({ schema: schemaArbitrary })) }, { requiredKeys: [] }), { maxKeys: 3 }),
    security: fc.constantFrom([], [{ a: [] }]),
    "x-o": fc.jsonValue(),
  },
  { requiredKeys: [] },
);
