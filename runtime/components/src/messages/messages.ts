import type { Locale } from "@tessera/contracts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

export type MessageKey = keyof typeof en;
/** The text of a key with its `{name}` places filled. */
export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

/** Built-in texts by locale. */
export const catalogs: Record<Locale, Record<MessageKey, string>> = { "zh-CN": zhCn, en };

function translator(locale: Locale): Translate {
  const catalog = catalogs[locale];
  return (key, values) => (values === undefined ? catalog[key] : catalog[key].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)));
}

const translators: Record<Locale, Translate> = { "zh-CN": translator("zh-CN"), en: translator("en") };

/** Built-in texts in `locale`; the same function each time, so that it may stand in dependency lists. */
export function messagesIn(locale: Locale): Translate {
  return translators[locale] ?? translators.en;
}
