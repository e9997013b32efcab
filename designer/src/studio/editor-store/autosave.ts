import { ApiError, type AppRecords, type Diff } from "@tessera/contracts";
import { emptyDiff, isEmptyDiff, keysOf } from "@tessera/page";
import { type DraftSync, type Merged, type RemoteChange, shownRecords, unsentDiff, withDraft, withEdit, withFlight, withRemote, withoutFlight, withoutKeys } from "./draft-sync.ts";

/** Whether the draft is stored. `refused`: the server will not take it as it is; the next edit tries again. */
export type SaveState =
  | { kind: "saved" }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "offline"; retryAt: number }
  | { kind: "conflict"; keys: string[] }
  | { kind: "refused"; error: unknown };

/** The calls that autosaving needs. */
export interface DraftApi {
  change(input: { baseRevision: number; diff: Diff; changeId: string }): Promise<{ revision: number; others: RemoteChange[] }>;
  changesSince(revision: number): Promise<{ revision: number; changes: RemoteChange[] }>;
  draft(): Promise<{ revision: number; records: AppRecords }>;
}

/** Keeps unsent edits over a reload and over closing the tab. */
export interface UnsentStore {
  read(): Diff | null;
  /** False: they could not be kept here, so that closing the tab would lose them. */
  write(diff: Diff | null): boolean;
}

/** Timers, so that tests need not wait. */
export interface Clock {
  now(): number;
  set(run: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
}

export interface AutosaveOptions {
  api: DraftApi;
  draft: { revision: number; records: AppRecords };
  unsent: UnsentStore;
  clock: Clock;
  newChangeId: () => string;
  /** The records changed by others or by a merge. */
  onRecords: (records: AppRecords) => void;
  onState: (state: SaveState) => void;
  /** The draft was loaded again because the server no longer lists the edits since; `kept`: how many records of mine were put on top. */
  onReloaded?: (kept: number) => void;
  /** Whether unsent edits survive closing the tab, told when it changes. */
  onKept?: (kept: boolean) => void;
  /** How long after the last edit it is sent, ms. */
  delayMs?: number;
}

export interface Autosave {
  /** An edit of this person, already shown. */
  push(diff: Diff): void;
  /** Sends what waits without delay; resolves when everything is stored, false when it could not be. */
  flush(): Promise<boolean>;
  /** Edits of others, as the follower reads them. */
  receive(changes: readonly RemoteChange[]): void;
  /** Reads the draft anew, keeping what is unsent: when edits of others can no longer be told one by one. */
  refresh(): Promise<void>;
  /** The draft was replaced as a whole, e.g. restored from a version. */
  reload(): Promise<void>;
  /** Takes up edits that were left unsent earlier, as if made now; false: what waits could not be stored first. */
  adopt(left: Diff): Promise<boolean>;
  /** Answers a conflict: my edits over theirs, or theirs over mine. */
  resolve(choice: "mine" | "theirs"): void;
  retryNow(): void;
  readonly sync: DraftSync;
  readonly state: SaveState;
  stop(): void;
}

const longestRetryMs = 30_000;

/** The server keeps edits for a while only; what is older must be read as a whole. */
function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410;
}

/** Sends edits to the server one batch at a time, survives faults, and merges what others do meanwhile. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { api, clock, delayMs = 400 } = options;
  let sync: DraftSync = { confirmed: options.draft.records, revision: options.draft.revision, flight: null, waiting: emptyDiff() };
  let state: SaveState = { kind: "saved" };
  let timer: unknown = null;
  let sending = false;
  let failures = 0;
  let stopped = false;
  let keptHere = true;
  let settled: (() => void)[] = [];

  const setState = (next: SaveState): void => {
    state = next;
    options.onState(next);
    if (next.kind === "saving" || next.kind === "unsaved") return;
    const waiters = settled;
    settled = [];
    for (const done of waiters) done();
  };
  const remember = (): void => {
    const diff = unsentDiff(sync);
    const kept = options.unsent.write(isEmptyDiff(diff) ? null : diff);
    if (kept === keptHere) return;
    keptHere = kept;
    options.onKept?.(kept);
  };
  const schedule = (afterMs: number): void => {
    if (timer !== null) clock.clear(timer);
    timer = clock.set(() => {
      timer = null;
      void send();
    }, afterMs);
  };
  /** Takes a merge over; true when a person must choose first. */
  const take = (merged: Merged): boolean => {
    sync = merged.sync;
    remember();
    options.onRecords(shownRecords(sync));
    if (merged.conflicts.length === 0) return false;
    sync = withoutFlight(sync);
    setState({ kind: "conflict", keys: merged.conflicts });
    return true;
  };

  const send = async (): Promise<void> => {
    if (sending || stopped || state.kind === "conflict") return;
    if (sync.flight === null) {
      if (isEmptyDiff(sync.waiting)) return setState({ kind: "saved" });
      sync = withFlight(sync, options.newChangeId());
    }
    const { flight } = sync;
    if (flight === null) return;
    sending = true;
    setState({ kind: "saving" });
    try {
      const answer = await api.change(flight);
      failures = 0;
      const mine: RemoteChange = { revision: answer.revision, diff: flight.diff, changeId: flight.changeId };
      const conflict = take(withRemote(sync, [...answer.others, mine]));
      // Read by the follower before this answer came: the flight has landed all the same.
      if (!conflict && sync.flight?.changeId === flight.changeId) sync = { ...sync, flight: null };
      remember();
    } catch (error) {
      await failed(error);
    } finally {
      sending = false;
    }
    if (stopped || state.kind !== "saving") return;
    if (isEmptyDiff(sync.waiting)) setState({ kind: "saved" });
    else schedule(0);
  };

  /** The log of edits no longer reaches back to what this browser knows: the draft as it is now, with what is unsent on top. */
  const reread = async (): Promise<void> => {
    try {
      const kept = keysOf(unsentDiff(sync)).length;
      const conflict = take(withDraft(sync, await api.draft()));
      options.onReloaded?.(kept);
      if (!conflict && isEmptyDiff(sync.waiting)) setState({ kind: "saved" });
    } catch (fault) {
      retryLater(fault);
    }
  };
  const failed = async (error: unknown): Promise<void> => {
    if (isExpired(error)) return reread();
    if (error instanceof ApiError && error.status === 409) {
      try {
        const { changes } = await api.changesSince(sync.revision);
        const known = sync.flight?.changeId;
        sync = changes.some((change) => change.changeId === known) ? sync : withoutFlight(sync);
        take(withRemote(sync, changes));
        failures += 1;
        // The server sees a conflict where we find none: a draft read anew ends the misunderstanding.
        if (failures > 3 && state.kind !== "conflict") take(withDraft(sync, await api.draft()));
      } catch (fault) {
        if (isExpired(fault)) return reread();
        retryLater(fault);
      }
      return;
    }
    retryLater(error);
  };
  const retryLater = (error: unknown): void => {
    if (error instanceof ApiError && error.status < 500 && error.status !== 429 && error.status !== 401 && error.status !== 408) {
      sync = withoutFlight(sync);
      return setState({ kind: "refused", error });
    }
    failures += 1;
    const wait = Math.min(longestRetryMs, 1000 * 2 ** Math.min(failures - 1, 5));
    setState({ kind: "offline", retryAt: clock.now() + wait });
    schedule(wait);
  };

  const left = options.unsent.read();
  if (left !== null && !isEmptyDiff(left)) {
    const merged = withDraft({ ...sync, waiting: left }, options.draft);
    if (!take(merged) && !isEmptyDiff(sync.waiting)) {
      setState({ kind: "unsaved" });
      schedule(0);
    }
  }

  return {
    push(diff) {
      sync = withEdit(sync, diff);
      remember();
      if (state.kind === "conflict" || state.kind === "offline" || state.kind === "saving") return;
      setState({ kind: "unsaved" });
      schedule(delayMs);
    },
    async flush() {
      if (timer !== null) clock.clear(timer);
      timer = null;
      while (state.kind === "unsaved" || state.kind === "saving") {
        const done = new Promise<void>((resolve) => settled.push(resolve));
        void send();
        await done;
      }
      return state.kind === "saved";
    },
    receive(changes) {
      const news = changes.filter((change) => change.revision > sync.revision);
      if (news.length === 0 || state.kind === "conflict") return;
      take(withRemote(sync, news));
    },
    async refresh() {
      const draft = await api.draft();
      if (!stopped && state.kind !== "conflict" && draft.revision > sync.revision) take(withDraft(sync, draft));
    },
    async adopt(left) {
      if (!isEmptyDiff(unsentDiff(sync)) && !(await this.flush())) return false;
      if (take(withDraft({ ...sync, waiting: left }, { revision: sync.revision, records: sync.confirmed })) || isEmptyDiff(sync.waiting)) return true;
      setState({ kind: "unsaved" });
      schedule(0);
      return true;
    },
    async reload() {
      const draft = await api.draft();
      sync = { confirmed: draft.records, revision: draft.revision, flight: null, waiting: emptyDiff() };
      remember();
      options.onRecords(draft.records);
      setState({ kind: "saved" });
    },
    resolve(choice) {
      if (state.kind !== "conflict") return;
      if (choice === "theirs") sync = withoutKeys(sync, state.keys);
      remember();
      options.onRecords(shownRecords(sync));
      setState({ kind: "unsaved" });
      schedule(0);
    },
    retryNow() {
      if (state.kind === "offline") schedule(0);
      else if (state.kind === "refused") {
        setState({ kind: "unsaved" });
        schedule(0);
      }
    },
    get sync() {
      return sync;
    },
    get state() {
      return state;
    },
    stop() {
      stopped = true;
      if (timer !== null) clock.clear(timer);
    },
  };
}
