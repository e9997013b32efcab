import { checkRoutes } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { importJson } from "../tests/documents.ts";

const ok = { responses: { 200: { description: "ok" } } };
const importPaths = (paths: object): ReturnType<typeof importJson> => importJson({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths });
const called = ({ operations }: ReturnType<typeof importJson>): string[] => operations.map(({ method, path, backend }) => `${method} ${path}${backend.path === undefined ? "" : ` → ${backend.path}`}`);

describe("operations that the document tells apart by what is never sent", () => {
  it("get paths of their own and call the one path", () => {
    const result = importPaths({
      "/#X-Amz-Target=Voice.Create": { post: { ...ok, operationId: "Create" } },
      "/#X-Amz-Target=Voice.Delete": { post: { ...ok, operationId: "Delete" } },
      "/files/{id}": { get: ok },
      "/files/{id}#copy": { put: ok },
      "/jobs#all": { get: ok },
    });
    expect(result.report.skipped).toEqual([]);
    expect(called(result)).toEqual(["POST /~X-Amz-Target=Voice.Create → /", "POST /~X-Amz-Target=Voice.Delete → /", "GET /files/{id}", "PUT /files/{id}/~copy → /files/{id}", "GET /jobs"]);
    expect(result.report.problems.map(({ code, operation }) => `${code.replace("openapi.", "")} ${operation ?? ""}`)).toEqual(
      expect.arrayContaining(["path-conflict PUT /files/{id}/~copy", "path-fragment GET /jobs", "path-conflict POST /~X-Amz-Target=Voice.Delete"]),
    );
  });

  it("are those that differ in parameter names only too", () => {
    const result = importPaths({ "/a/{x}": { get: ok }, "/a/{y}": { get: ok, post: ok }, "/a/{y}/~y": { get: ok } });
    expect(called(result)).toEqual(["GET /a/{x}", "GET /a/{y}/~y-2 → /a/{y}", "POST /a/{y}", "GET /a/{y}/~y"]);
    expect(result.report.problems.map(({ code }) => code)).toContain("openapi.path-conflict");
  });
});

describe("query parameters in a path", () => {
  it("become query parameters, described ones keeping their description", () => {
    const parameters = [{ name: "latitude", in: "path", required: true, schema: { type: "number" }, description: "North" }, { name: "lon", in: "query", schema: { type: "number" } }];
    const result = importPaths({ "/now": { get: ok }, "/now?lat={latitude}&lon={lon}": { get: { ...ok, parameters } }, "/days?beta=true": { get: ok }, "/search{?q}": { get: ok } });
    expect(called(result)).toEqual(["GET /now", "GET /now/~lat,lon → /now", "GET /days", "GET /search"]);
    const [, byPlace, days, search] = result.operations;
    expect(byPlace?.parameters).toEqual([
      { name: "lat", in: "query", required: true, schema: { type: "number" }, description: "North" },
      { name: "lon", in: "query", required: false, schema: { type: "number" } },
    ]);
    expect(days?.parameters).toEqual([{ name: "beta", in: "query", required: true, schema: { const: "true" } }]);
    expect(search?.parameters).toMatchObject([{ name: "q", in: "query", required: false }]);
    expect(result.report.problems.map(({ code }) => code)).toContain("openapi.path-query");
  });
});

it("an operation of which nothing is said is one", () => {
  expect(called(importPaths({ "/a": { get: null, post: {} } }))).toEqual(["GET /a", "POST /a"]);
});

describe("parameters of a path", () => {
  it("follow the names that the path gets", () => {
    const key = { name: "Key", in: "path", required: true, schema: { type: "integer" } };
    const result = importPaths({ "/b/{Key+}": { get: { ...ok, parameters: [key] } }, "/pair/{Key}/{Key}": { get: { ...ok, parameters: [key] } }, "/typed/{Key:int}": { get: { ...ok, parameters: [{ ...key, name: "Key:int" }] } } });
    expect(result.operations.map(({ path, matchSubpath, parameters }) => [path, matchSubpath, parameters.map(({ name, schema }) => `${name} ${JSON.stringify(schema)}`)])).toEqual([
      ["/b/{Key}", true, ['Key {"type":"integer"}']],
      ["/pair/{Key}/{Key_2}", undefined, ['Key {"type":"integer"}', 'Key_2 {"type":"integer"}']],
      ["/typed/{Key}", undefined, ['Key {"type":"integer"}']],
    ]);
  });
});

it("gateways can serve together whatever is imported", () => {
  const odd = ["/a/{x}", "/a/{y}", "/a/*", "/a/{z}#f", "/a/{x}?q=1", "/a/{x}?q=1#f", "/a/%2a", "/a/{x+}", "/a/{{x}}", "a/{x}", "/a/{x}{y}", "/a/{p}{q}", "/", "", "#", "?", "/?x"];
  const result = importPaths(Object.fromEntries(odd.map((path) => [path, { get: ok, post: ok }])));
  expect(result.report.skipped).toEqual([]);
  expect(result.operations).toHaveLength(2 * odd.length);
  const routed = result.operations.map(({ id, method, path, matchSubpath, backend }) => ({ id, method, path, matchSubpath: matchSubpath === true, backend: { path: backend.path ?? path } }));
  expect(checkRoutes(routed)).toEqual([]);
});
