import { type Operation, operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { bodyExample, bodyType, callInput, parameterFields } from "./connector/call/call-input.ts";
import { connectorStatus } from "./connectors/connector-status.ts";

const operation: Operation = operationSchema.parse({
  id: "startJob",
  method: "POST",
  path: "/jobs/{id}",
  summary: "Start",
  parameters: [{ name: "id", in: "path", schema: { type: "string" } }, { name: "limit", in: "query", schema: { type: "integer" }, description: "How many" }],
  requestBody: { content: { "text/plain": {}, "application/json": { schema: { type: "object", properties: { script: { type: "string" } } } } } },
  backend: { path: "/v2/jobs/{id}", timeoutMs: 5000 },
});

describe("a call", () => {
  it("asks for each parameter where it goes; those of the path are needed", () => {
    const fields = parameterFields(operation, {});
    expect(fields.path.map(({ name, required }) => [name, required])).toEqual([["id", true]]);
    expect(fields.query[0]).toMatchObject({ name: "limit", kind: "number", required: false, help: "How many" });
  });
  it("sends JSON where there is a choice, starting from the schema", () => {
    expect(bodyType(operation)).toBe("application/json");
    expect(JSON.parse(bodyExample(operation, {}))).toEqual({ script: "" });
  });
  it("sends what was filled in, under the names that the route takes", () => {
    expect(callInput("prod", { path: { id: "7" }, query: { limit: undefined } }, '{"script":"ls"}', "application/json")).toEqual({ stage: "prod", params: { "path.id": "7" }, body: { script: "ls" } });
    expect(callInput("prod", { query: { limit: 0 } }, "", "application/json")).toEqual({ stage: "prod", params: { "query.limit": 0 } });
    expect(callInput("prod", {}, "plain", "text/plain")).toEqual({ stage: "prod", params: {}, body: "plain" });
  });
  it("refuses a body that is not JSON", () => expect(() => callInput("prod", {}, "{", "application/json")).toThrow(SyntaxError));
});

it("tells what a connector does now", () => {
  const stage = (backend: boolean, release: string | null) => ({ backend: backend ? { url: "http://example.com", timeoutMs: 1 } : null, release }) as never;
  expect(connectorStatus({ stages: [] })).toBe("noBackend");
  expect(connectorStatus({ stages: [stage(true, null)] })).toBe("draft");
  expect(connectorStatus({ stages: [stage(false, null), stage(true, "1.0.0")] })).toBe("serving");
});
