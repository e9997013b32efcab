import { requestTransformsSchema, responseTransformsSchema } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatewayErrors } from "../../errors.ts";
import type { HeaderMap } from "../../pipeline/context.ts";
import { readJson, writeJson } from "./json-text.ts";
import { changeAnswerBody, changeRequestBody, describeChangedAnswer, isChangedAnswer } from "./message-body.ts";
import { sourcesOf } from "./sources.ts";
import { compileTransforms } from "./transforms.ts";

const variables = { region: "cn-1", team: "运维", tricky: 'a"b&c=d%0D\r\n' };
const sources = sourcesOf({
  names: ["id"], values: ["a%2Fb%22"], query: "page=2&name=%0d%0aX-Evil:%201&page=3", headers: { accept: "text/plain", "x-list": ["1", "2"] } as never,
  caller: { kind: "app", id: "app:ops/portal", name: "Portal", space: "ops", member: false },
});

const set = (name: string, value: unknown) => ({ action: "set", name, value });
const add = (name: string, value: unknown) => ({ action: "add", name, value });
const remove = (name: string) => ({ action: "remove", name });
const rename = (name: string, to: string) => ({ action: "rename", name, to });
const map = (name: string, values: object, otherwise?: unknown) => ({ action: "map", name, values, ...(otherwise === undefined ? {} : { otherwise }) });

function query(given: string, ...transforms: object[]): string {
  return compileTransforms({ request: requestTransformsSchema.parse({ query: transforms }) }, variables)?.request.query?.(given, sources) ?? given;
}

function headers(given: HeaderMap, ...transforms: object[]): HeaderMap {
  const changed = { ...given };
  compileTransforms({ response: responseTransformsSchema.parse({ headers: transforms }) }, variables)?.response.headers?.(changed, sources);
  return changed;
}

function bodyChange(...transforms: object[]) {
  const change = compileTransforms({ request: requestTransformsSchema.parse({ body: transforms }) }, variables)?.request.body;
  if (change === undefined) throw new Error("nothing compiled");
  return change;
}

function body(given: string, ...transforms: object[]): string {
  return changeAnswerBody(Buffer.from(given), bodyChange(...transforms), sources).toString();
}

it("compiles nothing where nothing is changed", () => expect(compileTransforms({ request: requestTransformsSchema.parse({}), response: responseTransformsSchema.parse({}) }, {})).toBeUndefined());

describe("a query", () => {
  it.each<[string, string, object[], string]>([
    ["adds where there is none", "a=1", [add("a", "2"), add("b", "3")], "a=1&b=3"],
    ["sets in place of all", "a=1&b=2&a=3", [set("a", "x y")], "b=2&a=x%20y"],
    ["removes, by any spelling of the name", "%61=1&a=2&b=3", [remove("a")], "b=3"],
    ["renames with all values, over what is there", "a=1&b=0&a=%2B", [rename("a", "b")], "b=1&b=%2B"],
    ["maps each value", "l=high&l=odd", [map("l", { high: "1" }), map("x", { y: "z" })], "l=1&l=odd"],
    ["maps others otherwise", "l=odd", [map("l", { high: "1" }, "0")], "l=0"],
    ["keeps what it does not touch byte for byte", "q=a+b%20c&&%zz=1&flag", [set("n", "1")], "q=a+b%20c&%zz=1&flag&n=1"],
    ["takes parameters, queries, headers, callers and variables", "", [set("v", "${vars.region}/${path.id}/${query.page}/${header.accept}/${caller.id}")], `v=${encodeURIComponent('cn-1/a/b"/2/text/plain/app:ops/portal')}`],
    ["encodes what would be more than a value", "", [set("v", "${vars.tricky}")], `v=${encodeURIComponent(variables.tricky)}`],
    ["leaves out what needs what is not there", "a=forged&b=1", [set("a", "${caller.user}"), add("c", "x-${query.none}")], "b=1"],
    ["goes step by step", "a=1", [rename("a", "b"), rename("b", "c"), add("a", "2")], "c=1&a=2"],
  ])("%s", (_name, given, transforms, expected) => expect(query(given, ...transforms)).toBe(expected));

  it("reads as what was set, whatever the value", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (value) => {
      const changed = query("a=1", set("v", value.replaceAll("${", "")));
      expect(new URLSearchParams(changed).get("v")).toBe(value.replaceAll("${", "").toWellFormed());
      expect(changed).toMatch(/^[!-~]*$/);
    }));
  });
});

describe("header fields", () => {
  it.each<[string, HeaderMap, object[], HeaderMap]>([
    ["are added where there are none", { a: "1" }, [add("A", "2"), add("B", "3")], { a: "1", b: "3" }],
    ["are set in place of all", { "set-cookie": ["a", "b"] }, [set("Set-Cookie", "c")], { "set-cookie": "c" }],
    ["are removed", { a: "1", b: "2" }, [remove("A")], { b: "2" }],
    ["are renamed with all values", { a: ["1", "2"], b: "0" }, [rename("A", "B"), rename("C", "D")], { b: ["1", "2"] }],
    ["are mapped", { a: ["x", "y"], b: "z" }, [map("a", { x: "1" }), map("b", {}, "other"), map("c", { q: "r" })], { a: ["1", "y"], b: "other" }],
    ["hold UTF-8 bytes beyond Latin-1", {}, [set("T", "${vars.team}")], { t: Buffer.from("运维").toString("latin1") }],
    ["never end early", {}, [set("T", "a ${query.name}")], { t: "a %0D%0AX-Evil: 1" }],
    ["go when their value needs what is not there", { t: "forged" }, [set("T", "${caller.user}")], {}],
  ])("%s", (_name, given, transforms, expected) => expect(headers(given, ...transforms)).toEqual(expected));
});

describe("a JSON body", () => {
  it.each<[string, string, object[], unknown]>([
    ["adds where there is none", '{"a":null}', [add("/a", 1), add("/b", { c: ["${vars.region}"] })], { a: null, b: { c: ["cn-1"] } }],
    ["sets, with objects on the way", '{"a":{"b":1}}', [set("/a/c/d", true), set("/x/y", "z")], { a: { b: 1, c: { d: true } }, x: { y: "z" } }],
    ["does not go through scalars", '{"a":"text"}', [set("/a/b", 1), remove("/a/b/c"), rename("/a/b", "/c")], { a: "text" }],
    ["sets in lists, also at their end", '{"l":[1,2]}', [set("/l/0", 9), set("/l/-", 3), set("/l/3", 4), set("/l/17", 5), set("/l/x", 6)], { l: [9, 2, 3, 4] }],
    ["removes", '{"a":1,"l":[1,2,3]}', [remove("/a"), remove("/l/1"), remove("/none/x")], { l: [1, 3] }],
    ["renames over what is there", '{"a":{"b":1},"c":2}', [rename("/a/b", "/c")], { a: {}, c: 1 }],
    ["maps scalars by their text", '{"a":true,"b":7,"c":"x","d":[],"e":null}', [map("/a", { true: "yes" }), map("/b", { "7": null }), map("/c", { y: 1 }, "o"), map("/d", { "": 1 }, 0), map("/e", { null: "none" })], { a: "yes", b: null, c: "o", d: 0, e: "none" }],
    ["knows escaped pointers", '{"a/b":1,"c~d":2}', [rename("/a~1b", "/c~0d")], { "c~d": 1 }],
    ["leaves out what needs what is not there", '{"by":"forged"}', [set("/by", "${caller.user}"), set("/o", { x: "${query.none}", y: ["${query.none}", 1] })], { o: { y: [1] } }],
    ["makes texts, never JSON", "{}", [set("/a", '${path.id}","admin":"yes'), set("/n", "${query.page}")], { a: 'a/b"","admin":"yes', n: "2" }],
    ["leaves scalars alone", "7", [set("/a", 1)], 7],
    ["leaves null alone", "null", [set("/a", 1)], null],
  ])("%s", (_name, given, transforms, expected) => expect(JSON.parse(body(given, ...transforms))).toEqual(expected));

  it("gives each call values of its own", () => {
    const change = bodyChange(set("/a", { list: [] }), set("/a/list/-", "x"));
    expect([change({}, sources), change({}, sources)]).toEqual([{ a: { list: ["x"] } }, { a: { list: ["x"] } }]);
  });

  it("never reaches the prototype", () => {
    expect(body('{"__proto__":{"a":1}}', set("/__proto__/polluted", "yes"), set("/constructor/prototype/p", "yes"))).toBe('{"__proto__":{"a":1,"polluted":"yes"},"constructor":{"prototype":{"p":"yes"}}}');
    expect(body("{}", set("/__proto__/polluted", "yes"))).toBe('{"__proto__":{"polluted":"yes"}}');
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it.each(["9007199254740993", "-12345678901234567890", "1.0", "1e400", "0.1000000000000000055511151231257827", "-0", "1E5", "3.141592653589793238462643"])("keeps the number %s as it is written", (number) => {
    expect(body(`{"n":[${number},{"m":${number}}],"x":1}`, remove("/x"))).toBe(`{"n":[${number},{"m":${number}}]}`);
    expect(body(`{"n":${number}}`, rename("/n", "/m"))).toBe(`{"m":${number}}`);
    expect(body(`{"n":${number}}`, map("/n", { [number]: "found" }))).toBe('{"n":"found"}');
  });

  it("touches no text that only looks like a number", () => {
    const text = JSON.stringify({ "1.0": "1.0", a: '\\"1e5\\', b: "\\", c: "-0", d: '"12345678901234567890"' });
    expect(body(`${text.slice(0, -1)},"n":1.0,"m":[-0]}`, remove("/x"))).toBe(`${text.slice(0, -1)},"n":1.0,"m":[-0]}`);
  });

  it("keeps any number digit by digit", () => {
    const digits = (max: number) => fc.stringMatching(new RegExp(`^\\d{1,${max}}$`));
    const written = fc.tuple(fc.constantFrom("", "-"), digits(25).map((text) => text.replace(/^0+(?=\d)/, "")), fc.option(digits(25)), fc.option(fc.tuple(fc.constantFrom("e", "E", "e+", "E-"), digits(4)))).map(([sign, whole, fraction, exponent]) => `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : exponent.join("")}`);
    fc.assert(fc.property(fc.array(fc.oneof(written, fc.string().map((text) => JSON.stringify(text)), fc.constantFrom("true", "null"))), (values) => {
      const text = `[${values.join(",")}]`;
      expect(writeJson(readJson(text)).replaceAll(/"(?:[^"\\]|\\.)*"/g, (string) => JSON.stringify(JSON.parse(string)))).toBe(text);
    }), { numRuns: 1_000 });
  });

  it("writes back any JSON as it was", () => {
    fc.assert(fc.property(fc.json(), (text) => {
      expect(JSON.parse(writeJson(readJson(text)))).toEqual(JSON.parse(text));
    }));
  });
});

describe("the body of a call", () => {
  const change = bodyChange(set("/tenant", "${vars.region}"));
  const changed = (text: string | Buffer | null, given: HeaderMap = {}) => {
    const fields = { ...given };
    return { text: changeRequestBody(text === null ? null : Buffer.from(text), fields, change, sources)?.toString(), fields };
  };
  const refusal = (text: string | Buffer, given: HeaderMap) => {
    try {
      changed(text, given);
    } catch (error) {
      return error as { code: string; message: string };
    }
    throw new Error("not refused");
  };

  it("is made where there is none", () => expect(changed(null)).toEqual({ text: '{"tenant":"cn-1"}', fields: { "content-type": "application/json" } }));
  it("stays absent where nothing makes one", () => expect(changeRequestBody(null, {}, bodyChange(remove("/a")), sources)).toBeNull());
  it("loses digests of what it was", () => expect(changed('{"a":1}', { "content-type": "application/vnd.x+json", "content-digest": "sha-256=:x:", "content-encoding": "identity" })).toEqual({ text: '{"a":1,"tenant":"cn-1"}', fields: { "content-type": "application/vnd.x+json" } }));
  it("keeps the last of two values of a name, so that nobody reads another one", () => expect(changed('{"tenant":"a","tenant":"b"}').text).toBe('{"tenant":"cn-1"}'));
  it.each<[string, string | Buffer, HeaderMap, string, RegExp]>([
    ["a form", "a=1", { "content-type": "application/x-www-form-urlencoded" }, gatewayErrors.bodyNotJson, /x-www-form-urlencoded/],
    ["a compressed one", "x", { "content-type": "application/json", "content-encoding": "gzip" }, gatewayErrors.bodyNotJson, /gzip/],
    ["one that is no JSON", '{"a":\n  oops}', { "content-type": "application/json" }, gatewayErrors.bodyJsonInvalid, /line 2, column 3/],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22]), {}, gatewayErrors.bodyJsonInvalid, /UTF-8/],
    ["one that nests without end", "[".repeat(200_000) + "1.5" + "]".repeat(200_000), {}, gatewayErrors.bodyJsonInvalid, /deep/],
  ])("refuses %s", (_name, text, given, code, said) => {
    const { code: found, message } = refusal(text, given);
    expect(found).toBe(code);
    expect(message).toMatch(said);
  });
});

describe("the body of an answer", () => {
  it.each<[number, HeaderMap, boolean]>([
    [200, { "content-type": "application/json" }, true],
    [500, { "content-type": "application/problem+json; charset=utf-8" }, true],
    [200, { "content-type": "text/html" }, false],
    [200, {}, false],
    [204, { "content-type": "application/json" }, false],
    [304, { "content-type": "application/json" }, false],
  ])("of status %i with %o is changed: %s", (status, given, expected) => expect(isChangedAnswer(status, given)).toBe(expected));
  it("that is compressed against the request is refused", () => expect(() => isChangedAnswer(200, { "content-type": "application/json", "content-encoding": "br" })).toThrow(/br although/));
  it("that is no JSON is refused without a word of it", () => expect(() => body('{"secret":hunter2}', remove("/x"))).toThrow(/^(?!.*hunter).*not/));
  it("is described as what it became", () => {
    const fields: HeaderMap = { etag: '"a"', "content-length": "10", "content-digest": "x", "accept-ranges": "bytes", "content-type": "application/json" };
    describeChangedAnswer(fields, 12);
    expect(fields).toEqual({ etag: 'W/"a"', "content-length": "12", "content-type": "application/json" });
  });
});
