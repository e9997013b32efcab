import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { otherDescription, ownLanguage, textIn, textPointer, withOtherDescription, withText } from "./operation-texts.ts";

const operation = operationSchema.parse({ id: "a", method: "GET", path: "/a", summary: "List" });

describe("the texts of an operation in both languages", () => {
  it("know which one is its own", () => {
    expect(ownLanguage(operation, "zh-CN")).toBe("en");
    expect(ownLanguage({ ...operation, summary: "列出" }, "en")).toBe("zh-CN");
    const { summary: _summary, ...bare } = operation;
    expect(ownLanguage(bare, "zh-CN")).toBe("zh-CN");
  });
  it("are written where each stands, and leave nothing empty behind", () => {
    const both = withText(operation, "summary", "zh-CN", "en", "列出");
    expect(both.translations).toEqual({ "zh-CN": { summary: "列出" } });
    expect([textIn(both, "summary", "en", "en"), textIn(both, "summary", "zh-CN", "en")]).toEqual(["List", "列出"]);
    expect(withText(both, "summary", "zh-CN", "en", "")).toEqual(operation);
    expect(withText(operation, "summary", "en", "en", "")).not.toHaveProperty("summary");
    expect([textPointer("summary", "en", "en"), textPointer("summary", "zh-CN", "en")]).toEqual(["/summary", "/translations/zh-CN/summary"]);
  });
  it("describe parameters and answers", () => {
    const described = withOtherDescription(operation, "parameters", "query.limit", "zh-CN", "上限");
    expect(otherDescription(described, "parameters", "query.limit", "zh-CN")).toBe("上限");
    expect(withOtherDescription(described, "parameters", "query.limit", "zh-CN", "")).toEqual(operation);
  });
});
