import type { ChangeImpact, LocalizedText, ReleaseChange } from "@tessera/contracts";
import { type OperationUse, touches } from "./touches.ts";

/** A query of one version of an app that calls an operation of the connector. */
export interface QueryUse extends OperationUse {
  app: string;
  title: LocalizedText;
  /** Null: the draft. */
  version: string | null;
  query: { id: string; name: string };
  /** Pages that use the query. */
  pages: readonly { id: string; title: LocalizedText }[];
}

/** The queries that breaking changes touch, with pages and versions of their apps; sorted by app and query. */
export function impactOf(changes: readonly ReleaseChange[], uses: readonly QueryUse[]): ChangeImpact[] {
  const breaking = Map.groupBy(changes.filter(({ level }) => level === "breaking"), ({ operation }) => operation);
  const touched = new Map<string, ChangeImpact>();
  for (const use of uses) {
    const reaching = (breaking.get(use.operation) ?? []).filter((change) => touches(change, use));
    if (reaching.length === 0) continue;
    const key = JSON.stringify([use.app, use.query.id, use.operation]);
    const known = touched.get(key);
    const impact = known ?? { app: use.app, title: use.title, versions: [], pages: [], query: use.query, operation: use.operation, changes: [] };
    if (!impact.versions.includes(use.version)) impact.versions.push(use.version);
    for (const page of use.pages) if (!impact.pages.some(({ id }) => id === page.id)) impact.pages.push(page);
    for (const { kind, message } of reaching) if (!impact.changes.some((listed) => listed.message.en === message.en)) impact.changes.push({ kind, message });
    touched.set(key, impact);
  }
  return [...touched.values()].sort((a, b) => (`${a.app}\n${a.query.name}` < `${b.app}\n${b.query.name}` ? -1 : 1));
}
