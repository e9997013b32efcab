import type { Locale } from "./text.ts";

/** Language of the terminal that started a process, by `LC_ALL`, `LC_MESSAGES`, `LANG` in the order of POSIX; English unless Chinese. */
export function environmentLocale(environment: Readonly<Record<string, string | undefined>>): Locale {
  const value = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return /^zh(?![a-z])/i.test(value) ? "zh-CN" : "en";
}
