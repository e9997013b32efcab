import { describe, expect, it } from "vitest";
import type { OperationPolicy } from "@tessera/contracts";
import { contextOf } from "../../tests/harness/context.ts";
import { operation } from "../../tests/harness/publish.ts";
import { announce, compileLifecycle, keepLinks, refuseOffline } from "./operation-lifecycle.ts";

const operations = [operation("old", "GET", "/v1/x"), operation("plain", "GET", "/v2/x"), operation("one", "GET", "/v2/x/{id}"), operation("odd", "GET", '/v2/a>b"/%E5%91%8A')];

function compile(policy: Partial<OperationPolicy>) {
  const [first] = operations;
  if (first === undefined) throw new Error("no operation");
  return compileLifecycle({ offline: null, deprecation: null, limit: null, ...policy }, { connector: "shop", prefix: "/ops/shop/prod", operation: first, operations, limitOf: () => ({ plugin: {} as never, state: undefined }) });
}

function headersOf(deprecation: OperationPolicy["deprecation"]) {
  const context = contextOf();
  announce(compile({ deprecation }), context);
  return context.addedHeaders;
}

describe("deprecation", () => {
  it("is told as RFC 9745 and RFC 8594 say", () => {
    expect(headersOf({ since: "2026-01-02T03:04:05.000Z", sunset: "2026-07-01T00:00:00.000Z", link: "https://example.com/old?a=1" })).toEqual({
      deprecation: "@1767323045",
      sunset: "Wed, 01 Jul 2026 00:00:00 GMT",
      link: '<https://example.com/old?a=1>; rel="deprecation"; type="text/html"',
    });
  });

  it.each([
    ["plain", { link: '</ops/shop/prod/v2/x>; rel="successor-version"' }],
    ["one", { "link-template": '"/ops/shop/prod/v2/x/{id}"; rel="successor-version"' }],
    ["odd", { link: '</ops/shop/prod/v2/a%3Eb%22/%E5%91%8A>; rel="successor-version"' }],
    ["gone", {}],
  ])("names what to use instead: %s", (replacement, expected) => {
    expect(headersOf({ since: "2026-01-01T00:00:00.000Z", replacement })).toEqual({ deprecation: "@1767225600", ...expected });
  });

  it("leaves the links of the backend in place", () => {
    const lifecycle = compile({ deprecation: { since: "2026-01-01T00:00:00.000Z", replacement: "plain" } });
    const context = contextOf({ answer: { status: 200, headers: { link: ['</a>; rel="next"', '</b>; rel="last"'] } } });
    announce(lifecycle, context);
    keepLinks(lifecycle, context);
    expect(context.addedHeaders["link"]).toBe('</a>; rel="next", </b>; rel="last", </ops/shop/prod/v2/x>; rel="successor-version"');
  });
});

describe("offline", () => {
  it("counts from its date, by the clock given", () => {
    const lifecycle = compile({ offline: { from: "2026-01-01T00:00:00.000Z", message: { en: "Use v2.", "zh-CN": "请用 v2。" } } });
    expect(() => refuseOffline(lifecycle, Date.parse("2025-12-31T23:59:59.999Z"))).not.toThrow();
    expect(() => refuseOffline(lifecycle, Date.parse("2026-01-01T00:00:00.000Z"))).toThrow("The operation 'old' is offline since 2026-01-01T00:00:00.000Z: Use v2.");
    expect(lifecycle.offline?.error.text["zh-CN"]).toBe("接口“old”自 2026-01-01T00:00:00.000Z 起已下线：请用 v2。");
  });

  it("says the message in the other language where one is missing", () => {
    const lifecycle = compile({ offline: { from: "2026-01-01T00:00:00.000Z", message: { "zh-CN": "请用 v2。" } } });
    expect(lifecycle.offline?.error.text.en).toContain("请用 v2。");
  });
});
