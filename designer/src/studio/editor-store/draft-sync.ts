import type { AppRecords, Diff } from "@tessera/contracts";
import { applyDiff, composeDiffs, emptyDiff, isEmptyDiff, rebaseOnto, settleDiff } from "@tessera/page";

/** One edit as the server lists it. */
export interface RemoteChange {
  revision: number;
  diff: Diff;
  changeId?: string;
}

/** An edit on its way to the server; a resend carries the same id, so that it is applied once. */
export interface Flight {
  diff: Diff;
  changeId: string;
  baseRevision: number;
}

/** The draft as this browser knows it: what the server confirmed, what is on its way, and what waits. */
export interface DraftSync {
  confirmed: AppRecords;
  revision: number;
  flight: Flight | null;
  waiting: Diff;
}

/** The records as the person sees them: confirmed ∘ on its way ∘ waiting. */
export function shownRecords(sync: DraftSync): AppRecords {
  const sent = sync.flight === null ? sync.confirmed : applyDiff(sync.confirmed, sync.flight.diff);
  return applyDiff(sent, sync.waiting);
}

/** Everything that the server has not confirmed, as one diff. */
export function unsentDiff(sync: DraftSync): Diff {
  return sync.flight === null ? sync.waiting : composeDiffs(sync.flight.diff, sync.waiting);
}

/** Adds an edit of this person. */
export function withEdit(sync: DraftSync, diff: Diff): DraftSync {
  return { ...sync, waiting: composeDiffs(sync.waiting, diff) };
}

/** Puts what waits on its way. */
export function withFlight(sync: DraftSync, changeId: string): DraftSync {
  return { ...sync, flight: { diff: sync.waiting, changeId, baseRevision: sync.revision }, waiting: emptyDiff() };
}

/** Takes back what was on its way, in front of what waits. */
export function withoutFlight(sync: DraftSync): DraftSync {
  return sync.flight === null ? sync : { ...sync, flight: null, waiting: composeDiffs(sync.flight.diff, sync.waiting) };
}

/** Result of taking in others' edits: where both sides changed the same field, and what each side holds there. */
export interface Merged {
  sync: DraftSync;
  conflicts: string[];
}

/** Takes in edits that the server confirmed, oldest first; my own ones among them are recognised by their id. */
export function withRemote(sync: DraftSync, changes: readonly RemoteChange[]): Merged {
  let { confirmed, revision, flight } = sync;
  for (const change of changes) {
    if (change.revision <= revision) continue;
    const own = flight !== null && change.changeId === flight.changeId;
    // The server is the truth: where its edit does not fit ours to the letter, its outcome counts.
    confirmed = forceDiff(confirmed, change.diff);
    revision = change.revision;
    if (own) flight = null;
  }
  return rebased({ confirmed, revision, flight, waiting: sync.waiting });
}

/** Starts over from a draft that was read anew, keeping what is unsent. */
export function withDraft(sync: DraftSync, draft: { revision: number; records: AppRecords }): Merged {
  return rebased({ ...withoutFlight(sync), confirmed: draft.records, revision: draft.revision });
}

function rebased(sync: DraftSync): Merged {
  const conflicts = new Set<string>();
  const move = (diff: Diff, records: AppRecords): Diff => {
    if (isEmptyDiff(diff)) return diff;
    const moved = rebaseOnto(diff, records);
    for (const key of moved.conflicts) conflicts.add(key);
    return settleDiff(records, moved.diff);
  };
  const sent = sync.flight === null ? emptyDiff() : move(sync.flight.diff, sync.confirmed);
  const waiting = move(sync.waiting, applyDiff(sync.confirmed, sent));
  return { sync: { ...sync, flight: sync.flight === null ? null : { ...sync.flight, diff: sent }, waiting }, conflicts: [...conflicts] };
}

function forceDiff(records: AppRecords, diff: Diff): AppRecords {
  const result = { ...records };
  for (const key of Object.keys(diff.removed)) delete result[key];
  for (const [key, value] of Object.entries(diff.added)) result[key] = value;
  for (const [key, [, to]] of Object.entries(diff.updated)) result[key] = to;
  return result;
}

/** Gives up my unsent edits of some records, so that those of the others stand. */
export function withoutKeys(sync: DraftSync, keys: readonly string[]): DraftSync {
  const drop = new Set(keys);
  const keep = (diff: Diff): Diff => ({
    added: Object.fromEntries(Object.entries(diff.added).filter(([key]) => !drop.has(key))),
    updated: Object.fromEntries(Object.entries(diff.updated).filter(([key]) => !drop.has(key))),
    removed: Object.fromEntries(Object.entries(diff.removed).filter(([key]) => !drop.has(key))),
  });
  const grounded = withoutFlight(sync);
  return { ...grounded, waiting: settleDiff(grounded.confirmed, keep(grounded.waiting)) };
}
