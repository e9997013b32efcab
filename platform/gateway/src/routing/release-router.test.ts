import { checkRoutes, parseBackendPath, parseTemplate } from "@tessera/contracts";
import type { GatewayOperation } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { snapshotErrors } from "../errors.ts";
import { compileBackendPath } from "./backend-path.ts";
import { compileRelease } from "./release-router.ts";
import type { RouteMatch } from "./release-router.ts";
import { parseTarget } from "./target.ts";

function operation(id: string, method: GatewayOperation["method"], path: string, backendPath = path, matchSubpath = false): GatewayOperation {
  return { id, method, path, matchSubpath, transport: "http", backend: { name: null, method, path: backendPath, timeoutMs: null }, security: { authenticate: true, grant: true }, idempotent: true, deprecated: false, plugins: [] };
}

function backendPath({ operation: found, values, rest }: RouteMatch, variables: Record<string, string> = {}): string {
  return compileBackendPath(parseTemplate(found.path), parseBackendPath(found).template, variables)(values, rest);
}

function find(operations: GatewayOperation[], method: string, path: string) {
  const match = compileRelease(operations).find(method, parseTarget(path).segments);
  return match === undefined ? undefined : `${match.operation.id} ${backendPath(match)}`;
}

describe("a release", () => {
  const operations = [
    operation("list", "GET", "/users"),
    operation("self", "GET", "/users/self"),
    operation("get", "GET", "/users/{user-id}", "/u/{user-id}"),
    operation("posts", "GET", "/users/{uid}/posts/{post.id}", "/p/{post.id}/of/{uid}"),
    operation("act", "POST", "/users/{id}:activate"),
    operation("range", "GET", "/range/{from}-{to}", "/r/{to}/{from}"),
    operation("files", "GET", "/files", "/raw/", true),
    operation("colon", "GET", "/a:b/{c}"),
    operation("slash", "GET", "/end/"),
    operation("encoded", "GET", "/sp%20ace/告警"),
  ];

  it.each([
    ["GET", "/users", "list /users"],
    ["GET", "/users/self", "self /users/self"],
    ["GET", "/users/7", "get /u/7"],
    ["GET", "/users/self%2F", "get /u/self%2F"],
    ["GET", "/users/7/posts/9", "posts /p/9/of/7"],
    ["POST", "/users/a:b:activate", "act /users/a:b:activate"],
    ["GET", "/range/1-2-3", "range /r/3/1-2"],
    ["GET", "/files", "files /raw/"],
    ["GET", "/files/a/b", "files /raw/a/b"],
    ["GET", "/a:b/x", "colon /a:b/x"],
    ["GET", "/a%3Ab/x", "colon /a:b/x"],
    ["GET", "/end/", "slash /end/"],
    ["GET", "/sp%20ace/%E5%91%8A%E8%AD%A6", "encoded /sp%20ace/%E5%91%8A%E8%AD%A6"],
    ["HEAD", "/users", "list /users"],
    ["GET", "/users/", undefined],
    ["GET", "/users/7/", undefined],
    ["GET", "/users/7/posts/", undefined],
    ["GET", "/end", undefined],
    ["POST", "/users", undefined],
    ["PROPFIND", "/users", undefined],
    ["GET", "/Users", undefined],
    ["GET", "/filesystem", undefined],
  ])("%s %s finds %s", (method, path, expected) => {
    expect(find(operations, method, path)).toBe(expected);
  });

  it("tells which methods a path has", () => {
    const router = compileRelease([operation("a", "GET", "/x"), operation("b", "DELETE", "/x"), operation("c", "POST", "/y")]);
    expect(router.methodsOf(["x"])).toEqual(["GET", "DELETE", "HEAD"]);
    expect(router.methodsOf(["y"])).toEqual(["POST"]);
    expect(router.methodsOf(["z"])).toEqual([]);
  });

  it("with operations that cannot be told apart is refused", () => {
    expect(() => compileRelease([operation("a", "GET", "/x/{id}"), operation("b", "GET", "/x/{name}")])).toThrow(expect.objectContaining({ code: snapshotErrors.routeConflict, message: expect.stringContaining("'b' and 'a'") }));
    expect(() => compileRelease([operation("a", "GET", "/x/{id}", "/y/{nope}")])).toThrow(expect.objectContaining({ code: snapshotErrors.pathParameter }));
  });

  it("never lets a value leave its segment", () => {
    const router = compileRelease([operation("one", "GET", "/one/{id}", "/base/{id}/end"), operation("mixed", "GET", "/two/{a}.{b}", "/base/{b}/{a}")]);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.constantFrom("/one/", "/two/x."), (value, prefix) => {
        let segments: string[];
        try {
          ({ segments } = parseTarget(`${prefix}${encodeURIComponent(value.toWellFormed())}`));
        } catch {
          return;
        }
        const match = router.find("GET", segments);
        if (match === undefined) return;
        const parts = backendPath(match).split("/");
        expect(parts).toHaveLength(4);
        expect(parts.some((part) => /^\.{1,2}$/.test(decodeURIComponent(part)))).toBe(false);
        expect(backendPath(match)).toMatch(/^[!-~]+$/);
        expect(backendPath(match)).not.toMatch(/[?#\\]/);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);

  it("lets no parameters be dots together", () => {
    const match = compileRelease([operation("joined", "GET", "/x/{a}-{b}", "/y/{a}{b}/z")]).find("GET", ["x", ".-."]);
    expect(() => match && backendPath(match)).toThrow(expect.objectContaining({ code: "gateway.path-unsafe" }));
  });

  it("keeps a variable within its segment", () => {
    const match = compileRelease([operation("v", "GET", "/x/{id}", "/${vars.a}-{id}/$${b}")]).find("GET", ["x", "7"]);
    expect(match && backendPath(match, { a: "../ü?#%2e" })).toBe("/..%2F%C3%BC%3F%23%252e-7/$%7Bb%7D");
  });

  it("of thousands of operations is compiled in well under a second", () => {
    const many = Array.from({ length: 5_000 }, (_, index) => operation(`op${index}`, "GET", `/group${index % 50}/{id}/item${index}`));
    const router = compileRelease(many);
    expect(router.find("GET", ["group7", "x", "item4207"])?.operation.id).toBe("op4207");
  });

  it("refuses exactly the operations that the control plane refuses to publish", () => {
    const segment = fc.constantFrom("a", "{x}", "{y}", "b*", "*", "a:b", "{x}-{y}", "{x}:act", "%61", "a(b)", "{x}(b)", "{", "a{", "[a]", "a+", "%2F", "%3F", "告", "$", "..", "{x}{y}", "{x}*", "*{x}", "a%", "::", ":a", "%3f");
    const path = fc.tuple(fc.array(segment, { maxLength: 3 }), fc.boolean()).map(([segments, slash]) => `/${segments.join("/")}${slash && segments.length > 0 ? "/" : ""}`);
    const operations = fc.array(fc.tuple(path, fc.boolean(), fc.boolean()), { maxLength: 5 }).map((list) => list.map(([front, below, own], index) => operation(`o${index}`, "GET", front, own ? front : "/{x}", below)));
    fc.assert(
      fc.property(operations, (list) => {
        const [problem] = checkRoutes(list);
        if (problem === undefined) expect(() => compileRelease(list)).not.toThrow();
        else expect(() => compileRelease(list)).toThrow(expect.objectContaining({ code: problem.kind === "conflict" ? snapshotErrors.routeConflict : snapshotErrors.pathParameter }));
      }),
      { numRuns: 1_500 },
    );
  }, 60_000);
});
