import { connectorInputSchema, importInputSchema, listQuerySchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refuseUnsafeKeys } from "./unsafe-keys.ts";
import { validateInput } from "./validate-input.ts";

function refusalOf(schema: z.ZodType, value: unknown): { path?: string; message?: string; text?: { "zh-CN": string } } {
  try {
    validateInput(schema, value, "body");
  } catch (error) {
    return error as { path: string; message: string; text: { "zh-CN": string } };
  }
  return {};
}

describe("validateInput", () => {
  it.each([
    [connectorInputSchema, { name: "A" }, "/name", /^The field \/name must start with a lower-case letter .*e\.g\. alert-center\.$/],
    [connectorInputSchema, {}, "/name", /^The field \/name is missing; it must be a string, e\.g\. "alert-center"\.$/],
    [connectorInputSchema, { name: "a", visibility: "all" }, "/visibility", /e\.g\. "space"\.$/],
    [connectorInputSchema, "text", "", /^The body must be: object/],
    [z.object({ limit: z.coerce.number().int().min(1).max(500).optional() }), { limit: "x" }, "/limit", /e\.g\. 10\.$/],
    [importInputSchema, { name: "a", document: {} }, "/document", /give either text or url/],
    [z.object({ "a/b": z.object({ "c~d": z.number() }) }), { "a/b": { "c~d": "x" } }, "/a~1b/c~0d", /\/a~1b\/c~0d must be: number/],
  ])("names the field, what is wrong and an example (%#)", (schema, value, path, message) => {
    const refused = refusalOf(schema, value);
    expect(refused.path).toBe(path);
    expect(refused.message).toMatch(message);
  });

  it.each([
    [connectorInputSchema, { name: "A" }, "字段 /name 须以小写字母开头，只含小写字母、数字和 '-'，最多 63 个字符，例如 alert-center。"],
    [connectorInputSchema, {}, '字段 /name 缺失，须为文本，例如 "alert-center"。'],
    [connectorInputSchema, "text", "请求体须为对象，实际是文本。"],
    [z.object({ level: z.enum(["info", "error"]) }), { level: "all" }, '字段 /level 须为以下之一：info、error，例如 "info"。'],
  ])("says it in Chinese too (%#)", (schema, value, message) => expect(refusalOf(schema, value).text?.["zh-CN"]).toBe(message));

  it("looks into the union member that came furthest", () => {
    const union = z.union([z.literal("*"), z.object({ ids: z.array(z.string()) })]);
    expect(refusalOf(z.object({ operations: union }), { operations: { ids: [1] } }).path).toBe("/operations/ids/0");
  });

  it("repeats no endless key", () => {
    const refused = refusalOf(z.record(z.string(), z.number()), { ["k".repeat(1_000_000)]: "x" });
    expect(JSON.stringify([refused.path, refused.message]).length).toBeLessThan(2_000);
  });

  it("gives parsed values", () => expect(validateInput(listQuerySchema, { limit: "20", other: "dropped" }, "query")).toEqual({ limit: 20 }));
});

describe("refuseUnsafeKeys", () => {
  const unsafe = (text: string, dollar: "allowed" | "refused" = "refused") => () => refuseUnsafeKeys(JSON.parse(text), dollar);

  it.each(['{"$gt":1}', '{"a":[{"$where":""}]}', '{"__proto__":{}}', '[{"a":{"__proto__":1}}]'])("refuses %s", (text) => expect(unsafe(text)).toThrow(expect.objectContaining({ code: "request.unsafe-key" })));
  it.each(['{"a$":1,"a.b":{"constructor":1}}', "null", '"$text"', "[]"])("lets %s pass", (text) => expect(unsafe(text)).not.toThrow());
  it("refuses prototypes where operators may pass", () => {
    expect(unsafe('{"$ref":"#/a"}', "allowed")).not.toThrow();
    expect(unsafe('{"$defs":{"__proto__":1}}', "allowed")).toThrow(expect.objectContaining({ path: "/$defs/__proto__" }));
  });
});
