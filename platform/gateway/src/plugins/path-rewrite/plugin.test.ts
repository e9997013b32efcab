import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
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

  it.each(["x", "/a?b", "/a#b", "/../x", "/%2e%2e", "//x", "/a b"])("refuses the prefix %s", (addPrefix) => {
    expect(() => load(pathRewrite, { addPrefix })).toThrow(/path|segment/);
  });
});
