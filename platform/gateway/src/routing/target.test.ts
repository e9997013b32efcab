import { describe, expect, it } from "vitest";
import { gatewayErrors } from "../errors.ts";
import { parseTarget } from "./target.ts";

describe("a request target", () => {
  it.each([
    ["/ops/p/prod/x", ["ops", "p", "prod", "x"], ""],
    ["/ops/p/prod/x/?a=1&b=%2F..", ["ops", "p", "prod", "x", ""], "a=1&b=%2F.."],
    ["/", [""], ""],
    ["/a.b/...x/.well-known/x..", ["a.b", "...x", ".well-known", "x.."], ""],
    ["/a%2Fb/%E5%91%8A/100%25", ["a%2Fb", "%E5%91%8A", "100%25"], ""],
    ["/a|b/{x}/\"q\"", ["a%7Cb", "%7Bx%7D", "%22q%22"], ""],
    ["/m;v=1/x;y", ["m;v=1", "x;y"], ""],
    ["http://any.example.com:80/a?b", ["a"], "b"],
    ["/a?x#y", ["a"], "x%23y"],
  ])("%s is taken apart", (text, segments, query) => {
    expect(parseTarget(text)).toEqual({ segments, query });
  });

  it.each(["/.", "/..", "/a/../b", "/a/..", "/%2e", "/%2E%2e/x", "/.%2e/x", "/..;/x", "/..;a=b/x", "/.;/x", "/a%2f..%2fb", "/a%5c..%5cb", "/..%5cx", "/%252e%252e/x", "/%25252e%25252e/x", "/x/%252e%252e%252fx", "/a//b", "//a", "/%00", "/a%0ab", "/%7f", "/%ff", "/%", "/%zz", "/\u00e4", "/. /x", "http://x", "*", ""])("%s is refused", (text) => {
    expect(() => parseTarget(text)).toThrow(expect.objectContaining({ code: gatewayErrors.pathUnsafe }));
  });
});
