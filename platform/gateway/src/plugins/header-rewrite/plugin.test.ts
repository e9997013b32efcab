import { describe, expect, it } from "vitest";
import { contextOf, load } from "../../../tests/harness/context.ts";
import { headerRewrite } from "./plugin.ts";

describe("header-rewrite", () => {
  it("removes, sets and adds on both ways", async () => {
    const change = { remove: ["X-Old"], set: { "X-Set": "new" }, add: { "X-List": "2", "X-First": "1" } };
    const plugin = load(headerRewrite, { request: change, response: change });
    const context = contextOf();
    const before = { "x-old": "1", "x-set": "old", "x-list": "1" };
    Object.assign(context.call.headers, before);
    Object.assign(context.answer.headers, before);
    await plugin.rewrite(context);
    plugin.response(context);
    const after = { "x-set": "new", "x-list": ["1", "2"], "x-first": "1" };
    expect([context.call.headers, context.answer.headers]).toEqual([after, after]);
  });

  it.each(["Host", "HOST", "content-length", "Authorization", "X-Tessera-Identity", "x-FORWARDED-for", "connection", "Transfer-Encoding"])("leaves %s to the gateway", (name) => {
    for (const change of [{ set: { [name]: "x" } }, { add: { [name]: "x" } }, { remove: [name] }]) expect(() => load(headerRewrite, { request: change })).toThrow("does not belong to the gateway");
  });

  it.each([{ "X-A": "a\r\nX-B: b" }, { "X A": "b" }, { "": "b" }, { "X-A": "告" }])("refuses the header %j", (set) => {
    expect(() => load(headerRewrite, { response: { set } })).toThrow(/header name|line break/);
  });
});
