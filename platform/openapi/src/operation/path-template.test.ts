import { describe, expect, it } from "vitest";
import { parsePathTemplate } from "./path-template.ts";

describe("parsePathTemplate", () => {
  it("finds parameters and the shape", () => {
    expect(parsePathTemplate("/a/{x}/b.{format}")).toEqual({ names: ["x", "format"], shape: "/a/{}/b.{}" });
  });

  it.each([
    ["/a?b=1", "'?'"],
    ["/a b", "space"],
    ["/a/{x", "braces"],
    ["/a/x}", "braces"],
    ["/a/{}", "braces"],
    ["/a/{{x}}", "braces"],
    ["/a/{x}/{x}", "more than once"],
    [`/${"a".repeat(2048)}`, "2048"],
    [`/{${"a".repeat(257)}}`, "256"],
  ])("refuses %s", (path, why) => {
    expect(parsePathTemplate(path)).toMatchObject({ reason: { en: expect.stringContaining(why), "zh-CN": expect.stringMatching(/路径/) } });
  });
});
