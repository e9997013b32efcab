import { type AppRecords, type Diff, type LocalizedText, type PageHead, UserError, pageHeadSchema } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { requireId } from "../records/id.ts";
import { nodeKey, pageKey, parseKey } from "../records/keys.ts";
import { makeRoom, orderBetween } from "../records/order.ts";
import { nodesOf, pageIds } from "../records/tree.ts";
import { editRecords, requirePage } from "./draft.ts";
import { forgetPlaces } from "./layout.ts";

function requirePath(records: AppRecords, path: string, page: string): void {
  const taken = Object.entries(records).some(([key, head]) => parseKey(key)?.kind === "page" && key !== pageKey(page) && head.path === path);
  if (taken) throw new UserError({ code: pageErrorCodes.pathTaken, reason: "conflict", message: pageMessages.pathTaken({ path }), path: "/path" });
}

/** Adds an empty page after the others; the first page of an app becomes its home. */
export function addPage(records: AppRecords, { id, title, path }: { id: string; title: LocalizedText; path: string }): Diff {
  return editRecords(records, (draft) => {
    requireId(id, "/id");
    if (draft.get(pageKey(id))) throw new UserError({ code: pageErrorCodes.exists, reason: "conflict", message: pageMessages.pageExists({ id }), path: "/id" });
    requirePath(records, path, id);
    const last = pageIds(records).at(-1);
    const order = orderBetween(last === undefined ? null : String(records[pageKey(last)]?.order ?? ""), null);
    draft.set(pageKey(id), pageHeadSchema.parse({ schemaVersion: 1, id, title, path, order }));
    const app = draft.require("app");
    if ((app.home ?? null) === null) draft.set("app", { ...app, home: id });
  });
}

/** Removes a page with its nodes and places; when it was the home, the first page left becomes it. */
export function removePage(records: AppRecords, { page }: { page: string }): Diff {
  return editRecords(records, (draft) => {
    requirePage(draft, page);
    for (const id of Object.keys(nodesOf(records, page))) {
      draft.delete(nodeKey(page, id));
      forgetPlaces(draft, page, id);
    }
    draft.delete(pageKey(page));
    const app = draft.get("app");
    if (app?.home === page) draft.set("app", { ...app, home: pageIds(draft.records)[0] ?? null });
  });
}

/** Changes the title of a page. */
export function renamePage(records: AppRecords, { page, title }: { page: string; title: LocalizedText }): Diff {
  return setPageHead(records, { page, patch: { title } });
}

/** Moves a page in the navigation to `index`, the page itself not counted. */
export function reorderPage(records: AppRecords, { page, index }: { page: string; index: number }): Diff {
  return editRecords(records, (draft) => {
    const head = requirePage(draft, page);
    const besides = pageIds(records).filter((id) => id !== page);
    const at = Math.min(Math.max(0, index), besides.length);
    const { order, others } = makeRoom(besides.map((id) => String(records[pageKey(id)]?.order ?? "")), at);
    if (others) for (const [place, id] of besides.entries()) draft.set(pageKey(id), { ...requirePage(draft, id), order: others[place] });
    draft.set(pageKey(page), { ...head, order });
  });
}

/** Changes fields of a page's head: path, navigation, texts, initial state; `undefined` removes one. */
export function setPageHead(records: AppRecords, { page, patch }: { page: string; patch: Partial<Omit<PageHead, "id" | "schemaVersion">> }): Diff {
  return editRecords(records, (draft) => {
    const head = requirePage(draft, page);
    if (typeof patch.path === "string") requirePath(records, patch.path, page);
    draft.set(pageKey(page), { ...head, ...patch });
  });
}
