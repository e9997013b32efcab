import type { Collation } from "../bson/collation.ts";
import type { TextForm } from "./key-encoding.ts";

/** Letters that collations treat as variants of other letters although Unicode does not decompose them. */
const EXPANSIONS: Readonly<Record<string, string>> = {
  æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ł: "l", ỻ: "l", ŧ: "t", ı: "i", ĸ: "q", ŋ: "ng", þ: "t", ƶ: "z",
};
const EXPANDABLE = new RegExp(`[${Object.keys(EXPANSIONS).join("")}]`, "g");
const ASCII = /^[\x20-\x7e]*$/;

/** The letters that languages keep apart even where they compare base letters only (Swedish takes ü for y and æ for ä). */
const LOOSE = /[aeiouvwy]/g;
/** Korean reads a Chinese character as its syllable. */
const LOOSE_KOREAN = /[aeiouvwy\p{Script=Han}\p{Script=Hangul}]/gu;

/**
 * A form in which all texts are alike that a collation of strength 2 or more may call equal: without case, accents, width,
 * punctuation, doubled letters and leading zeros. It is coarser than every such collation, so an index of folded text finds all
 * candidates and the filter decides. Part of the file format.
 */
export function foldText(text: string): string {
  const plain = ASCII.test(text) ? text.toLowerCase() : folded(text);
  return plain.replace(/[\p{P}\p{Z}\p{C}\p{Sk}ʼ]/gu, "").replace(/(^|\D)0+(?=\d)/g, "$1").replace(/([a-z])\1+/g, "$1");
}

/** The same for strength 1: languages differ in which letters share a base, so only what is certain is kept. */
export function foldLooseText(text: string): string {
  return foldText(text).replace(LOOSE, "");
}

/** The same for Korean. */
export function foldKoreanText(text: string): string {
  return foldText(text).replace(LOOSE_KOREAN, "");
}

/** The form of text that keys under a collation hold; undefined where text is compared byte by byte. */
export function textFormOf(collation: Collation | undefined): TextForm | undefined {
  if (collation === undefined) return undefined;
  if (collation.spec["strength"] !== 1) return foldText;
  return /^ko\b|^ko_/.test(String(collation.spec["locale"])) ? foldKoreanText : foldLooseText;
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(EXPANDABLE, (letter) => EXPANSIONS[letter] ?? letter)
    .replace(/\p{Nd}/gu, digitValue)
    .replace(/[ぁ-ゖ]/g, katakana)
    .replace(/[ァィゥェォッャュョヮヵヶ]/g, largeKana);
}

/** Digits of all scripts stand in runs of ten. */
function digitValue(digit: string): string {
  let start = digit.codePointAt(0) as number;
  const own = start;
  while (own - start < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(start - 1))) start--;
  return String((own - start) % 10);
}

function katakana(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 0x60);
}

function largeKana(letter: string): string {
  if (letter === "ヵ") return "カ";
  return letter === "ヶ" ? "ケ" : String.fromCharCode(letter.charCodeAt(0) + 1);
}
