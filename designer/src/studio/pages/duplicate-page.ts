import { type AppRecord, type AppRecords, type Diff, type PageHead, UserError } from "@tessera/contracts";
import { breakpointOrder, layoutKey, nodeKey, nodesOf, orderBetween, pageIds, pageKey } from "@tessera/page";

/**
 * Copies a page with everything on it, behind the original. Components keep their ids, which are unique per page only, so
 * that bindings and actions within the page go on to work. Throws `page.record-missing` when the page is gone.
 */
export function duplicatePage(records: AppRecords, { page, id }: { page: string; id: string }): Diff {
  const head = records[pageKey(page)] as PageHead | undefined;
  if (!head) throw new UserError({ code: "page.record-missing", reason: "not-found", message: "The page is gone; somebody may have deleted it. Choose another one." });
  const ids = pageIds(records);
  const orderOf = (other: string | undefined): string | null => (other === undefined ? null : String(records[pageKey(other)]?.["order"] ?? ""));
  const paths = new Set(ids.map((other) => String(records[pageKey(other)]?.["path"])));
  const added: [string, AppRecord][] = [
    [pageKey(id), { ...head, id, path: freePath(head.path, paths), order: orderBetween(orderOf(page), orderOf(ids[ids.indexOf(page) + 1])), title: numbered(head.title, ids.map((other) => records[pageKey(other)]?.["title"] as PageHead["title"])) }],
  ];
  for (const [node, record] of Object.entries(nodesOf(records, page))) {
    added.push([nodeKey(id, node), record as AppRecord]);
    for (const breakpoint of breakpointOrder) {
      const place = records[layoutKey(page, breakpoint, node)];
      if (place) added.push([layoutKey(id, breakpoint, node), place]);
    }
  }
  return { added: Object.fromEntries(added), updated: {}, removed: {} };
}

function freePath(path: string, taken: ReadonlySet<string>): string {
  const stem = path.slice(0, 58).replace(/-\d+$/, "");
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** The title with the next free number, in each language. */
function numbered(title: PageHead["title"], others: readonly (PageHead["title"] | undefined)[]): PageHead["title"] {
  const entries = Object.entries(title) as [keyof PageHead["title"], string][];
  return Object.fromEntries(
    entries.map(([locale, text]) => {
      const stem = text.replace(/ \d+$/, "");
      const taken = new Set(others.map((other) => other?.[locale]));
      let number = 2;
      while (taken.has(`${stem} ${number}`)) number += 1;
      return [locale, `${stem} ${number}`];
    }),
  );
}
