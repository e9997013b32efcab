import { describe, expect, it } from "vitest";
import { parsePathTemplate } from "./path-template.ts";

describe("parsePathTemplate", () => {
  it("finds parameters in order", () => {
    expect(parsePathTemplate("/a/{x}/b.{format}")).toEqual({ names: ["x", "format"] });
  });

  it.each([
    [`/${"a".repeat(2048)}`, "2048"],
    [`/{${"a".repeat(257)}}`, "256"],
  ])("refuses %s", (path, why) => {
    expect(parsePathTemplate(path)).toMatchObject({ reason: { en: expect.stringContaining(why), "zh-CN": expect.stringMatching(/路径/) } });
  });
});
