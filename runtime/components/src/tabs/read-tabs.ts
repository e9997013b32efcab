import type { Locale } from "@tessera/contracts";
import { messagesIn } from "../messages/messages.ts";
import { recordsOf, toText } from "../values/read.ts";

export interface Tab {
  key: string;
  label: string;
  icon: string;
}

/** The tabs of the property: those with a key of their own; a later one with the same key is left out. */
export function readTabs(value: unknown, locale: Locale): Tab[] {
  const t = messagesIn(locale);
  const tabs = new Map<string, Tab>();
  for (const item of recordsOf(value)) {
    const key = toText(item["key"], locale);
    if (key === "" || tabs.has(key)) continue;
    tabs.set(key, { key, label: toText(item["label"], locale) || t("tabs.tab", { number: tabs.size + 1 }), icon: toText(item["icon"], locale) });
  }
  return [...tabs.values()];
}
