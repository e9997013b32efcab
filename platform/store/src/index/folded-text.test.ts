import { describe, expect, it } from "vitest";
import { foldKoreanText, foldLooseText, foldText } from "./folded-text.ts";

/** Letters, digits and marks that people write: Latin, Greek, Cyrillic, Hangul, kana, Han and full-width forms. */
const REPERTOIRE: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x7e], [0xc0, 0xd6], [0xd8, 0xf6], [0xf8, 0x17f], [0x386, 0x3ce], [0x400, 0x45f], [0x1e00, 0x1eff], [0x3041, 0x3096], [0x30a1, 0x30f6], [0x4e00, 0x4fff], [0xac00, 0xae00], [0xff10, 0xff19], [0xff21, 0xff3a], [0xff41, 0xff5a],
  [0xa1, 0xbf], [0x2010, 0x2027], [0x20a0, 0x20bf], [0x2190, 0x21ff], [0x2600, 0x26ff], [0x1f600, 0x1f64f],
];

function charactersOf(ranges: typeof REPERTOIRE): string[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, offset) => String.fromCodePoint(from + offset))).filter((text) => !/\p{Cn}/u.test(text));
}

describe("folded text", () => {
  it.each(["en", "de", "da", "sv", "af", "to", "tr", "fr", "ru", "zh", "ja", "ko"])("is alike for everything that collations of '%s' call equal", (locale) => {
    for (const [sensitivity, fold] of [["accent", foldText], ["base", locale === "ko" ? foldKoreanText : foldLooseText]] as const) {
      const collator = new Intl.Collator(locale, { sensitivity });
      const texts = [...charactersOf(REPERTOIRE), "ss", "ae", "oe", "ij", "aa", "ll", "ng"].sort(collator.compare);
      const broken = texts.filter((text, index) => index > 0 && collator.compare(texts[index - 1] as string, text) === 0 && fold(texts[index - 1] as string) !== fold(text));
      expect(broken).toEqual([]);
    }
  });

  it.each([["Straße", "STRASSE"], ["Ångström", "angstrom"], ["file-007", "FILE 7"], ["Ｗｉｄｅ", "wide"], ["ﬁn", "FIN"], ["İstanbul", "istanbul"]])("folds %s and %s alike", (a, b) => {
    expect(foldText(a)).toBe(foldText(b));
  });

  it("keeps different words apart", () => {
    const words = ["alpha", "beta", "альфа", "甲", "か", "1", "10", "😀", "☂"];
    expect(new Set(words.map(foldText)).size).toBe(words.length);
    expect(new Set(words.map(foldLooseText)).size).toBe(words.length);
  });
});
