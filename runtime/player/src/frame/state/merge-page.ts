import type { PageDocument } from "@tessera/contracts";
import { sameJson } from "@tessera/page";

/** The new page with the objects of the old one wherever nothing changed, so that only what changed draws again. */
export function mergePage(old: PageDocument, next: PageDocument): PageDocument {
  return {
    ...next,
    i18n: keepSame(old.i18n ?? {}, next.i18n ?? {}),
    nodes: keepSame(old.nodes, next.nodes),
    layout: { ...next.layout, desktop: keepSame(old.layout.desktop, next.layout.desktop), ...(next.layout.tablet ? { tablet: keepSame(old.layout.tablet ?? {}, next.layout.tablet) } : {}), ...(next.layout.mobile ? { mobile: keepSame(old.layout.mobile ?? {}, next.layout.mobile) } : {}) },
  };
}

function keepSame<T>(old: Record<string, T>, next: Record<string, T>): Record<string, T> {
  let same = Object.keys(old).length === Object.keys(next).length;
  const entries = Object.entries(next).map(([id, value]) => {
    const before = old[id];
    if (before !== undefined && sameJson(before, value)) return [id, before] as const;
    same = false;
    return [id, value] as const;
  });
  return same ? old : Object.fromEntries(entries);
}
