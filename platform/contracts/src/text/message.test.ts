import { describe, expect, it } from "vitest";
import { UserError } from "../errors/errors.ts";
import { negotiateLocale } from "./negotiate.ts";
import { defineMessages, joinMessages, verbatim } from "./message.ts";

const say = defineMessages({
  tooLarge: { en: "The body has {size} bytes; {limit} are allowed.", "zh-CN": "请求体为 {size} 字节，上限 {limit}。" },
  gone: { en: "It is gone.", "zh-CN": "已不存在。" },
  because: { en: "It failed: {reason}", "zh-CN": "失败：{reason}" },
});

describe("defineMessages", () => {
  it("fills the places in both languages", () => {
    expect(say.tooLarge({ size: 9, limit: 5 })).toEqual({ en: "The body has 9 bytes; 5 are allowed.", "zh-CN": "请求体为 9 字节，上限 5。" });
    expect(say.gone()).toEqual({ en: "It is gone.", "zh-CN": "已不存在。" });
  });

  it("fills a place with a message in the language around it", () => expect(say.because({ reason: say.gone() })["zh-CN"]).toBe("失败：已不存在。"));
  it("inserts hostile parameters once, as they are", () => expect(say.because({ reason: "{reason} $& $1 {size}" }).en).toBe("It failed: {reason} $& $1 {size}"));

  it("compiles only when both languages name the same places", () => {
    // @ts-expect-error the Chinese template lacks {name}
    expect(defineMessages({ wrong: { en: "No {name}.", "zh-CN": "没有。" } })).toHaveProperty("wrong");
    // @ts-expect-error the parameter is missing
    expect(say.because({}).en).toBe("It failed: {reason}");
  });

  it("joins parts", () => expect(joinMessages([say.gone(), verbatim("x")], { en: " ", "zh-CN": "" })).toEqual({ en: "It is gone. x", "zh-CN": "已不存在。x" }));
});

describe("an error with texts", () => {
  it("speaks English in logs and the reader's language to people", () => {
    const error = new UserError({ code: "a.b", message: say.gone() });
    expect([error.message, error.text["zh-CN"], error.text.en]).toEqual(["It is gone.", "已不存在。", "It is gone."]);
    expect(new UserError({ code: "a.b", message: "plain" }).text["zh-CN"]).toBe("plain");
    // Loggers write down what they can enumerate.
    expect(Object.keys(error)).not.toContain("text");
  });
});

describe("negotiateLocale", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["*", "en"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["zh-Hans-CN", "zh-CN"],
    ["en-US,zh;q=0.5", "en"],
    ["fr, zh;q=0.7, en;q=0.3", "zh-CN"],
    ["en;q=0, zh", "zh-CN"],
    ["zh;q=zero, en;q=0.1", "en"],
  ])("reads %j as %s", (header, locale) => expect(negotiateLocale(header)).toBe(locale));
});
