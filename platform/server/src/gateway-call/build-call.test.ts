import { type OperationInput, operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { buildCall } from "./build-call.ts";
import { curlOf } from "./curl.ts";

const operation = (input: Partial<OperationInput>) => operationSchema.parse({ id: "op", method: "GET", path: "/a/{id}", ...input });
const query = (name: string, more: object = {}) => ({ name, in: "query" as const, ...more });
const id = { name: "id", in: "path" as const, required: true };

describe("buildCall", () => {
  it.each([
    ["form", [query("t")], ["a", "b c"], "t=a&t=b%20c"],
    ["form, not exploded", [query("t", { explode: false })], ["a", "b,c"], "t=a,b%2Cc"],
    ["space delimited", [query("t", { style: "spaceDelimited" })], ["a", "b"], "t=a%20b"],
    ["pipe delimited", [query("t", { style: "pipeDelimited" })], ["a", "b"], "t=a%7Cb"],
    ["deep object", [query("t", { style: "deepObject" })], { a: 1, "b&c": "d" }, "t%5Ba%5D=1&t%5Bb%26c%5D=d"],
    ["object", [query("t")], { a: 1, b: true }, "a=1&b=true"],
    ["object, not exploded", [query("t", { explode: false })], { a: 1, b: true }, "t=a,1,b,true"],
    ["text with reserved characters", [query("t")], "a=b&c#d?e/f", "t=a%3Db%26c%23d%3Fe%2Ff"],
    ["a lone surrogate", [query("t")], "\ud800", "t=%EF%BF%BD"],
  ])("writes a query parameter in its style: %s", (_name, parameters, value, expected) => {
    expect(buildCall(operation({ path: "/a", parameters }), { params: { t: value } }).target).toBe(`/a?${expected}`);
  });

  it.each([
    ["simple", {}, ["a", "b/c"], "a,b%2Fc"],
    ["label", { style: "label" }, ["a", "b"], ".a,b"],
    ["matrix", { style: "matrix" }, "x y", ";id=x%20y"],
    ["matrix, exploded", { style: "matrix", explode: true }, ["a", "b"], ";id=a;id=b"],
    ["exploded object", { explode: true }, { r: 1, g: "2/3" }, "r=1,g=2%2F3"],
  ] as const)("writes a path parameter in its style: %s", (_name, style, value, expected) => {
    expect(buildCall(operation({ parameters: [{ ...id, ...style }] }), { params: { id: value } }).target).toBe(`/a/${expected}`);
  });

  it.each(["", ".", "..", undefined, null])("does not let %j leave its segment", (value) => {
    expect(() => buildCall(operation({ parameters: [id] }), { params: { id: value } })).toThrow(expect.objectContaining({ code: "call.parameter", path: "/params/path.id" }));
  });

  it("takes a bare name only where it is unambiguous", () => {
    const both = operation({ parameters: [id, query("id")] });
    expect(() => buildCall(both, { params: { id: 1 } })).toThrow(/names 2 parameters/);
    expect(buildCall(both, { params: { "path.id": 1, "query.id": 2 } }).target).toBe("/a/1?id=2");
  });

  it("sends bodies in the operation's media type", () => {
    const send = (content: Record<string, object>, body: unknown) => buildCall(operation({ method: "POST", path: "/a", requestBody: { content } }), { params: {}, body });
    expect(send({ "application/merge-patch+json": {} }, { a: null })).toMatchObject({ headers: { "content-type": "application/merge-patch+json" }, body: '{"a":null}' });
    expect(send({ "application/x-www-form-urlencoded": {} }, { a: ["1", "2"], b: "x y" })).toMatchObject({ body: "a=1&a=2&b=x+y" });
    expect(send({ "text/plain": {} }, "hello")).toMatchObject({ headers: { "content-type": "text/plain" }, body: "hello" });
    expect(() => send({ "text/plain": {} }, { a: 1 })).toThrow(/send the body as text/);
  });

  it("refuses header values that would begin another header", () => {
    const withHeader = operation({ path: "/a", parameters: [{ name: "X-A", in: "header" }] });
    for (const value of ["a\r\nb", "a\0", "é€"]) expect(() => buildCall(withHeader, { params: { "X-A": value } })).toThrow(expect.objectContaining({ code: "call.parameter" }));
  });
});

describe("curlOf", () => {
  it("quotes for a shell and leaves the token to its reader", () => {
    const call = buildCall(operation({ method: "POST", path: "/a", requestBody: { content: { "application/json": {} } } }), { params: {}, body: { a: "it's $HOME `id`" } });
    expect(curlOf("http://gateway.example.com/s/c/prod/a", call)).toBe(
      ["curl -sS -X POST 'http://gateway.example.com/s/c/prod/a'", `  -H "Authorization: Bearer $TESSERA_TOKEN"`, "  -H 'content-type: application/json'", String.raw`  --data-raw '{"a":"it'\''s $HOME ` + "`id`\"}'"].join(" \\\n"),
    );
  });
});
