import { type AppBundle, type AppHead, type AppRecord, type AppRecords, type Breakpoint, type GridRect, type PageDocument, type PageNode, type Query, UserError } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { breakpointOrder, layoutKey, nodeKey, pageKey, parseKey, queryKey } from "./keys.ts";

interface PageParts {
  nodes: [string, PageNode][];
  layout: Record<Breakpoint, [string, GridRect][]>;
}

function collectParts(records: AppRecords, only?: string): Map<string, PageParts> {
  const parts = new Map<string, PageParts>();
  const partsOf = (page: string): PageParts => {
    let found = parts.get(page);
    if (!found) parts.set(page, (found = { nodes: [], layout: { desktop: [], tablet: [], mobile: [] } }));
    return found;
  };
  for (const [key, value] of Object.entries(records)) {
    const name = parseKey(key);
    if (name === null || (name.kind !== "node" && name.kind !== "layout")) continue;
    if (only !== undefined && name.page !== only) continue;
    if (name.kind === "node") partsOf(name.page).nodes.push([name.node, value as PageNode]);
    else partsOf(name.page).layout[name.breakpoint].push([name.node, value as GridRect]);
  }
  return parts;
}

function joinPage(head: AppRecord, parts: PageParts | undefined): PageDocument {
  const layout = Object.fromEntries(
    breakpointOrder.filter((breakpoint) => breakpoint === "desktop" || parts?.layout[breakpoint].length).map((breakpoint) => [breakpoint, Object.fromEntries(parts?.layout[breakpoint] ?? [])]),
  );
  return { ...head, nodes: Object.fromEntries(parts?.nodes ?? []), layout } as unknown as PageDocument;
}

/** Puts an app together from its records; nodes and places of pages that have no head are left out. @throws UserError page.record-missing without an `app` record. */
export function assembleBundle(records: AppRecords): AppBundle {
  const app = records.app;
  if (app === undefined) {
    throw new UserError({ code: pageErrorCodes.missing, reason: "not-found", message: pageMessages.appMissing(), path: "/app" });
  }
  const parts = collectParts(records);
  const pages: [string, PageDocument][] = [];
  const queries: [string, Query][] = [];
  for (const [key, value] of Object.entries(records)) {
    const name = parseKey(key);
    if (name?.kind === "page") pages.push([name.page, joinPage(value, parts.get(name.page))]);
    if (name?.kind === "query") queries.push([name.query, value as Query]);
  }
  return { app: app as AppHead, pages: Object.fromEntries(pages), queries: Object.fromEntries(queries) };
}

/** Puts one page together from an app's records. @throws UserError page.record-missing. */
export function assemblePage(records: AppRecords, page: string): PageDocument {
  const head = records[pageKey(page)];
  if (head === undefined) {
    throw new UserError({ code: pageErrorCodes.missing, reason: "not-found", message: pageMessages.pageMissing({ page }), detail: { page } });
  }
  return joinPage(head, collectParts(records, page).get(page));
}

/** Takes an app apart into records; the opposite of `assembleBundle`. Unknown fields stay where they are. */
export function explodeBundle(bundle: AppBundle): AppRecords {
  const records: [string, unknown][] = [["app", bundle.app]];
  for (const [pageId, page] of Object.entries(bundle.pages)) {
    const { nodes, layout, ...head } = page;
    records.push([pageKey(pageId), head]);
    for (const [id, node] of Object.entries(nodes)) records.push([nodeKey(pageId, id), node]);
    for (const breakpoint of breakpointOrder) {
      for (const [id, rect] of Object.entries(layout[breakpoint] ?? {})) records.push([layoutKey(pageId, breakpoint, id), rect]);
    }
  }
  for (const [id, query] of Object.entries(bundle.queries)) records.push([queryKey(id), query]);
  return Object.fromEntries(records) as AppRecords;
}
