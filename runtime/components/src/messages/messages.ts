import type { Locale } from "@tessera/contracts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

export type MessageKey = keyof typeof en;
/** One text, or one per plural category (Unicode CLDR) of the language; the number `count` among the values decides. */
export type Message = string | { readonly one: string; readonly other: string };
/** The text of a key with its `{name}` places filled; numbers are written in the way of the language. */
export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

/** Built-in texts by locale. */
export const catalogs: Record<Locale, Record<MessageKey, Message>> = { "zh-CN": zhCn, en };

function translator(locale: Locale): Translate {
  const catalog = catalogs[locale];
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const pick = (message: Message, count: unknown): string => {
    if (typeof message === "string") return message;
    return typeof count === "number" && plurals.select(count) === "one" ? message.one : message.other;
  };
  return (key, values = {}) =>
    pick(catalog[key], values["count"]).replaceAll(/\{(\w+)\}/g, (place, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return typeof value === "number" ? numbers.format(value) : (value ?? place);
    });
}

const translators: Record<Locale, Translate> = { "zh-CN": translator("zh-CN"), en: translator("en") };

/** Built-in texts in `locale`; the same function each time, so that it may stand in dependency lists. */
export function messagesIn(locale: Locale): Translate {
  return translators[locale] ?? translators.en;
}
