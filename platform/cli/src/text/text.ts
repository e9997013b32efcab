import { type TextKey, en } from "./en.ts";
import { zh } from "./zh.ts";

export type { TextKey } from "./en.ts";

/** Language of the terminal, by LC_ALL, LC_MESSAGES, LANG in the order of POSIX. */
export function terminalLocale(environment: Record<string, string | undefined>): "zh-CN" | "en" {
  const value = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return /^zh/i.test(value) ? "zh-CN" : "en";
}

/** The text of a key in the terminal's language, with `{name}` replaced. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

export function translator(locale: "zh-CN" | "en"): Translate {
  const texts: Record<TextKey, string> = locale === "en" ? en : zh;
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
