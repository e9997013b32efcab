import type { OperationInput, ValueSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { changeKinds } from "./change/kinds.ts";
import { diffReleases } from "./diff-releases.ts";
import { giving, inShort, one, release, taking } from "./fixtures/releases.ts";

type Row = [what: string, before: Partial<OperationInput>, after: Partial<OperationInput>, changes: string[]];

const text: ValueSchema = { type: "string" };
const json = (schema: ValueSchema) => ({ "application/json": { schema } });
const query = (more: object = {}): Partial<OperationInput> => ({ parameters: [{ name: "q", in: "query", schema: text, ...more }] });
const header = (more: object = {}): Partial<OperationInput> => ({ parameters: [{ name: "X-Q", in: "header", schema: text, ...more }] });
const body = (more: object = {}): Partial<OperationInput> => ({ requestBody: { required: false, content: json(text), ...more } });
const answers = (...statuses: string[]): Partial<OperationInput> => ({ responses: Object.fromEntries(statuses.map((status) => [status, { description: "" }])) });
const answer = (more: object): Partial<OperationInput> => ({ responses: { 200: { description: "", ...more } } });
const secured = (authenticate: boolean, grant: boolean): Partial<OperationInput> => ({ security: { authenticate, grant } });

const work: NonNullable<OperationInput["async"]> = { id: { pointer: "/id" }, poll: { operation: "get", parameter: "path.id", outcome: { state: "/state", succeeded: ["done"] } } };

const rows: Row[] = [
  ["another method", { method: "POST" }, { method: "PATCH" }, ["operation.method breaking"]],
  ["another path", { path: "/things" }, { path: "/items" }, ["operation.path breaking"]],
  ["a deeper path", { path: "/things" }, { path: "/v2/things" }, ["operation.path breaking"]],
  ["sub-paths served", {}, { matchSubpath: true }, ["operation.subpath-added non-breaking"]],
  ["sub-paths no longer served", { matchSubpath: true }, {}, ["operation.subpath-removed breaking"]],
  ["deprecated", {}, { deprecated: true }, ["operation.deprecated non-breaking"]],
  ["no longer deprecated", { deprecated: true }, { deprecated: false }, ["operation.undeprecated non-breaking"]],
  ["another backend path", {}, { backend: { path: "/internal" } }, ["operation.backend non-breaking"]],
  ["another time-out", { backend: { timeoutMs: 1000 } }, { backend: { timeoutMs: 2000 } }, ["operation.backend non-breaking"]],
  ["may be repeated", {}, { idempotent: true }, ["operation.idempotent non-breaking"]],
  ["may not be repeated", { idempotent: true }, {}, ["operation.not-idempotent breaking"]],
  ["another transport", {}, { transport: "websocket" }, ["operation.transport breaking"]],
  ["the transport that is the default", {}, { transport: "http" }, []],
  ["work that is followed", {}, { async: work }, ["async.declared breaking"]],
  ["work that is no longer followed", { async: work }, {}, ["async.undeclared breaking"]],
  ["a result from elsewhere", { async: work }, { async: { ...work, result: { pointer: "/data" } } }, ["async.result breaking"]],
  ["work that can be cancelled", { async: work }, { async: { ...work, cancel: { operation: "stop", parameter: "path.id" } } }, ["async.cancel-added non-breaking"]],
  ["work that can no longer be cancelled", { async: { ...work, cancel: { operation: "stop", parameter: "path.id" } } }, { async: work }, ["async.cancel-removed breaking"]],
  ["work that is cancelled elsewhere", { async: { ...work, cancel: { operation: "stop", parameter: "path.id" } } }, { async: { ...work, cancel: { operation: "halt", parameter: "path.id" } } }, ["async.followed non-breaking"]],
  ["work that may take longer", { async: work }, { async: { ...work, timeoutSeconds: 7200 } }, ["async.followed non-breaking"]],
  ["another translation", { translations: { "zh-CN": { summary: "甲" } } }, { translations: { "zh-CN": { summary: "乙" } } }, ["operation.texts documentation"]],
  ["a header set for the backend", {}, { backend: { request: { headers: [{ action: "set", name: "x-a", value: "1" }] } } }, ["operation.backend non-breaking"]],
  ["another summary", { summary: "a" }, { summary: "b" }, ["operation.texts documentation"]],
  ["another description", { description: "a" }, {}, ["operation.texts documentation"]],
  ["another tag", { tags: ["a"] }, { tags: ["a", "b"] }, ["operation.texts documentation"]],
  ["tags in another order", { tags: ["b", "a"] }, { tags: ["a", "b"] }, []],
  ["other documentation", {}, { externalDocs: { url: "https://example.com" } }, ["operation.texts documentation"]],
  ["another extension", { extensions: { "x-a": 1 } }, { extensions: { "x-a": 2 } }, ["operation.texts documentation"]],
  ["a token asked for", secured(false, false), secured(true, false), ["security.authentication-added breaking"]],
  ["no token asked for", secured(true, false), secured(false, false), ["security.authentication-removed non-breaking"]],
  ["a grant asked for", secured(true, false), secured(true, true), ["security.grant-added breaking"]],
  ["no grant asked for", secured(true, true), secured(true, false), ["security.grant-removed non-breaking"]],
  ["token and grant asked for", secured(false, true), secured(true, true), ["security.authentication-added breaking", "security.grant-added breaking"]],
  ["a grant that nobody is asked for", secured(false, false), secured(false, true), []],
  ["a new optional parameter", {}, query(), ["parameter.added non-breaking"]],
  ["a new required parameter", {}, query({ required: true }), ["parameter.added-required breaking"]],
  ["a parameter removed", query(), {}, ["parameter.removed breaking"]],
  ["a parameter required", query(), query({ required: true }), ["parameter.required breaking"]],
  ["a parameter optional", query({ required: true }), query(), ["parameter.optional non-breaking"]],
  ["a parameter moved", query(), { parameters: [{ name: "q", in: "cookie", schema: text }] }, ["parameter.added non-breaking", "parameter.removed breaking"]],
  ["parameters in another order", { parameters: [{ name: "a", in: "query" }, { name: "b", in: "query" }] }, { parameters: [{ name: "b", in: "query" }, { name: "a", in: "query" }] }, []],
  ["a header in other letters", header(), { parameters: [{ name: "x-q", in: "header", schema: text }] }, []],
  ["a query parameter in other letters", query(), { parameters: [{ name: "Q", in: "query", schema: text }] }, ["parameter.added non-breaking", "parameter.removed breaking"]],
  ["a new header", {}, header({ required: true }), ["parameter.added-required breaking"]],
  ["a new cookie", {}, { parameters: [{ name: "c", in: "cookie" }] }, ["parameter.added non-breaking"]],
  ["a parameter of another type", query(), query({ schema: { type: "integer" } }), ["type.changed breaking"]],
  ["a parameter of more types", query(), query({ schema: true }), ["type.widened non-breaking"]],
  ["a parameter with fewer values", query({ schema: { enum: ["a", "b"] } }), query({ schema: { enum: ["a"] } }), ["enum.value-removed breaking"]],
  ["a parameter with more values", query({ schema: { enum: ["a"] } }), query({ schema: { enum: ["a", "b"] } }), ["enum.value-added non-breaking"]],
  ["another default of a parameter", query({ schema: { type: "string", default: "a" } }), query({ schema: { type: "string", default: "b" } }), ["default.changed breaking"]],
  ["lists written with a separator", query({ explode: true }), query({ explode: false }), ["parameter.style breaking"]],
  ["another style", query({ style: "form" }), query({ style: "pipeDelimited" }), ["parameter.style breaking"]],
  ["the style that is the default", query(), query({ style: "form", explode: true }), []],
  ["a parameter deprecated", query(), query({ deprecated: true }), ["parameter.deprecated non-breaking"]],
  ["a parameter described", query(), query({ description: "a" }), ["parameter.texts documentation"]],
  ["another example of a parameter", query({ example: "a" }), query({ example: "b" }), ["parameter.texts documentation"]],
  ["a path parameter renamed", { path: "/things/{id}", parameters: [{ name: "id", in: "path", required: true }] }, { path: "/things/{thing}", parameters: [{ name: "thing", in: "path", required: true }] }, ["parameter.renamed breaking"]],
  ["an optional body", {}, body(), ["body.added non-breaking"]],
  ["a required body", {}, body({ required: true }), ["body.added-required breaking"]],
  ["no body", body(), {}, ["body.removed breaking"]],
  ["a body required", body(), body({ required: true }), ["body.required breaking"]],
  ["a body optional", body({ required: true }), body(), ["body.optional non-breaking"]],
  ["a body described", body(), body({ description: "a" }), ["body.texts documentation"]],
  ["a media type more", body(), body({ content: { ...json(text), "text/plain": {} } }), ["media-type.added non-breaking"]],
  ["a media type less", body({ content: { ...json(text), "text/plain": {} } }), body(), ["media-type.removed breaking"]],
  ["a media type in other letters", body({ content: { "Application/JSON; charset=utf-8": { schema: text } } }), body(), []],
  ["a range of media types", body(), body({ content: { "application/*": { schema: text } } }), []],
  ["a media type of a range", body({ content: { "application/*": { schema: text } } }), body(), ["media-type.added non-breaking", "media-type.removed breaking"]],
  ["another encoding of a part", body({ content: { "multipart/form-data": { schema: text } } }), body({ content: { "multipart/form-data": { schema: text, encoding: { a: { contentType: "image/png" } } } } }), ["media-type.encoding breaking"]],
  ["another example of a body", body({ content: { "application/json": { schema: text, example: "a" } } }), body({ content: { "application/json": { schema: text, example: "b" } } }), ["media-type.examples documentation"]],
  ["the same change in two media types, told once", body({ content: { "application/json": { schema: text }, "application/yaml": { schema: text } } }), body({ content: { "application/json": { schema: { type: "integer" } }, "application/yaml": { schema: { type: "integer" } } } }), ["type.changed breaking"]],
  ["a schema where there was none", body({ content: { "application/json": {} } }), body(), ["type.narrowed breaking"]],
  ["an answer more", answers("200"), answers("200", "201"), ["response.added non-breaking"]],
  ["an error answer more", answers("200"), answers("200", "404"), ["response.added non-breaking"]],
  ["an answer less", answers("200", "201"), answers("200"), ["response.removed breaking"]],
  ["another status", answers("200"), answers("201"), ["response.added non-breaking", "response.removed breaking"]],
  ["an error answer less", answers("200", "404"), answers("200"), ["response.error-removed non-breaking"]],
  ["a status that its range covers", answers("200"), answers("2XX"), []],
  ["an error that the default covers", answers("200", "404"), answers("200", "default"), []],
  ["the default less", answers("200", "default"), answers("200"), ["response.removed breaking"]],
  ["an answer described", answer({}), answer({ description: "a" }), ["response.texts documentation"]],
  ["a header of an answer more", answer({}), answer({ headers: { "X-Total": { schema: text } } }), ["header.added non-breaking"]],
  ["a header of an answer less", answer({ headers: { "X-Total": { schema: text } } }), answer({}), ["header.removed breaking"]],
  ["a header that may be missing", answer({ headers: { "X-Total": { required: true, schema: text } } }), answer({ headers: { "x-total": { schema: text } } }), ["header.optional breaking"]],
  ["a header that is always there", answer({ headers: { "X-Total": { schema: text } } }), answer({ headers: { "X-Total": { required: true, schema: text } } }), ["header.required non-breaking"]],
  ["a header of another type", answer({ headers: { "X-Total": { schema: text } } }), answer({ headers: { "X-Total": { schema: { type: "integer" } } } }), ["type.changed breaking"]],
  ["a header described", answer({ headers: { "X-Total": { schema: text } } }), answer({ headers: { "X-Total": { schema: text, description: "a" } } }), ["header.texts documentation"]],
  ["a media type of an answer more", answer({ content: json(text) }), answer({ content: { ...json(text), "text/csv": {} } }), ["media-type.added non-breaking"]],
  ["a media type of an answer less", answer({ content: { ...json(text), "text/csv": {} } }), answer({ content: json(text) }), ["media-type.removed breaking"]],
  ["one of any media type", answer({ content: { "*/*": { schema: text } } }), answer({ content: json(text) }), []],
  ["any media type", answer({ content: json(text) }), answer({ content: { "*/*": { schema: text } } }), ["media-type.added non-breaking", "media-type.removed breaking"]],
  ["nothing", { ...query(), ...body(), ...answer({ content: json(text) }) }, { ...query(), ...body(), ...answer({ content: json(text) }) }, []],
];

describe("diffReleases of an operation", () => {
  it.each(rows)("%s", (_what, before, after, changes) => expect(inShort(diffReleases(one(before), one(after)))).toEqual(changes));
});

describe("diffReleases of operations", () => {
  const list = { id: "list", method: "GET", path: "/things" } as const;
  const get = { id: "get", method: "GET", path: "/things/{id}" } as const;

  it("finds what is added, removed and renamed, in whatever order they stand", () => {
    expect(inShort(diffReleases(release([list]), release([get, list])))).toEqual(["operation.added non-breaking"]);
    expect(inShort(diffReleases(release([list, get]), release([list])))).toEqual(["operation.removed breaking"]);
    expect(diffReleases(release([list, get]), release([get, list]))).toEqual([]);
    expect(diffReleases(release([list]), release([{ ...list, id: "listThings" }]))).toMatchObject([{ operation: "list", kind: "operation.renamed", from: "list", to: "listThings" }]);
  });

  it("takes another operation of the same id for the same one, and the freed address for a new one", () => {
    expect(inShort(diffReleases(release([list]), release([{ ...list, path: "/all" }, { ...get, path: "/things" }])))).toEqual(["operation.added non-breaking", "operation.path breaking"]);
  });

  it("says operation, place, values and both languages", () => {
    const [change] = diffReleases(giving({ type: "object", properties: { items: { type: "array", items: { type: "object", properties: { name: text } } } } }), giving({ type: "object", properties: { items: { type: "array", items: { type: "object", properties: { name: { type: "integer" } } } } } }));
    expect(change).toEqual({
      operation: "op", kind: "type.changed", level: "breaking", side: "output", path: ["items", "*", "name"], response: "200", from: "string", to: "integer",
      pointer: "/operations/op/responses/200/content/application~1json/schema/properties/items/items/properties/name",
      message: { en: "op, answer 200, items[].name: another type (string → integer)", "zh-CN": "op 的响应 200 中的 items[].name：类型改变（string → integer）" },
    });
  });

  it("names places of inputs as queries do", () => {
    expect(diffReleases(one(query()), one())).toMatchObject([{ side: "input", path: ["query", "q"], pointer: "/operations/op/parameters/0" }]);
    expect(diffReleases(taking({ type: "object" }), taking({ type: "object", properties: { a: text }, required: ["a"] }))).toMatchObject([{ side: "input", path: ["body", "a"] }]);
  });

  it("has a code of its own for every kind", () => expect(new Set(changeKinds).size).toBe(changeKinds.length));
});

describe("diffReleases of shared schemas", () => {
  const node = (value: ValueSchema): Record<string, ValueSchema> => ({ Node: { type: "object", properties: { value, children: { type: "array", items: { $ref: "#/schemas/Node" } } } } });
  const tree = { $ref: "#/schemas/Node" };

  it("ends where a schema holds itself, and tells no single place of it", () => {
    expect(diffReleases(giving(tree, node(text)), giving(tree, node({ type: "integer" })))).toMatchObject([{ kind: "type.changed", level: "breaking", path: null, pointer: "/schemas/Node/properties/value" }]);
    expect(diffReleases(giving(tree, node(text)), giving(tree, node(text)))).toEqual([]);
  });

  it("ends where schemas hold each other, under other names too", () => {
    const pair = (a: string, b: string, value: ValueSchema): Record<string, ValueSchema> => ({ [a]: { type: "object", properties: { b: { $ref: `#/schemas/${b}` } } }, [b]: { type: "object", properties: { a: { $ref: `#/schemas/${a}` }, value } } });
    const [before, after] = [giving({ $ref: "#/schemas/A" }, pair("A", "B", text)), giving({ $ref: "#/schemas/C" }, pair("C", "D", text))];
    expect(diffReleases(before, after)).toEqual([]);
    expect(inShort(diffReleases(before, giving({ $ref: "#/schemas/C" }, pair("C", "D", { type: ["string", "null"] }))))).toEqual(["nullable.added breaking"]);
  });

  it("ends where parts and alternatives lead back to themselves", () => {
    const loop = (value: ValueSchema): Record<string, ValueSchema> => ({ A: { allOf: [{ $ref: "#/schemas/B" }] }, B: { allOf: [{ $ref: "#/schemas/A" }, { type: "object", properties: { value } }] }, C: { oneOf: [{ $ref: "#/schemas/C" }, value] } });
    for (const name of ["A", "B", "C"]) expect(inShort(diffReleases(giving({ $ref: `#/schemas/${name}` }, loop(text)), giving({ $ref: `#/schemas/${name}` }, loop({ type: "integer" }))))).toContain(name === "C" ? "alternative.added breaking" : "type.changed breaking");
  });

  it("ends where a schema holds itself as a part or as null or itself, in many fields", () => {
    const fields = ["a", "b", "c", "d", "e", "f"];
    const web = (value: ValueSchema): Record<string, ValueSchema> => ({
      Base: { type: "object", properties: { ...Object.fromEntries(fields.map((name) => [name, { allOf: [{ $ref: "#/schemas/Node" }], description: name }])), value } },
      Node: { allOf: [{ $ref: "#/schemas/Base" }, { type: "object", properties: Object.fromEntries(fields.map((name) => [name, { anyOf: [{ $ref: "#/schemas/Node" }, { type: "null" }] }])) }] },
    });
    expect(new Set(inShort(diffReleases(giving(tree, web(text)), giving(tree, web({ type: "integer" })))))).toEqual(new Set(["type.changed breaking"]));
  });

  it("tells what a shared schema changes to every operation, once each, on the side where it stands", () => {
    const schemas = (value: ValueSchema): Record<string, ValueSchema> => ({ Thing: { type: "object", properties: { a: value } } });
    const operations: OperationInput[] = [
      { id: "get", method: "GET", path: "/a", responses: { 200: { content: json({ type: "array", items: { $ref: "#/schemas/Thing" } }) } } },
      { id: "put", method: "PUT", path: "/a", requestBody: { content: json({ $ref: "#/schemas/Thing" }) } },
      { id: "other", method: "GET", path: "/b" },
    ];
    expect(diffReleases(release(operations, schemas({ enum: ["a"] })), release(operations, schemas({ enum: ["a", "b"] })))).toMatchObject([
      { operation: "get", kind: "enum.value-added", level: "breaking", side: "output", path: ["*", "a"] },
      { operation: "put", kind: "enum.value-added", level: "non-breaking", side: "input", path: ["body", "a"] },
    ]);
  });

  it("sees a changed schema behind rules that are not looked into, but not its words", () => {
    const schemas = (schema: ValueSchema): Record<string, ValueSchema> => ({ Name: schema });
    const named = { type: "object", propertyNames: { $ref: "#/schemas/Name" } };
    expect(inShort(diffReleases(taking(named, schemas(text)), taking(named, schemas({ type: "string", maxLength: 3 }))))).toEqual(["constraint.changed breaking"]);
    expect(diffReleases(taking(named, schemas(text)), taking(named, schemas({ type: "string", description: "a" })))).toEqual([]);
  });

  it("takes a schema that is missing for one that allows everything", () => {
    expect(inShort(diffReleases(giving(tree, node(text)), giving(tree, {})))).toEqual(["type.widened breaking"]);
    expect(diffReleases(giving({ $ref: "#/schemas/Lost" }), giving({ $ref: "#/schemas/Lost" }))).toEqual([]);
  });

  it("survives schemas nested very deep and chained very long", () => {
    let [deep, other]: ValueSchema[] = [text, { type: "integer" }];
    for (let level = 0; level < 1_000; level += 1) [deep, other] = [{ type: "array", items: deep }, { type: "array", items: other }];
    expect(inShort(diffReleases(giving(deep ?? true), giving(other ?? true)))).toEqual(["constraint.changed breaking"]);
    const chain = (last: ValueSchema) => Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`S${index}`, { type: "object", properties: { next: index === 19_999 ? last : { $ref: `#/schemas/S${index + 1}` } } }]));
    expect(diffReleases(giving({ $ref: "#/schemas/S0" }, chain(text)), giving({ $ref: "#/schemas/S0" }, chain({ type: "integer" })))).toMatchObject([{ kind: "type.changed", path: null }]);
  });

  it("compares 22,000 operations that share schemas which all change", () => {
    const count = 22_000;
    const schemas = (value: ValueSchema) => Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`S${index}`, { type: "object", properties: { id: value, next: { $ref: `#/schemas/S${(index * 7 + 1) % 500}` } } }]));
    const operations = Array.from({ length: count }, (_, index): OperationInput => ({ id: `op${index}`, method: "GET", path: `/things/${index}/{id}`, parameters: [{ name: "id", in: "path", required: true, schema: text }], responses: { 200: { content: json({ type: "object", properties: { own: index % 2 === 0 ? text : { $ref: "#/schemas/S499" } } }) } } }));
    const [before, after] = [release(operations, schemas(text)), release(operations.slice(1), { ...schemas(text), S499: { type: "object" } })];
    const changes = diffReleases(before, after);
    expect(changes.filter(({ kind }) => kind === "operation.removed")).toHaveLength(1);
    expect(new Set(changes.map(({ operation }) => operation)).size).toBe(count / 2 + 1);
  });
});
