import { type Operation, type Query, operationSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { chooseInputs, splitInputs, takesInput } from "./query-inputs.ts";

const query: Query = {
  id: "q", name: "alerts", kind: "operation", connector: "c", operation: "o", trigger: "load",
  inputs: { "query.scope": { kind: "static", value: "ops" }, "query.limit": { kind: "binding", template: "{{ 1 }}" }, "path.id": { kind: "binding", template: "" }, body: { kind: "static", value: { a: 1 } }, "body.b.c": { kind: "binding", template: "" } },
};
const operation: Operation = operationSchema.parse({ id: "o", method: "POST", path: "/x/{id}", parameters: [{ name: "limit", in: "query" }, { name: "scope", in: "query" }, { name: "id", in: "path", required: true }], requestBody: { content: {} } });

it("takes fixed inputs from the query and bound ones from the caller", () => {
  expect(chooseInputs(query, { "query.limit": 5, "body.b.c": null })).toEqual({ "query.scope": "ops", "query.limit": 5, body: { a: 1 }, "body.b.c": null });
  expect(() => chooseInputs(query, { "query.scope": "all" })).toThrow("Query 'alerts': the input 'query.scope' is fixed by the app");
  expect(() => chooseInputs(query, { toString: 1 })).toThrow("is not an input of it");
});

it("sorts them into parameters and body; empty text of an optional parameter is none", () => {
  expect(splitInputs(query, operation, { "query.limit": "", "path.id": "", "query.scope": "ops", body: { a: 1, b: 2 }, "body.b": 3, "body.b.c": 4 })).toEqual({ params: { "path.id": "", "query.scope": "ops" }, body: { a: 1, b: 3, "b.c": 4 } });
  expect(splitInputs(query, operation, {})).toEqual({ params: {}, body: undefined });
  expect(() => splitInputs(query, operation, { body: [1], "body.b": 1 })).toThrow("must be an object");
});

it("knows which inputs an operation can take", () => {
  expect(["query.limit", "path.id", "body", "body.x", "limit", "header.limit"].map((name) => takesInput(operation, name))).toEqual([true, true, true, true, false, false]);
});
