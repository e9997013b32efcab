import { describe, expect, it } from "vitest";
import { docsScore } from "./docs-score.ts";
import { type OperationInput, operationSchema } from "./operation.ts";

const score = (operation: Partial<OperationInput>) => docsScore(operationSchema.parse({ id: "listHosts", method: "GET", path: "/hosts", ...operation }));
const json = (media: object) => ({ "application/json": media });
const whole: Partial<OperationInput> = {
  summary: "List the hosts",
  description: "All hosts of the space, the newest first.",
  translations: { "zh-CN": { summary: "列出主机" } },
  parameters: [{ name: "limit", in: "query", description: "Most hosts", schema: { type: "integer" } }],
  responses: { 200: { description: "The hosts", content: json({ schema: { type: "array", items: { type: "object", properties: { id: { type: "string", description: "Id" } } } }, example: [] }) }, 404: { description: "No such space" } },
};

describe("the score of an operation's docs", () => {
  it("is 100 for a whole one and nothing is missing", () => expect(score(whole)).toEqual({ score: 100, missing: [] }));
  it("is 0 for a bare one", () => {
    const { score: points, missing } = score({});
    expect(points).toBe(0);
    expect(missing.map(({ code }) => code)).toEqual(["summary", "description", "translation", "success-response", "error-response"]);
  });
  it("counts only what the operation has: a path without parameters and body can be whole", () => expect(score({ ...whole, parameters: [], responses: { 204: { description: "Gone" }, default: { description: "Refused" } } }).score).toBe(100));
  it.each<[string, Partial<OperationInput>, string, string]>([
    ["a parameter", { parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }] }, "parameter-description", "/parameters/0/description"],
    ["a type", { parameters: [{ name: "limit", in: "query", description: "Most" }] }, "parameter-type", "/parameters/0/schema"],
    ["a language", { translations: {} }, "translation", "/translations/zh-CN/summary"],
    ["the other language", { summary: "列出主机", translations: {} }, "translation", "/translations/en/summary"],
    ["an example", { requestBody: { content: json({ schema: { $ref: "#/schemas/Host" } }) } }, "", ""],
    ["a body", { requestBody: { content: json({ example: {} }) } }, "request-schema", "/requestBody/content/application~1json/schema"],
    ["a field", { requestBody: { content: json({ example: {}, schema: { type: "object", properties: { "a/b": { type: "string" } } } }) } }, "field-description", "/requestBody/content/application~1json/schema/properties/a~1b/description"],
    ["the type of an answer", { responses: { 200: { description: "x" }, 500: { description: "y" } } }, "response-schema", "/responses/200/content/schema"],
    ["an error", { responses: { 204: { description: "x" } } }, "error-response", "/responses"],
  ])("names the place where %s is to be written", (_what, change, code, pointer) => {
    const { score: points, missing } = score({ ...whole, ...change });
    expect(missing[0]?.code ?? "").toBe(code);
    expect(missing[0]?.pointer ?? "").toBe(pointer);
    expect(points < 100).toBe(code !== "");
  });
  it("says each gap in both languages", () => {
    for (const { message } of score({ parameters: [{ name: "x", in: "query" }] }).missing) expect([message.en, message["zh-CN"]].every((text) => text.length > 3)).toBe(true);
  });
  it("asks a WebSocket for no answers", () => expect(score({ transport: "websocket" }).missing.map(({ code }) => code)).toEqual(["summary", "description", "translation"]));
});
