import type { AppHead, AppRecords, PageDocument, PlayableApp, PublishedQuery, Query } from "@tessera/contracts";
import { assembleBundle } from "@tessera/page";

/** What a page may know of a query: only what it evaluates itself. */
export function publishedQueryOf(query: Query): PublishedQuery {
  const inputs = Object.entries(query.inputs ?? {}).flatMap(([name, value]) => (value.kind === "binding" ? [[name, { kind: "binding" as const, template: value.template }] as const] : []));
  return { id: query.id, name: query.name, trigger: query.trigger ?? "load", ...(query.pollMs === undefined ? {} : { pollMs: query.pollMs }), inputs: Object.fromEntries(inputs) };
}

/** The draft as the player takes it. */
export function playableOf(records: AppRecords, { name, space }: { name: string; space: string }): PlayableApp {
  const bundle = assembleBundle(records);
  const { title, description, icon, home } = bundle.app as AppHead;
  return {
    name, space, version: "draft",
    app: { title, description: description ?? {}, icon: icon ?? "Appstore", home: home ?? null },
    pages: bundle.pages as Record<string, PageDocument>,
    queries: Object.fromEntries(Object.entries(bundle.queries).map(([id, query]) => [id, publishedQueryOf(query)])),
  };
}
