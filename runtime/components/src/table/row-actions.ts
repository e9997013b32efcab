import type { Locale } from "@tessera/contracts";
import { recordsOf, toFlag, toText } from "../values/read.ts";

/** Something a person can do with a row. */
export interface RowAction {
  key: string;
  label: string;
  icon: string;
  danger: boolean;
  /** What is asked before it happens; "" asks nothing. */
  confirm: string;
}

/** The row actions of the property; those without a key, or with one that was there before, are left out. */
export function readRowActions(value: unknown, locale: Locale): RowAction[] {
  const actions = new Map<string, RowAction>();
  for (const item of recordsOf(value)) {
    const key = toText(item["key"], locale);
    if (key === "" || actions.has(key)) continue;
    actions.set(key, { key, label: toText(item["label"], locale) || key, icon: toText(item["icon"], locale), danger: toFlag(item["danger"]), confirm: toText(item["confirm"], locale) });
  }
  return [...actions.values()];
}
