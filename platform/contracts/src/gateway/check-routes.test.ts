import { describe, expect, it } from "vitest";
import { type RoutedOperation, checkRoutes, routeShape } from "./check-routes.ts";

function operation(id: string, method: RoutedOperation["method"], path: string, more: { backend?: string; below?: boolean } = {}): RoutedOperation {
  return { id, method, path, matchSubpath: more.below ?? false, backend: { path: more.backend ?? path } };
}

function found(...operations: RoutedOperation[]): string[] {
  return checkRoutes(operations).map(({ kind, operation: id, field }) => `${kind} ${id} ${field}`);
}

describe("checkRoutes", () => {
  it("finds nothing where every operation has an address of its own", () => {
    expect(found(operation("a", "GET", "/x/{id}"), operation("b", "POST", "/x/{id}"), operation("c", "GET", "/x/self"), operation("d", "GET", "/x/{id}/"), operation("e", "GET", "/x", { below: true }), operation("f", "GET", "/x/*"))).toEqual([]);
  });

  it.each([
    ["/x/{id}", "/x/{name}"],
    ["/x/{from}-{to}", "/x/{a}-{b}"],
    ["/a%2Db", "/a-b"],
    ["/%E5%91%8A", "/告"],
  ])("tells %s and %s apart by nothing", (one, other) => {
    const [problem] = checkRoutes([operation("a", "GET", one), operation("b", "GET", other)]);
    expect(problem).toMatchObject({ kind: "conflict", operation: "b", field: "/path" });
    expect(problem?.message).toEqual({ en: expect.stringContaining("'b' and 'a'"), "zh-CN": expect.stringContaining("“b”与“a”") });
  });

  it("finds two that both take what lies below", () => expect(found(operation("a", "GET", "/x", { below: true }), operation("b", "GET", "/x/", { below: true }))).toEqual(["conflict b /matchSubpath"]));
  it("finds a backend path that needs what the front path lacks", () => expect(found(operation("a", "GET", "/x/{id}", { backend: "/y/{key}" }))).toEqual(["parameter a /backend/path"]));
  it("names every problem", () => expect(found(operation("a", "GET", "/x"), operation("b", "GET", "/x", { backend: "/{k}" }), operation("c", "GET", "/x"))).toEqual(["conflict b /path", "parameter b /backend/path", "conflict c /path"]));
});

describe("routeShape", () => {
  it.each([
    ["/alerts/{id}", "GET /alerts/{}"],
    ["/x/*", "GET /x/%2A"],
    ["/a*b", "GET /a{}b"],
    ["/{a", "GET /%7Ba"],
    ["/", "GET /"],
  ])("of %s is %s", (path, shape) => expect(routeShape({ method: "GET", path })).toBe(shape));
});
