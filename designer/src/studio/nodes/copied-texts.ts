import { type AppRecords, type Diff, type LocalizedText, localizedTextSchema } from "@tessera/contracts";
import { type Clipboard, setPageHead } from "@tessera/page";
import { textKeysIn, textsOf } from "../binding/index.ts";

/** What is copied together with the texts that it shows: keys mean something on their own page only. */
export type CopiedNodes = Clipboard & { texts?: unknown };

/** Adds the texts that copied nodes show. */
export function withTexts(clipboard: Clipboard, records: AppRecords): CopiedNodes {
  const texts = textsOf(records, clipboard.page);
  const shown = Object.entries(texts).filter(([key]) => textKeysIn(Object.values(clipboard.nodes)).includes(key));
  return shown.length === 0 ? clipboard : { ...clipboard, texts: Object.fromEntries(shown) };
}

/** Brings the texts of pasted nodes to a page that does not hold them yet; what is no text is left out. */
export function missingTexts(records: AppRecords, page: string, clipboard: CopiedNodes): Diff {
  const known = textsOf(records, page);
  const copied = typeof clipboard.texts === "object" && clipboard.texts !== null ? Object.entries(clipboard.texts) : [];
  const missing = copied.flatMap(([key, value]): [string, LocalizedText][] => {
    const text = localizedTextSchema.safeParse(value);
    return text.success && !Object.hasOwn(known, key) && key.length <= 128 ? [[key, text.data]] : [];
  });
  return setPageHead(records, { page, patch: missing.length === 0 ? {} : { i18n: { ...known, ...Object.fromEntries(missing) } } });
}
