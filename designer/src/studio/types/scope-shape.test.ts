import { type AppRecords, operationSchema, pageHeadSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { answerOf } from "./answer-of.ts";
import { declare } from "./declare.ts";
import { scopeShape } from "./scope-shape.ts";

const records = {
  "page/home": pageHeadSchema.parse({ schemaVersion: 1, id: "home", title: {}, path: "home", order: "a0", state: { open: false } }),
  "node/home/t": { id: "t", type: "table", name: "hosts", parent: null, order: "a0", props: {}, events: {} },
  "query/q1": { id: "q1", name: "alerts", kind: "operation", connector: "am", operation: "list", inputs: {}, trigger: "load" },
  "query/q2": { id: "q2", name: "names", kind: "operation", connector: "am", operation: "list", inputs: {}, transform: "return data.map((one) => one.id)", trigger: "load" },
} as unknown as AppRecords;
const shared = { alert: { type: "object", required: ["id"], properties: { id: { type: "integer" } } } };
const answers = { q1: { schema: { type: "array", items: { $ref: "#/schemas/alert" } }, shared }, q2: { schema: { type: "array", items: { $ref: "#/schemas/alert" } }, shared } };

it("declares what code of a page may read: answers of operations, what transforms gave so far, state, locals", () => {
  const { fields } = scopeShape({ records, page: "home", answers, live: { queries: { names: { data: [1] } } }, locals: ["row"] });
  const text = declare(fields);
  expect(text).toContain("type Alert = {\n  id: number;\n};");
  expect(text).toMatch(/declare const queries: \{ "alerts": \{ "data": Alert\[\]; "loading": boolean; [\s\S]* "names": \{ "data": number\[\];/);
  expect(text).toMatch(/declare const components: \{ "hosts": \{ .*"selectedRow": any/);
  expect(text).toContain('declare const state: { "open": boolean };');
  expect(text).toContain("declare const row: any;");
});

it("reads the answer off the documentation: JSON of the best success", () => {
  const operation = operationSchema.parse({
    id: "list", method: "GET", path: "/",
    responses: { default: { content: { "application/json": { schema: { type: "string" } } } }, "4XX": { content: { "application/json": { schema: {} } } }, "201": { content: { "text/plain": { schema: {} }, "application/hal+json": { schema: { type: "array" } } } } },
  });
  expect(answerOf(operation, shared)?.schema).toEqual({ type: "array" });
  expect(answerOf({ ...operation, responses: {} }, shared)).toBeUndefined();
});
