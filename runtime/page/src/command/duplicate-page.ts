import type { AppRecords, Diff, Locale, LocalizedText, PageHead } from "@tessera/contracts";
import { breakpointOrder, layoutKey, nodeKey, pageKey } from "../records/keys.ts";
import { makeRoom } from "../records/order.ts";
import { nodesOf, pageIds } from "../records/tree.ts";
import { editRecords, requirePage } from "./draft.ts";

/**
 * Copies a page with everything on it, behind the original, under a free address and title. Components keep their ids, which
 * are unique per page only, so that bindings and actions within the page go on to work. @throws UserError page.record-missing.
 */
export function duplicatePage(records: AppRecords, { page, id }: { page: string; id: string }): Diff {
  return editRecords(records, (draft) => {
    const head = requirePage(draft, page) as PageHead;
    const heads = pageIds(records).map((other) => requirePage(draft, other) as PageHead);
    const { order, others } = makeRoom(heads.map((other) => String(other.order ?? "")), heads.findIndex((other) => other.id === page) + 1);
    if (others) for (const [place, other] of heads.entries()) draft.set(pageKey(other.id), { ...other, order: others[place] });
    const path = freePath(head.path, new Set(heads.map((other) => other.path)));
    draft.set(pageKey(id), { ...head, id, path, order, title: numbered(head.title, heads.map(({ title }) => title)) });
    for (const [node, record] of Object.entries(nodesOf(records, page))) {
      draft.set(nodeKey(id, node), record);
      for (const breakpoint of breakpointOrder) {
        const place = draft.get(layoutKey(page, breakpoint, node));
        if (place) draft.set(layoutKey(id, breakpoint, node), place);
      }
    }
  });
}

const longestPath = 58;

function freePath(path: string, taken: ReadonlySet<string>): string {
  const stem = path.slice(0, longestPath).replace(/-\d+$/, "");
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** The title with the next free number, in each language it has. */
function numbered(title: LocalizedText, others: readonly LocalizedText[]): LocalizedText {
  const numberedIn = (locale: Locale, text: string): string => {
    const stem = text.replace(/ \d+$/, "");
    const taken = new Set(others.map((other) => other[locale]));
    for (let number = 2; ; number += 1) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
  };
  return Object.fromEntries((Object.entries(title) as [Locale, string][]).map(([locale, text]) => [locale, numberedIn(locale, text)]));
}
