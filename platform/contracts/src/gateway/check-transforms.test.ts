import { describe, expect, it } from "vitest";
import { requestTransformsSchema, responseTransformsSchema } from "../connector/transform.ts";
import { checkRoutes } from "./check-routes.ts";
import { checkStage, stageNeeds } from "./check-stage.ts";
import { type TransformedOperation, checkTransforms, isJsonType } from "./check-transforms.ts";

type Given = Partial<Omit<TransformedOperation, "backend">> & { backend?: object; request?: object; response?: object };

function operation({ backend = {}, request, response, ...more }: Given = {}): TransformedOperation {
  return {
    id: "op", method: "POST", path: "/x/{id}", transport: "http", idempotent: false, media: { request: ["application/json"], response: ["application/json"] }, ...more,
    backend: {
      name: null, method: more.method ?? "POST", path: more.path ?? "/x/{id}", timeoutMs: null,
      ...(request === undefined ? {} : { request: requestTransformsSchema.parse(request) }),
      ...(response === undefined ? {} : { response: responseTransformsSchema.parse(response) }),
      ...backend,
    },
  };
}

function found(given: Given): string[] {
  return checkTransforms(operation(given)).map(({ field, message }) => `${field} ${message.en}`);
}

const set = (name: string, value: unknown) => ({ action: "set", name, value });
const rename = (name: string, to: string) => ({ action: "rename", name, to });

describe("checkTransforms", () => {
  it("finds nothing where everything works", () => {
    const request = { query: [set("page", "${query.p}"), rename("a", "b"), rename("b", "c")], headers: [set("X-Team", "${vars.team}-${caller.id}"), { action: "remove", name: "X-Old" }], body: [set("/id", "${path.id}"), { action: "map", name: "/level", values: { high: 1 }, otherwise: 0 }] };
    expect(found({ request, response: { headers: [set("X-Served", "yes")], body: [{ action: "remove", name: "/secret" }] } })).toEqual([]);
  });

  it.each<[string, Given, RegExp]>([
    ["an impossible reference", { request: { headers: [set("X-A", "${foo}")] } }, /^\/backend\/request\/headers\/0\/value .*\$\{foo\}/],
    ["one deep in a body", { request: { body: [set("/a", { b: ["${oops.x}"] })] } }, /^\/backend\/request\/body\/0\/value\/b\/0 .*\$\{oops\.x\}/],
    ["one in a map", { request: { query: [{ action: "map", name: "q", values: { "a/b": "${nope}" } }] } }, /^\/backend\/request\/query\/0\/values\/a~1b .*\$\{nope\}/],
    ["a path parameter that does not exist", { request: { query: [set("k", "${path.key}")] } }, /\$\{path\.key\}.*\/x\/\{id\}/],
    ["a caller's credential", { request: { headers: [set("X-A", "${header.Authorization}")] } }, /credentials of callers/],
    ["the platform's own identity", { request: { query: [set("k", "${header.x-tessera-app}")] } }, /credentials of callers/],
    ["a line break in a header", { request: { headers: [set("X-A", "a\r\nX-B: c")] } }, /^\/backend\/request\/headers\/0\/value .*line break/],
    ["a rename onto itself", { request: { headers: [rename("X-A", "x-a")] } }, /^\/backend\/request\/headers\/0\/to .*itself/],
    ["a circle", { request: { query: [rename("a", "b"), rename("b", "c"), rename("c", "a")] } }, /^\/backend\/request\/query\/2\/to .*c → a → b → c/],
    ["a circle of headers in other letters", { request: { headers: [rename("A", "B"), rename("b", "a")] } }, /circle: b → a → b/],
    ["a body moved into itself", { response: { body: [rename("/a", "/a/b")] } }, /^\/backend\/response\/body\/0\/to .*into itself/],
    ["a body change without a body", { media: { request: [], response: [] }, request: { body: [set("/a", 1)] } }, /^\/backend\/request\/body .*declares none/],
    ["a body change of a form", { media: { request: ["application/x-www-form-urlencoded"], response: [] }, request: { body: [set("/a", 1)] } }, /application\/x-www-form-urlencoded/],
    ["a body change with GET", { method: "GET", request: { body: [set("/a", 1)] } }, /called with GET/],
    ["an answer of HEAD", { method: "HEAD", response: { body: [set("/a", 1)] } }, /HEAD has none/],
    ["an answer that is no JSON", { media: { request: [], response: ["text/csv"] }, response: { body: [set("/a", 1)] } }, /text\/csv/],
    ["an answer that streams", { transport: "event-stream", response: { body: [set("/a", 1)] } }, /event-stream/],
    ["a WebSocket that is no GET", { transport: "websocket" }, /^\/method .*POST/],
    ["retries of what is not idempotent", { backend: { retry: { attempts: 2 } } }, /^\/backend\/retry .*idempotent/],
  ])("finds %s", (_name, given, said) => {
    const problems = found(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });

  it.each(["Host", "content-length", "Transfer-Encoding", "connection", "X-Tessera-Identity", "x-forwarded-for", "Authorization", "Sec-WebSocket-Key"])("refuses changes of %s, in both directions", (name) => {
    expect(found({ request: { headers: [set(name, "x")] } })).toHaveLength(1);
    expect(found({ request: { headers: [rename("X-A", name)] } })).toHaveLength(1);
    expect(found({ response: { headers: [{ action: "remove", name }] } })).toHaveLength(1);
  });

  it("lets a call without body become one with a body", () => expect(found({ method: "GET", backend: { method: "POST" }, media: { request: [], response: [] }, request: { body: [set("/id", "${path.id}")] } })).toEqual([]));
  it("says it in both languages", () => expect(checkTransforms(operation({ request: { query: [rename("a", "a")] } }))[0]?.message["zh-CN"]).toContain("重命名为自身"));
});

describe("what operations need of a stage", () => {
  const stage = { name: "prod", backends: [{ name: "reports" }], variables: { region: "cn-1", broken: "a\r\nb", up: "..", empty: "" } };
  const lacks = (given: Given) => checkStage(stage, stageNeeds([operation(given)])).map(({ field, message }) => `${field} ${message.en}`);

  it("finds nothing where the stage has it", () => expect(lacks({ backend: { name: "reports", path: "/${vars.region}/x" }, request: { query: [set("a", "${vars.empty}${vars.broken}")] } })).toEqual([]));
  it.each<[string, Given, RegExp]>([
    ["a backend", { backend: { name: "other" } }, /^\/backend\/name .*'other'.*'prod'/],
    ["a variable of the path", { backend: { path: "/v/${vars.zone}" } }, /^\/backend\/path .*\$\{vars\.zone\}.*'prod'/],
    ["a variable of a text", { request: { body: [set("/a", [{ b: "${vars.zone}" }])] } }, /^\/backend\/request\/body\/0 .*\$\{vars\.zone\}/],
    ["a variable named as what objects have", { request: { query: [set("a", "${vars.constructor}")] } }, /constructor/],
    ["a value fit for a header", { response: { headers: [set("X-A", "${vars.broken}")] } }, /line break/],
    ["a path that goes up", { backend: { path: "/a/${vars.up}/b" } }, /'\.\.'/],
    ["a path that goes up by two", { backend: { path: "/a/.${vars.empty}./b" } }, /'\.\.'/],
    ["a path with an empty part", { backend: { path: "/a/${vars.empty}/b" } }, /empty part/],
  ])("finds that it lacks %s", (_name, given, said) => {
    const problems = lacks(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });
});

describe("backend paths", () => {
  const problems = (path: string, backend: string) => checkRoutes([{ id: "op", method: "GET", path, matchSubpath: false, backend: { path: backend } }]).map(({ field, message }) => `${field} ${message.en}`);
  it.each([
    ["/x/{id}", "/${vars.region}/x/{id}"],
    ["/x/{id}", "/pre-${vars.a}${vars.b}.{id}"],
    ["/x/{id}", "/x/${id}"],
    ["/x/${id}", "/x/${id}"],
    ["/x/{id}", "/$${literal"],
  ])("takes %s → %s", (path, backend) => expect(problems(path, backend)).toEqual([]));
  it.each([
    ["/${foo}", "${foo}"],
    ["/${query.page}", "${query.page}"],
    ["/${vars.region", "${vars.region"],
  ])("refuses %s", (backend, piece) => expect(problems("/x/{id}", backend)).toEqual([expect.stringContaining(`has ${piece} in`)]));
});

describe("isJsonType", () => {
  it.each(["application/json", "application/json; charset=utf-8", "Application/Problem+JSON", "text/json"])("takes %s", (type) => expect(isJsonType(type)).toBe(true));
  it.each(["", "text/plain", "application/jsonp", "application/json-seq", "application/x-ndjson"])("refuses %s", (type) => expect(isJsonType(type)).toBe(false));
});
