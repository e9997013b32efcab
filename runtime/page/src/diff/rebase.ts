import type { AppRecord, AppRecords, Diff, RecordKey } from "@tessera/contracts";
import { isObject, sameJson } from "../records/json.ts";
import { changeOf, diffFromChanges, keysOf } from "./diff.ts";

/** A diff moved to where it can be applied now, and the records where both sides changed the same thing. */
export interface Rebased {
  diff: Diff;
  /** In these the rebased diff wins over the other side, or was dropped because the record is gone. */
  conflicts: RecordKey[];
}

/** Three-way merge of JSON: objects field by field, everything else as a whole; where both changed, `mine` wins. */
export function mergeJson(base: unknown, mine: unknown, theirs: unknown): { value: unknown; conflict: boolean } {
  if (sameJson(mine, theirs)) return { value: theirs, conflict: false };
  if (sameJson(base, theirs)) return { value: mine, conflict: false };
  if (sameJson(base, mine)) return { value: theirs, conflict: false };
  if (!isObject(mine) || !isObject(theirs)) return { value: mine, conflict: true };
  const origin = isObject(base) ? base : {};
  let conflict = false;
  const fields: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const own = (source: Record<string, unknown>): unknown => (Object.hasOwn(source, key) ? source[key] : undefined);
    const merged = mergeJson(own(origin), own(mine), own(theirs));
    conflict ||= merged.conflict;
    if (merged.value !== undefined) fields.push([key, merged.value]);
  }
  return { value: Object.fromEntries(fields), conflict };
}

/** Moves a diff onto records that changed since it was made, so that it applies to them and keeps what others did. */
export function rebaseOnto(diff: Diff, records: AppRecords): Rebased {
  const conflicts: RecordKey[] = [];
  const changes: [RecordKey, { from?: AppRecord | undefined; to?: AppRecord | undefined }][] = [];
  for (const key of keysOf(diff)) {
    const change = changeOf(diff, key) ?? {};
    const current = Object.hasOwn(records, key) ? records[key] : undefined;
    if (sameJson(current, change.from)) changes.push([key, { from: current, to: change.to }]);
    else if (sameJson(current, change.to)) continue;
    else if (change.to === undefined) {
      conflicts.push(key);
      changes.push([key, { from: current }]);
    } else if (current === undefined) conflicts.push(key);
    else {
      const merged = mergeJson(change.from, change.to, current);
      if (merged.conflict) conflicts.push(key);
      changes.push([key, { from: current, to: merged.value as AppRecord }]);
    }
  }
  return { diff: diffFromChanges(changes), conflicts };
}

/** Moves `mine` behind `others`, both made from the same records: afterwards others∘mine applies. */
export function rebaseDiff(mine: Diff, others: Diff): Rebased {
  const around: AppRecords = {};
  for (const key of keysOf(mine)) {
    const theirs = changeOf(others, key);
    const value = theirs ? theirs.to : changeOf(mine, key)?.from;
    if (value !== undefined) around[key] = value;
  }
  return rebaseOnto(mine, around);
}
