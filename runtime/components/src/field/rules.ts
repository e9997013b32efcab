import type { Translate } from "../messages/messages.ts";
import { toNumber, toText } from "../values/read.ts";

/** Longest text that a pattern is tried on; guards the page against patterns that take exponential time on long texts. */
const maxMatched = 10_000;

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === false || (Array.isArray(value) && value.every(isBlank));
}

/** The pattern as a regular expression over the whole text, or null when it is not one. */
export function wholePattern(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, "u");
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Why a text breaks the rules among an input's props (minLength, maxLength, pattern, patternMessage), or null. */
export function checkText(value: string, props: Record<string, unknown>, t: Translate, locale: "zh-CN" | "en"): string | null {
  if (value === "") return null;
  const length = [...value].length;
  const least = toNumber(props["minLength"]);
  const most = toNumber(props["maxLength"]);
  if (least !== null && length < least) return t("rule.minLength", { count: least });
  if (most !== null && length > most) return t("rule.maxLength", { count: most });
  const pattern = toText(props["pattern"], locale);
  const matcher = pattern === "" ? null : wholePattern(pattern);
  if (matcher === null || (value.length <= maxMatched && matcher.test(value))) return null;
  return toText(props["patternMessage"], locale) || t("rule.pattern");
}

/** Why a number breaks `min` or `max` among an input's props, or null. */
export function checkNumber(value: number | null, props: Record<string, unknown>, t: Translate): string | null {
  if (value === null) return null;
  const min = toNumber(props["min"]);
  const max = toNumber(props["max"]);
  if (min !== null && value < min) return t("rule.min", { min });
  if (max !== null && value > max) return t("rule.max", { max });
  return null;
}
