import { type AppRecords, type LocalizedText, type PageNode, localizedTextSchema } from "@tessera/contracts";
import { isObject, sameJson } from "../records/json.ts";
import { pageKey } from "../records/keys.ts";
import { freeTextKey, longestTextKey, textKeysIn, textsOf } from "../records/texts.ts";
import { type Draft, requirePage } from "./draft.ts";

/** Texts by key: keys mean something on their own page only, so that copied nodes carry the texts they show. */
export type CopiedTexts = Readonly<Record<string, LocalizedText>>;

/** The texts of a page that nodes show. */
export function shownTexts(records: AppRecords, page: string, nodes: readonly PageNode[]): CopiedTexts {
  const keys = new Set(textKeysIn(nodes));
  return Object.fromEntries(Object.entries(textsOf(records, page)).filter(([key]) => keys.has(key)));
}

/** The texts in what anyone may have written; what is none is left out. */
export function readTexts(value: unknown): CopiedTexts {
  const texts = Object.entries(isObject(value) ? value : {}).flatMap(([key, text]): [string, LocalizedText][] => {
    const read = localizedTextSchema.safeParse(text);
    return read.success && key !== "" && key.length <= longestTextKey ? [[key, read.data]] : [];
  });
  return Object.fromEntries(texts);
}

/** Brings texts to a page. Answers the keys that mean something else there, each with the new one that its text got. */
export function bringTexts(draft: Draft, page: string, texts: CopiedTexts): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  let known = textsOf(draft.records, page);
  for (const [key, text] of Object.entries(texts)) {
    const here = Object.hasOwn(known, key) ? known[key] : undefined;
    if (here !== undefined && sameJson(here, text)) continue;
    const free = here === undefined ? key : freeTextKey(known, ...key.split("."));
    if (free !== key) keys.set(key, free);
    known = { ...known, [free]: text };
  }
  if (known !== textsOf(draft.records, page)) draft.set(pageKey(page), { ...requirePage(draft, page), i18n: known });
  return keys;
}
