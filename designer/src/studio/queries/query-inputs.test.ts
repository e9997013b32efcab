import { type Query, operationSchema } from "@tessera/contracts";
import { expect, it } from "vitest";
import { aliasFor, inputsOf, missingInputs, strayInputs } from "./query-inputs.ts";

const operation = operationSchema.parse({
  id: "createSilence", method: "POST", path: "/silences/{id}",
  parameters: [
    { name: "id", in: "path", required: true, schema: { type: "string" } },
    { name: "limit", in: "query", schema: { type: "integer", default: 100 }, required: true },
    { name: "filter", in: "query", schema: { type: "array", items: { type: "string" } }, description: "Matchers" },
  ],
  requestBody: { required: true, content: { "application/json": { schema: { $ref: "#/schemas/silence" } } } },
});
const shared = { silence: { type: "object", required: ["comment"], properties: { comment: { type: "string" }, id: { type: "string", readOnly: true } } } };
const query: Query = { id: "q", name: "q", kind: "operation", connector: "am", operation: "createSilence", inputs: { "query.gone": { kind: "static", value: 1 }, "path.id": { kind: "binding", template: "{{ state.id }}" } }, trigger: "manual" };

it("makes inputs of parameters and of the fields of a JSON body", () => {
  const inputs = inputsOf(operation, shared);
  expect(inputs.map(({ key, field }) => `${key}:${field.kind}`)).toEqual(["path.id:text", "query.limit:number", "query.filter:tags", "body.comment:text"]);
  expect(inputs[2]?.help).toBe("Matchers");
});

it("takes a body without fields as a whole", () => {
  const plain = operationSchema.parse({ id: "write", method: "PUT", path: "/", requestBody: { content: { "text/plain": { schema: { type: "string" } } } } });
  expect(inputsOf(plain, {}).map(({ key }) => key)).toEqual(["body"]);
});

it("names what is missing and what the operation no longer takes", () => {
  const inputs = inputsOf(operation, shared);
  expect(missingInputs(query, inputs).map(({ key }) => key)).toEqual(["body.comment"]);
  expect(strayInputs(query, inputs)).toEqual(["query.gone"]);
});

it("reuses the alias of a mapping, else finds a free one", () => {
  const connectors = { am: { connector: "alertmanager", stage: "prod" }, prometheus: { connector: "other", stage: "prod" } };
  expect(aliasFor(connectors, { connector: "alertmanager", stage: "prod" })).toBe("am");
  expect(aliasFor(connectors, { connector: "prometheus", stage: "prod" })).toBe("prometheus-prod");
  expect(aliasFor(connectors, { connector: "jobs", stage: "prod" })).toBe("jobs");
});
