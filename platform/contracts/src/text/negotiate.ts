import type { Locale } from "./text.ts";

/** The language that an `Accept-Language` header (RFC 9110, 12.5.4) asks for; English where it asks for none of ours. */
export function negotiateLocale(acceptLanguage: string | undefined): Locale {
  let best: { locale: Locale; quality: number } | undefined;
  for (const range of (acceptLanguage ?? "").slice(0, 500).split(",")) {
    const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
    const locale = /^zh(-|$)/.test(tag) ? "zh-CN" : /^en(-|$)/.test(tag) ? "en" : undefined;
    if (locale === undefined) continue;
    const quality = qualityOf(parameters);
    if (quality > (best?.quality ?? 0)) best = { locale, quality };
  }
  return best?.locale ?? "en";
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="));
  if (weight === undefined) return 1;
  return /^q=(0(\.\d{1,3})?|1(\.0{1,3})?)$/.test(weight) ? Number(weight.slice(2)) : 0;
}
