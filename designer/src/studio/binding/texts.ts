import type { AppRecords, Diff, LocalizedText, PageHead } from "@tessera/contracts";
import { identifierFrom, nodesOf, setPageHead } from "@tessera/page";

const longestKey = 128;

/** Texts of a page by key. */
export function textsOf(records: AppRecords, page: string): Readonly<Record<string, LocalizedText>> {
  return (records[`page/${page}`] as PageHead | undefined)?.i18n ?? {};
}

/** Writes a text of a page, or takes it away. @throws UserError page.record-missing. */
export function setText(records: AppRecords, { page, key, text }: { page: string; key: string; text: LocalizedText | null }): Diff {
  const { [key]: _old, ...others } = textsOf(records, page);
  return setPageHead(records, { page, patch: { i18n: text === null ? others : { ...others, [key]: text } } });
}

/** A key that the page's texts do not hold yet, made of what it is for: `title.table`, `title.table2`, … */
export function freeTextKey(texts: Readonly<Record<string, LocalizedText>>, ...parts: readonly string[]): string {
  const base = parts.map(identifierFrom).join(".").slice(0, longestKey - 8);
  let key = base;
  for (let number = 2; Object.hasOwn(texts, key); number += 1) key = `${base}${number}`;
  return key;
}

/** How many places on a page show a text. */
export function textUses(records: AppRecords, page: string, key: string): number {
  return Object.values(nodesOf(records, page)).reduce((sum, node) => sum + textKeysIn(node).filter((one) => one === key).length, 0);
}

/** Keys of the texts that a value shows, wherever they stand in it, each as often as it stands there. */
export function textKeysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textKeysIn);
  if (typeof value !== "object" || value === null) return [];
  const { kind, key } = value as { kind?: unknown; key?: unknown };
  if (kind === "static") return [];
  if (kind === "i18n" && typeof key === "string") return [key];
  return Object.values(value).flatMap(textKeysIn);
}
