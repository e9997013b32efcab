import type { AppRecords, Diff } from "@tessera/contracts";
import { type ChangeLine, changeOfKey } from "./change-of-key.ts";

/** A diff in the words of a person: each page, component and query once, in a stable order. */
export function changeSummary(diff: Diff, before: AppRecords, after: AppRecords): ChangeLine[] {
  const lines = new Map<string, ChangeLine>();
  const ranks: Record<ChangeLine["what"], number> = { app: 0, page: 1, query: 2, node: 3 };
  for (const [kind, keys] of [["added", Object.keys(diff.added)], ["removed", Object.keys(diff.removed)], ["changed", Object.keys(diff.updated)]] as const) {
    for (const key of keys) {
      const line = changeOfKey(key, kind, before, after);
      const id = line === null ? "" : `${line.what}/${line.page ?? ""}/${line.name}`;
      if (line !== null && !lines.has(id)) lines.set(id, line);
    }
  }
  return [...lines.values()].sort((a, b) => ranks[a.what] - ranks[b.what] || a.name.localeCompare(b.name));
}
