import type { Message } from "@tessera/contracts";
import type { StoredEvent, StoredRun } from "./run-record.ts";

/** Events of a run beyond that many are dropped from the middle. */
const kept = { first: 20, last: 80 } as const;

export interface NewEvent {
  kind: StoredEvent["kind"];
  status?: number | null;
  backendState?: string | null;
  progress?: number | null;
  detail?: Message | null;
}

/** The events with one more; equal polls in a row become one. */
export function withEvent(events: readonly StoredEvent[], event: NewEvent, at: Date): StoredEvent[] {
  const next: StoredEvent = { kind: event.kind, firstAt: at, at, count: 1, status: event.status ?? null, backendState: event.backendState ?? null, progress: event.progress ?? null, detail: event.detail ?? null };
  const last = events.at(-1);
  if (last !== undefined && next.kind === "poll" && saysSame(last, next)) return [...events.slice(0, -1), { ...last, at, count: last.count + 1 }];
  const all = [...events, next];
  return all.length <= kept.first + kept.last ? all : [...all.slice(0, kept.first), ...all.slice(-kept.last)];
}

function saysSame(one: StoredEvent, other: StoredEvent): boolean {
  return one.kind === other.kind && one.status === other.status && one.backendState === other.backendState && one.progress === other.progress && one.detail?.en === other.detail?.en;
}

/** What a step changes of a run; the result is kept packed, so that it stands apart. */
export interface RunChange {
  patch: Partial<Omit<StoredRun, "_id" | "result" | "truncated" | "revision" | "change" | "fence">>;
  /** JSON value that the run gives. */
  result?: { value: unknown; truncated: boolean };
}

/** Whether people see a difference. */
export function isVisible(run: StoredRun, { patch }: RunChange): boolean {
  return (["state", "backendId", "backendState", "progress", "error", "callbacks"] as const).some((field) => field in patch && patch[field] !== run[field]) || (patch.events !== undefined && patch.events.length !== run.events.length);
}
