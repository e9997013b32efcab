import { describe, expect, it } from "vitest";
import { isSameCollation, parseCollation } from "./collation.ts";
import type { Collation } from "./collation.ts";

function order(spec: Record<string, unknown>, a: string, b: string): number {
  return Math.sign((parseCollation(spec) as Collation).compare(a, b));
}

describe("collation", () => {
  it.each<[string, Record<string, unknown>, string, string, number]>([
    ["strength 1 ignores case and accents", { locale: "en", strength: 1 }, "résumé", "RESUME", 0],
    ["strength 1 with caseLevel sees case only", { locale: "en", strength: 1, caseLevel: true }, "résumé", "resume", 0],
    ["strength 2 ignores case", { locale: "en", strength: 2 }, "Ping", "PING", 0],
    ["strength 2 sees accents", { locale: "en", strength: 2 }, "cafe", "café", -1],
    ["strength 3 sees case, lower first", { locale: "en" }, "a", "A", -1],
    ["caseFirst upper", { locale: "en", caseFirst: "upper" }, "a", "A", 1],
    ["numericOrdering", { locale: "en", numericOrdering: true }, "item 9", "item 10", -1],
    ["shifted punctuation", { locale: "en", strength: 2, alternate: "shifted" }, "black-bird", "blackbird", 0],
    ["shifted punctuation at strength 4", { locale: "en", strength: 4, alternate: "shifted" }, "black-bird", "blackbird", -1],
    ["Swedish order", { locale: "sv" }, "z", "ä", -1],
    ["German order", { locale: "de" }, "z", "ä", 1],
    ["a variant of a locale", { locale: "de@collation=phonebook" }, "Ad", "Ä", -1],
  ])("%s", (_what, spec, a, b, expected) => {
    expect(order(spec, a, b)).toBe(expected);
  });

  it("fills in what was not given", () => {
    expect(parseCollation({ locale: "en", strength: 2 })?.spec).toMatchObject({ locale: "en", strength: 2, caseLevel: false, caseFirst: "off", numericOrdering: false, alternate: "non-ignorable" });
    expect(isSameCollation(parseCollation({ locale: "en", strength: 2 }), parseCollation({ strength: 2, locale: "en", caseLevel: false }))).toBe(true);
  });

  it.each([undefined, null, {}, { locale: "simple" }])("takes %j as the simple comparison", (source) => {
    expect(parseCollation(source)).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ["no locale", { strength: 2 }, "MissingField"],
    ["an unknown locale", { locale: "xx-nowhere-at-all-12345678901" }, "BadValue"],
    ["an unknown strength", { locale: "en", strength: 6 }, "BadValue"],
    ["an unknown option", { locale: "en", level: 1 }, "BadValue"],
    ["something else than a document", "en", "TypeMismatch"],
  ])("refuses %s", (_what, source, codeName) => {
    expect(() => parseCollation(source)).toThrow(expect.objectContaining({ codeName }) as Error);
  });
});
