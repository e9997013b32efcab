import type { AppRecords, LocalizedText, PageHead } from "@tessera/contracts";
import { identifierFrom } from "./id.ts";
import { isObject } from "./json.ts";
import { pageKey } from "./keys.ts";

/** Longest key of a text, in characters, as the schema of a page has it. */
export const longestTextKey = 128;

const noTexts: Readonly<Record<string, LocalizedText>> = {};

/** Texts of a page by key. */
export function textsOf(records: AppRecords, page: string): Readonly<Record<string, LocalizedText>> {
  return (records[pageKey(page)] as PageHead | undefined)?.i18n ?? noTexts;
}

/** A key that the texts do not hold yet, made of what it is for: `table.title`, `table.title2`, … */
export function freeTextKey(texts: Readonly<Record<string, LocalizedText>>, ...parts: readonly string[]): string {
  const base = parts.map(identifierFrom).join(".").slice(0, longestTextKey - 8);
  let key = base;
  for (let number = 2; Object.hasOwn(texts, key); number += 1) key = `${base}${number}`;
  return key;
}

/** Keys of the texts that a value shows, wherever they stand in it, each as often as it stands there. */
export function textKeysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textKeysIn);
  if (!isObject(value) || value.kind === "static") return [];
  if (value.kind === "i18n" && typeof value.key === "string") return [value.key];
  return Object.values(value).flatMap(textKeysIn);
}

/** A value with the keys of its texts changed. */
export function withTextKeys<T>(value: T, keys: ReadonlyMap<string, string>): T {
  if (keys.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withTextKeys(item, keys)) as T;
  if (!isObject(value) || value.kind === "static") return value;
  if (value.kind === "i18n" && typeof value.key === "string") return { ...value, key: keys.get(value.key) ?? value.key } as T;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withTextKeys(field, keys)])) as T;
}
