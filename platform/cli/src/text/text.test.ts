import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { type TextKey, translator } from "./text.ts";
import { zh } from "./zh.ts";

const keys = Object.keys(en) as TextKey[];

function places(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
}

describe("the texts of the command line", () => {
  it.each(keys)("%s is the same in both languages", (key) => {
    expect(zh[key]).toMatch(/\p{Script=Han}/u);
    expect(places(zh[key])).toEqual(places(en[key]));
  });

  it("take hostile values as they are", () => expect(translator("en")("fileUnreadable", { file: "{reason} $&", reason: "x" })).toBe("{reason} $& cannot be read: x"));
});
