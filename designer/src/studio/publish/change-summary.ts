import type { AppRecords, Diff, Locale } from "@tessera/contracts";
import { type ChangeLine, changeOfKey } from "./change-of-key.ts";

/** A line with the keys of all records that changed under it, places included. */
export interface Change extends ChangeLine {
  records: string[];
}

/** A diff in the words of a person: each page, component and query once, in a stable order. */
export function changeSummary(diff: Diff, before: AppRecords, after: AppRecords, locale: Locale): Change[] {
  const lines = new Map<string, Change>();
  const ranks: Record<ChangeLine["what"], number> = { app: 0, page: 1, query: 2, node: 3 };
  for (const [kind, keys] of [["added", Object.keys(diff.added)], ["removed", Object.keys(diff.removed)], ["changed", Object.keys(diff.updated)]] as const) {
    for (const key of keys) {
      const line = changeOfKey(key, kind, before, after, locale);
      if (line === null) continue;
      const known = lines.get(line.key);
      if (known) known.records.push(key);
      else lines.set(line.key, { ...line, records: [key] });
      // A place is new where a component moved to another breakpoint's layout; the component itself says what became of it.
      if (known && key === line.key) known.kind = line.kind;
    }
  }
  return [...lines.values()].sort((a, b) => ranks[a.what] - ranks[b.what] || (a.page ?? "").localeCompare(b.page ?? "") || a.name.localeCompare(b.name));
}
