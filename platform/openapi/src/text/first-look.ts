import { limits } from "../limits.ts";
import { endOfString } from "./json-keys.ts";
import type { Place } from "./place.ts";

/**
 * Texts from this length on are looked over before they are parsed: a parser may take seconds and hundreds of megabytes to
 * find that a text is a log, a table or a source file, or to list its hundred thousandth error.
 */
export const largeChars = 128 * 1024;

/** A line that every description in block style has, and each of its kin that is refused by name. */
const telling = /^[ \t]*["']?(?:openapi|swagger|swaggerVersion|asyncapi|paths)["']?[ \t]*:/m;

/** Whether a large YAML text may be an API description. */
export function mayBeDescription(text: string): boolean {
  return text.length < largeChars || telling.test(text);
}

/** The whole top-level entries among the first of a large YAML text, by which its parser's errors can be foreseen; undefined when there are none. */
export function firstEntries(text: string): string | undefined {
  if (text.length < largeChars) return undefined;
  for (let end = text.lastIndexOf("\n", largeChars / 2); end > 0; end = text.lastIndexOf("\n", end - 1)) {
    if (/[A-Za-z"']/.test(text.charAt(end + 1))) return text.slice(0, end + 1);
  }
  return undefined;
}

/** Whether lists or maps in flow style open one right after another, more than nest in any description. */
export function opensTooDeep(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x7b || char === 0x5b) {
      run += 1;
      if (run > limits.depth) return true;
    } else if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) run = 0;
  }
  return false;
}

/** Where a large JSON text nests deeper than is read; undefined for those that do not, and for short ones, which parse in no time. */
export function tooDeepAt(text: string): Place | undefined {
  if (text.length < largeChars) return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) at = endOfString(text, at);
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > limits.depth) return placeOf(text, at);
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return undefined;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
