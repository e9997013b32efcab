import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { parseTarget } from "../../routing/target.ts";
import { pathRewrite } from "./plugin.ts";

async function rewritten(attributes: Record<string, unknown>, path: string, query = "") {
  const context = contextOf();
  Object.assign(context.call, { path, query });
  await load(pathRewrite, attributes).rewrite(context);
  return context.call.query === "" ? context.call.path : `${context.call.path}?${context.call.query}`;
}

describe("path-rewrite", () => {
  it.each([
    [{ stripPrefix: "/api" }, "/api/x", "/x"],
    [{ stripPrefix: "/api/" }, "/api", "/"],
    [{ stripPrefix: "/api" }, "/apix", "/apix"],
    [{ addPrefix: "/v2" }, "/x", "/v2/x"],
    [{ stripPrefix: "/api", addPrefix: "/v2/" }, "/api", "/v2"],
    [{}, "/x", "/x"],
  ])("%j turns %s into %s", async (attributes, path, expected) => {
    expect(await rewritten(attributes, path)).toBe(expected);
  });

  it("sets query parameters over the caller's, however they are written", async () => {
    expect(await rewritten({ query: { tenant: "a&b" } }, "/x", "tenant=1&q=2&t%65nant=3&&flag")).toBe("/x?q=2&flag&tenant=a%26b");
  });

  it.each(["x", "/a?b", "/a#b", "/../x", "/%2e%2e", "//x", "/a b", "/a%2fb", "/..;a", "/.%20", "/%252e", "/%00", "/%zz", "/a/./b", ""])("refuses the prefix %s", (addPrefix) => {
    expect(() => load(pathRewrite, { addPrefix })).toThrow(/path/);
  });

  it("takes no prefix that a request could not have as its path", () => {
    const piece = fc.constantFrom("/", ".", "..", ";", "%2e", "%2E", "%2f", "%5c", "%25", "%20", "%09", "%c2%a0", "%e5%91%8a", "a", "v2", "@", ":");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const addPrefix = `/${pieces.join("")}`;
        if (pathRewrite.attributes.safeParse({ addPrefix }).success) expect(() => parseTarget(addPrefix)).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});
