import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPath } from "./path.ts";
import { toFlag, toJson, toNumber, toText, within } from "./read.ts";

describe("readPath", () => {
  const pod = { metadata: { labels: { "app.kubernetes.io/name": "api", tier: "web" } }, ports: [{ name: "http" }], "a.b": 1, a: { b: 2 } };
  it.each([
    ["metadata.labels.tier", "web"],
    ["metadata.labels.app.kubernetes.io/name", "api"],
    ["ports[0].name", "http"],
    ["ports.0.name", "http"],
    ["a.b", 1],
    ["metadata.missing.deep", undefined],
    ["", undefined],
  ])("%s", (path, value) => expect(readPath(pod, path)).toBe(value));

  it("never reads what is inherited", () => {
    expect(readPath({}, "constructor.name")).toBeUndefined();
    expect(readPath([], "__proto__")).toBeUndefined();
  });
});

describe("reading odd values", () => {
  it("turns anything into text without throwing", () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof toText(value, "en") === "string"));
  });

  it("picks the language of texts in both languages, falling back to the other", () => {
    expect(toText({ "zh-CN": "主机", en: "Host" }, "en")).toBe("Host");
    expect(toText({ "zh-CN": "主机" }, "en")).toBe("主机");
    expect(toText({ en: 5 }, "en")).toBe('{"en":5}');
  });

  it("gives no JSON for values that nest too deep or refer to themselves", () => {
    let deep: unknown = 0;
    for (let level = 0; level < 200_000; level++) deep = [deep];
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect([toJson(deep), toJson(loop), toJson(undefined)]).toEqual(["", "", ""]);
  });

  it("reads numbers and flags as people write them", () => {
    expect([toNumber("1.5"), toNumber("NaN"), toNumber("+Inf"), toNumber(" "), toNumber(null)]).toEqual([1.5, null, null, null, null]);
    expect([toFlag("true"), toFlag("false"), toFlag(1), toFlag(Number.NaN), toFlag({})]).toEqual([true, false, true, false, false]);
    expect([within("500", 1, 100, 10), within("x", 1, 100, 10)]).toEqual([100, 10]);
  });
});
