import type { AppRecords, Diff, RecordKey } from "@tessera/contracts";
import { composeDiffs, invertDiff, isEmptyDiff } from "../diff/diff.ts";
import { rebaseOnto } from "../diff/rebase.ts";
import { settleDiff } from "../diff/settle.ts";

/** What to apply for an undo or redo, and where others had changed the same thing since. */
export interface HistoryStep {
  diff: Diff;
  conflicts: RecordKey[];
  label: string | undefined;
}

export interface PushOptions {
  /** Edits of one group that follow each other undo as one, e.g. `n1/title` while a person types. */
  group?: string;
  /** What the edit was, for the menu. */
  label?: string;
  /** When, in ms; a group ends when two edits lie further apart than `groupWindowMs`. */
  at?: number;
}

/** Undo and redo of one person's edits, over every kind of record. */
export interface History {
  /** Remembers an edit that was just applied; forgets what could be redone. */
  push(diff: Diff, options?: PushOptions): void;
  /** The diff that takes back my last edit from the records as they are now, others' edits included; null: nothing to undo. */
  undo(records: AppRecords): HistoryStep | null;
  redo(records: AppRecords): HistoryStep | null;
  /** Ends the current group, e.g. when the field loses focus. */
  seal(): void;
  clear(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
}

interface Entry {
  diff: Diff;
  label: string | undefined;
  group: string | undefined;
  at: number | undefined;
}

/** Makes an empty history that keeps `limit` edits (default 200); `groupWindowMs` defaults to 1,500. */
export function createHistory({ limit = 200, groupWindowMs = 1_500 }: { limit?: number; groupWindowMs?: number } = {}): History {
  let past: Entry[] = [];
  let future: Entry[] = [];

  const joins = (entry: Entry | undefined, options: PushOptions): entry is Entry =>
    entry?.group !== undefined && entry.group === options.group && (entry.at === undefined || options.at === undefined || options.at - entry.at <= groupWindowMs);

  /** Takes entries from `source` until one still changes something, and leaves what reverts it in `target`. */
  const step = (records: AppRecords, source: Entry[], target: Entry[]): HistoryStep | null => {
    for (let entry = source.pop(); entry !== undefined; entry = source.pop()) {
      const rebased = rebaseOnto(invertDiff(entry.diff), records);
      const diff = settleDiff(records, rebased.diff);
      if (isEmptyDiff(diff)) continue;
      target.push({ diff, label: entry.label, group: undefined, at: undefined });
      return { diff, conflicts: rebased.conflicts, label: entry.label };
    }
    return null;
  };

  return {
    push(diff, options = {}) {
      if (isEmptyDiff(diff)) return;
      future = [];
      const last = past.at(-1);
      if (joins(last, options)) {
        last.diff = composeDiffs(last.diff, diff);
        last.at = options.at;
        if (isEmptyDiff(last.diff)) past.pop();
        return;
      }
      past.push({ diff, label: options.label, group: options.group, at: options.at });
      if (past.length > limit) past = past.slice(past.length - limit);
    },
    undo: (records) => step(records, past, future),
    redo: (records) => step(records, future, past),
    seal() {
      const last = past.at(-1);
      if (last) last.group = undefined;
    },
    clear() {
      past = [];
      future = [];
    },
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
    get undoLabel() {
      return past.at(-1)?.label;
    },
    get redoLabel() {
      return future.at(-1)?.label;
    },
  };
}
