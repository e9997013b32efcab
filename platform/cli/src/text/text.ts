import type { Locale } from "@tessera/contracts";
import { type TextKey, en } from "./en.ts";
import { zh } from "./zh.ts";

export type { TextKey } from "./en.ts";

/** The text of a key in the terminal's language, with `{name}` replaced. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

export function translator(locale: Locale): Translate {
  const texts: Record<TextKey, string> = locale === "en" ? en : zh;
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(Object.hasOwn(values, name) ? values[name] : whole));
}
