import { z } from "zod";

export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];
export const localeSchema = z.enum(locales);

/** A text in one or both languages of the product; a missing one falls back to the other. */
export const localizedTextSchema = z
  .object({ "zh-CN": z.string().max(10_000).optional(), en: z.string().max(10_000).optional() })
  .meta({ example: { "zh-CN": "告警中心", en: "Alert center" } });
export type LocalizedText = z.infer<typeof localizedTextSchema>;

/** The text in `locale`, else in the other language, else the empty string. */
export function localize(text: LocalizedText | undefined, locale: Locale): string {
  if (text === undefined) return "";
  return text[locale] || text[locale === "en" ? "zh-CN" : "en"] || "";
}
