import { type AppRecord, type AppRecords, type Diff, type Message, type RecordKey, UserError, joinMessages, verbatim } from "@tessera/contracts";
import { pageErrorCodes } from "../errors.ts";
import { pageMessages } from "../messages.ts";
import { sameJson } from "../records/json.ts";

/** A diff that changes nothing. */
export const emptyDiff = (): Diff => ({ added: {}, updated: {}, removed: {} });

/** Whether a diff changes nothing. */
export function isEmptyDiff(diff: Diff): boolean {
  return Object.keys(diff.added).length === 0 && Object.keys(diff.updated).length === 0 && Object.keys(diff.removed).length === 0;
}

/** Keys that a diff touches. */
export function keysOf(diff: Diff): RecordKey[] {
  return [...Object.keys(diff.added), ...Object.keys(diff.updated), ...Object.keys(diff.removed)];
}

/** Keys that both diffs touch in different ways; a merge must look at them. */
export function conflictingKeys(a: Diff, b: Diff): RecordKey[] {
  const touched = new Set(keysOf(b));
  return keysOf(a).filter((key) => touched.has(key) && !sameChange(key, a, b));
}

function sameChange(key: RecordKey, a: Diff, b: Diff): boolean {
  return sameJson(changeOf(a, key), changeOf(b, key));
}

/** What a diff does to one record: its value before (absent when added) and after (absent when removed); null when untouched. */
export function changeOf(diff: Diff, key: RecordKey): { from?: AppRecord; to?: AppRecord } | null {
  const added = own(diff.added, key);
  if (added) return { to: added };
  const removed = own(diff.removed, key);
  if (removed) return { from: removed };
  const pair = own(diff.updated, key);
  return pair ? { from: pair[0], to: pair[1] } : null;
}

function own<T>(map: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Builds a diff from changes; those that change nothing are left out. */
export function diffFromChanges(changes: Iterable<[RecordKey, { from?: AppRecord | undefined; to?: AppRecord | undefined }]>): Diff {
  const diff = emptyDiff();
  for (const [key, { from, to }] of changes) {
    if (from === undefined && to !== undefined) diff.added[key] = to;
    else if (from !== undefined && to === undefined) diff.removed[key] = from;
    else if (from !== undefined && to !== undefined && !sameJson(from, to)) diff.updated[key] = [from, to];
  }
  return diff;
}

/**
 * Applies a diff and returns new records. The records must hold what the diff says it found.
 * @throws UserError page.conflict with `detail.keys` when they do not; nothing is applied then.
 */
export function applyDiff(records: AppRecords, diff: Diff): AppRecords {
  const conflicts = keysOf(diff).filter((key) => !sameJson(Object.hasOwn(records, key) ? records[key] : undefined, changeOf(diff, key)?.from));
  if (conflicts.length > 0) {
    throw new UserError({
      code: pageErrorCodes.conflict,
      reason: "conflict",
      message: conflictMessage(conflicts),
      detail: { keys: conflicts },
    });
  }
  const result = { ...records };
  for (const key of Object.keys(diff.removed)) delete result[key];
  for (const [key, value] of Object.entries(diff.added)) result[key] = value;
  for (const [key, [, to]] of Object.entries(diff.updated)) result[key] = to;
  return result;
}

function conflictMessage([key = "", ...others]: readonly RecordKey[]): Message {
  if (others.length === 0) return pageMessages.conflictOne({ key });
  const shown = [key, ...others.slice(0, 4), ...(others.length > 4 ? ["…"] : [])];
  return pageMessages.conflictMany({ count: others.length + 1, keys: joinMessages(shown.map(verbatim), { en: ", ", "zh-CN": "、" }) });
}

/** The diff that takes back another one. */
export function invertDiff(diff: Diff): Diff {
  return {
    added: { ...diff.removed },
    removed: { ...diff.added },
    updated: Object.fromEntries(Object.entries(diff.updated).map(([key, [from, to]]) => [key, [to, from] as [AppRecord, AppRecord]])),
  };
}

/** One diff that does what `first` and then `second` do. */
export function composeDiffs(first: Diff, second: Diff): Diff {
  const changes = new Map<RecordKey, { from?: AppRecord | undefined; to?: AppRecord | undefined }>();
  for (const key of keysOf(first)) changes.set(key, changeOf(first, key) ?? {});
  for (const key of keysOf(second)) {
    const earlier = changes.get(key);
    const later = changeOf(second, key) ?? {};
    changes.set(key, { from: earlier ? earlier.from : later.from, to: later.to });
  }
  return diffFromChanges(changes);
}

/** The diff that leads from one set of records to another. */
export function diffRecords(from: AppRecords, to: AppRecords): Diff {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return diffFromChanges([...keys].map((key) => [key, { from: from[key], to: to[key] }]));
}
