import type { AppRecords, Diff, LocalizedText } from "@tessera/contracts";
import { nodesOf, setPageHead, textKeysIn, textsOf } from "@tessera/page";

/** Writes a text of a page, or takes it away. @throws UserError page.record-missing. */
export function setText(records: AppRecords, { page, key, text }: { page: string; key: string; text: LocalizedText | null }): Diff {
  const { [key]: _old, ...others } = textsOf(records, page);
  return setPageHead(records, { page, patch: { i18n: text === null ? others : { ...others, [key]: text } } });
}

/** How many places on a page show a text. */
export function textUses(records: AppRecords, page: string, key: string): number {
  return Object.values(nodesOf(records, page)).reduce((sum, node) => sum + textKeysIn(node).filter((one) => one === key).length, 0);
}
