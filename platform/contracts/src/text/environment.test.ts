import { describe, expect, it } from "vitest";
import { environmentLocale } from "./environment.ts";

describe("environmentLocale", () => {
  it.each([
    [{}, "en"],
    [{ LANG: "zh_CN.UTF-8" }, "zh-CN"],
    [{ LANG: "zh" }, "zh-CN"],
    [{ LANG: "zho" }, "en"],
    [{ LANG: "C.UTF-8" }, "en"],
    [{ LC_ALL: "", LC_MESSAGES: "zh_TW", LANG: "en_US.UTF-8" }, "zh-CN"],
    [{ LC_ALL: "C", LC_MESSAGES: "zh_CN", LANG: "zh_CN" }, "en"],
  ])("reads %j as %s", (environment, locale) => expect(environmentLocale(environment)).toBe(locale));
});
