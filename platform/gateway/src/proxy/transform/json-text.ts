import { randomBytes } from "node:crypto";

/** Begins the text that stands for a number which a double may not hold as it is written; nobody else can know it. */
const mark = `#${randomBytes(12).toString("hex")}#`;
const marked = new RegExp(`"${mark}([^"]*)"`, "g");

/** Texts without any of these hold no number that JavaScript would write differently. */
const mayLose = /\d{16}|\d[.eE]|-0/;

/** Integers and fractions of at most 15 digits, which a double gives back digit by digit. */
const exact = /^-?(?:[1-9]\d{0,14}|0)$|^-?(?=.{1,16}$)(?:[1-9]\d*|0)\.(?!00000)\d*[1-9]$/;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const quote = 0x22;
const backslash = 0x5c;

/** Behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** Digits, signs, points and exponents: what numbers are written with. */
function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2b || code === 0x2e || code === 0x45 || code === 0x65;
}

/** The same text with marked strings in place of numbers that would not survive. */
function withMarks(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      continue;
    }
    if (code !== 0x2d && (code < 0x30 || code > 0x39)) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && isOfNumber(text.charCodeAt(at))) at += 1;
    const written = text.slice(start, at);
    if ((exact.test(written) && written !== "-0") || !number.test(written)) continue;
    parts.push(text.slice(from, start), `"${mark}${written}"`);
    from = at;
  }
  if (parts.length === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
}

/**
 * Reads JSON such that {@link writeJson} writes every number as it was: one that a double would change is kept as its text.
 * Throws a `SyntaxError`, or a `RangeError` when it nests too deep.
 */
export function readJson(text: string): unknown {
  const safe = mayLose.test(text) ? withMarks(text) : text;
  if (safe === text) return JSON.parse(text);
  try {
    return JSON.parse(safe);
  } catch {
    // Says where it is wrong in the words of whoever wrote it.
    return JSON.parse(text);
  }
}

export function writeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(marked, "$1");
}

/** The text of a number that was kept as one. */
export function exactNumber(value: unknown): string | undefined {
  return typeof value === "string" && value.startsWith(mark) ? value.slice(mark.length) : undefined;
}
