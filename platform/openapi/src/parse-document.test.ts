import { UserError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { limits } from "./limits.ts";
import { parseDocument } from "./parse-document.ts";

function refusal(input: string | Uint8Array): UserError {
  try {
    parseDocument(input);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("the document was read");
}

const yaml = (rest: string): string => `openapi: 3.1.0\n${rest}`;

describe("parseDocument", () => {
  it.each([
    ['{"openapi":"3.1.0"}', "openapi-3.1", "json"],
    ['{"openapi":"3.0.3"}', "openapi-3.0", "json"],
    ["swagger: '2.0'", "swagger-2.0", "yaml"],
    ["swagger: 2.0", "swagger-2.0", "yaml"],
    ["openapi: 3.1", "openapi-3.1", "yaml"],
  ])("reads %s", (text, format, syntax) => {
    expect(parseDocument(text)).toMatchObject({ format, syntax });
  });

  it("reads OpenAPI 3.2 as 3.1 and says so", () => {
    const document = parseDocument("openapi: 3.2.0");
    expect(document.format).toBe("openapi-3.1");
    expect(document.problems).toMatchObject([{ severity: "warning", code: "openapi.newer-version", pointer: "/openapi" }]);
  });

  it.each(["{}", '{"openapi":"4.0.0"}', '{"swagger":"1.2"}', '{"asyncapi":"2.0.0"}', '{"swaggerVersion":"1.2"}', '{"openapi":{}}'])("refuses the version of %s", (text) => {
    expect(refusal(text).code).toBe("openapi.version");
  });

  it.each(["", "just text", "[]", "- a", "42", "null"])("refuses %j, which holds no object", (text) => {
    expect(refusal(text).code).toBe("openapi.unreadable");
  });

  it("names line and column of a JSON error", () => {
    const error = refusal('{\n  "openapi": "3.1.0",\n  "paths": {"/a" 1}\n}');
    expect(error.detail).toEqual({ line: 3, column: 18 });
    expect(error.message).toContain("line 3, column 18");
  });

  it("names line and column of a YAML error", () => {
    expect(refusal(yaml("paths:\n  /a: {}\n /b: {}\n")).detail).toEqual({ line: 4, column: 1 });
  });

  it.each([
    ['{\n "a": @x\n}', /^文档不是有效的 JSON：第 2 行第 7 列，此处不应有 '@'。$/],
    ["a: b: c", /^文档不是有效的 YAML：第 1 行第 \d+ 列，[^A-Za-z]+。$/],
    ["a:\n  b: 1\n c: 2", /^文档不是有效的 YAML：.*缩进/],
    ["a: *b", /别名 '\*b' 之前没有对应的锚点。$/],
    ["", /^文档的内容不是对象。/],
    ['{"openapi":"4.0.0"}', /^不支持版本 4\.0\.0；支持 OpenAPI 3\.1、3\.0 和 Swagger 2\.0。$/],
    [`{"openapi":"3.1.0","a":${"[".repeat(300)}${"]".repeat(300)}}`, /^文档的嵌套超过 256 层，位于 \/a.*，请拆分后分别导入。$/],
  ])("says in Chinese why it refuses %j", (text, message) => expect(refusal(text).text["zh-CN"]).toMatch(message));

  it("reads JSON with trailing commas and comments", () => {
    expect(parseDocument('{"openapi": "3.1.0", # why\n "paths": {},}').root["paths"]).toEqual({});
  });

  it("reads a byte order mark, CRLF and UTF-16", () => {
    const text = "openapi: 3.1.0\r\ninfo:\r\n  title: 告警\r\n";
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
    for (const input of [`\uFEFF${text}`, Buffer.from(`\uFEFF${text}`), utf16]) expect(parseDocument(input).root["info"]).toEqual({ title: "告警" });
  });

  it("refuses bytes that are no text", () => {
    expect(refusal(Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)).message).toContain("UTF-8");
  });

  it("reports duplicate keys of JSON and YAML with their place", () => {
    const json = parseDocument('{"openapi":"3.1.0","paths":{"/a":{"get":{"x":"\\":"},"get":{}}},"list":[{"a":1},{"a":1,"\\u0061":2}]}');
    expect(json.problems.map(({ code, pointer }) => [code, pointer])).toEqual([
      ["openapi.duplicate-key", "/paths/~1a/get"],
      ["openapi.duplicate-key", "/list/1/a"],
    ]);
    const [problem] = parseDocument(yaml("paths:\n  /a:\n    get: {}\n    get: {x: 1}\n")).problems;
    expect(problem).toMatchObject({ pointer: "/paths/~1a/get" });
    expect(problem?.message.en).toContain("line 5");
  });

  it("resolves anchors and merge keys, explicit keys winning", () => {
    const { root } = parseDocument(yaml("x-base: &base {a: 1, b: 2}\nx-more: &more {b: 3, c: 4}\nx-all:\n  a: 9\n  <<: [*base, *more]\nx-quoted: {'<<': 1}\n"));
    expect(root["x-all"]).toEqual({ a: 9, b: 2, c: 4 });
    expect(root["x-quoted"]).toEqual({ "<<": 1 });
  });

  it("refuses an alias without anchor and a merge of a text", () => {
    expect(refusal(yaml("a: *b\n")).detail).toEqual({ line: 2, column: 4 });
    expect(refusal(yaml("a:\n  <<: text\n")).message).toContain("'<<'");
  });

  it("keeps status codes and words as texts", () => {
    expect(parseDocument(yaml("x: {200: a, null: b, 1.10: c}\ny: [yes, 2020-01-01]\n")).root).toMatchObject({ x: { "200": "a", null: "b", "1.10": "c" }, y: ["yes", "2020-01-01"] });
  });

  it("creates no objects from tags", () => {
    expect(parseDocument(yaml('x: !!js/function "return 1"\n')).root["x"]).toBe("return 1");
  });

  it("drops __proto__ keys, NUL in keys and numbers beyond JSON, and says so", () => {
    for (const text of ['{"openapi":"3.1.0","a":{"__proto__":{"bad":1},"x\\u0000":1,"n":1e999}}', yaml('a: {__proto__: {bad: 1}, "x\\0": 1, n: .inf}')]) {
      const { root, problems } = parseDocument(text);
      expect(Object.keys(root["a"] as object)).toEqual(["n"]);
      expect((root["a"] as { bad?: unknown }).bad).toBeUndefined();
      expect((root["a"] as { n: unknown }).n).toBeNull();
      expect(problems.map(({ code }) => code).toSorted()).toEqual(["openapi.not-json", "openapi.unsafe-key", "openapi.unsafe-key"]);
    }
  });

  it.each([
    ["JSON arrays", `{"openapi":"3.1.0","x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, "openapi.too-large"],
    ["YAML flow", yaml(`x: ${"[".repeat(50_000)}`), "openapi.unreadable"],
    ["YAML blocks", yaml(`x:\n  ${"- ".repeat(20_000)}1`), "openapi.unreadable"],
    ["an alias of itself", yaml("a: &a\n  b: *a\n"), "openapi.too-large"],
    ["a bomb of aliases", yaml(`x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n${Array.from({ length: 12 }, (_, at) => `x${at + 1}: &x${at + 1} [${Array(10).fill(`*x${at}`).join(", ")}]`).join("\n")}`), "openapi.too-large"],
    ["a bomb of merges", yaml(`${Array.from({ length: 1500 }, (_, at) => `x${at}: &x${at} {k${at}: 1${at === 0 ? "" : `, <<: *x${at - 1}`}}`).join("\n")}`), "openapi.unreadable"],
  ])("refuses %s", (_what, text, code) => {
    expect(refusal(text).code).toBe(code);
  });

  it("refuses texts beyond the size limits", () => {
    const error = refusal(yaml(`# ${"x".repeat(limits.yamlChars)}`));
    expect(error).toMatchObject({ code: "openapi.too-large", reason: "too-large" });
  });
});
