import { describe, expect, it } from "vitest";
import { catalogs, messagesIn } from "./messages.ts";

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe("built-in texts", () => {
  it("exist in both languages under the same keys", () => {
    expect(Object.keys(catalogs["zh-CN"]).toSorted()).toEqual(Object.keys(catalogs.en).toSorted());
  });

  it.each(Object.keys(catalogs.en) as (keyof typeof catalogs.en)[])("%s names the same values in both languages", (key) => {
    expect(placesOf(catalogs["zh-CN"][key])).toEqual(placesOf(catalogs.en[key]));
    expect(catalogs["zh-CN"][key] === "").toBe(catalogs.en[key] === "");
  });

  it("fill their places and keep the ones without a value", () => {
    expect(messagesIn("en")("table.matched", { matched: 3, total: 10 })).toBe("3 of 10 rows");
    expect(messagesIn("zh-CN")("table.matched", { matched: 3 })).toBe("3 / {total} 条");
  });
});
