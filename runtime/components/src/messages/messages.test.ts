import { describe, expect, it } from "vitest";
import { type Message, catalogs, messagesIn } from "./messages.ts";

const textsOf = (message: Message) => (typeof message === "string" ? [message] : Object.values(message));
const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
const categoriesOf = (locale: "en" | "zh-CN") => new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();

describe("built-in texts", () => {
  it("exist in both languages under the same keys", () => {
    expect(Object.keys(catalogs["zh-CN"]).toSorted()).toEqual(Object.keys(catalogs.en).toSorted());
  });

  it.each(Object.keys(catalogs.en) as (keyof typeof catalogs.en)[])("%s names the same values in both languages", (key) => {
    const places = [...textsOf(catalogs["zh-CN"][key]), ...textsOf(catalogs.en[key])].map(placesOf);
    for (const each of places) expect(each).toEqual(places[0]);
    expect(catalogs["zh-CN"][key] === "").toBe(catalogs.en[key] === "");
  });

  it.each(["en", "zh-CN"] as const)("have a text for every plural category of %s", (locale) => {
    for (const message of Object.values(catalogs[locale])) if (typeof message !== "string") expect(Object.keys(message).toSorted()).toEqual(categoriesOf(locale));
    expect(categoriesOf("zh-CN")).toEqual(["other"]);
  });

  it("follow the count, in the writing of the language", () => {
    expect([0, 1, 2, 1_000].map((count) => messagesIn("en")("table.total", { count }))).toEqual(["0 rows", "1 row", "2 rows", "1,000 rows"]);
    expect(messagesIn("en")("table.matched", { matched: 1, count: 1 })).toBe("1 of 1 row");
    expect([1, 2].map((count) => messagesIn("zh-CN")("table.total", { count }))).toEqual(["共 1 条", "共 2 条"]);
    expect(messagesIn("en")("rule.minLength", { count: 1 })).toBe("Must have at least 1 character");
  });

  it("fill their places and keep the ones without a value", () => {
    expect(messagesIn("en")("table.matched", { matched: 3, count: 10 })).toBe("3 of 10 rows");
    expect(messagesIn("zh-CN")("table.matched", { matched: 3 })).toBe("3 / {count} 条");
  });
});
