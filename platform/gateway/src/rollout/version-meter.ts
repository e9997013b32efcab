import { randomBytes } from "node:crypto";
import { latencyBucket, latencyBuckets } from "@tessera/contracts";
import type { RolloutMeasure } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import type { Outcome, RequestContext } from "../pipeline/context.ts";

/** Length of a piece of the last minute, ms, and how many are kept: one more than a minute, since the last one is not full. */
const pieceMs = 10_000;
const pieces = 7;
/** A version that nobody calls is forgotten after that, ms; new calls begin a new record, which is added to the old one. */
const forgottenAfterMs = 10 * 60_000;
/** Rollouts measured at the same time. */
const mostMeters = 1_000;

/** What one measurement is about. */
export type MeterSubject = Pick<RolloutMeasure, "space" | "connector" | "stage" | "since" | "version">;

interface Counts {
  calls: number;
  errors: number;
  latency: number[];
}

interface Meter {
  record: MeterSubject & { _id: string };
  total: Counts;
  recent: (Counts & { at: Date })[];
  changedAt: number;
  isChanged: boolean;
}

/** Counts calls of the versions of rollouts. */
export interface VersionMeters {
  /** Counts a finished request that reached its backend. */
  count(subject: MeterSubject, context: RequestContext): void;
  /** Records that changed since the last time they were taken. */
  changed(): RolloutMeasure[];
  /** Says that records could not be written, so that they are given again. */
  giveBack(ids: readonly string[]): void;
}

function emptyCounts(): Counts {
  return { calls: 0, errors: 0, latency: Array.from({ length: latencyBuckets }, () => 0) };
}

function add(counts: Counts, isError: boolean, bucket: number): void {
  counts.calls += 1;
  if (isError) counts.errors += 1;
  counts.latency[bucket] = (counts.latency[bucket] ?? 0) + 1;
}

/** Whether a call speaks against the version: its backend failed or said so (5xx). Refusals, and failures of ours, do not. */
export function isFailure({ status, code }: Outcome): boolean {
  if (code === gatewayErrors.defect) return false;
  return status >= 500 || (code?.startsWith("gateway.backend-") ?? false);
}

/** How long a caller waited, ms: until the end of the answer, of a stream until it began. */
function waited({ route, outcome }: RequestContext): number {
  return route.operation.transport === "http" ? outcome.durationMs : (outcome.backendMs ?? outcome.durationMs);
}

/** Makes empty meters; `now` in ms. */
export function createVersionMeters(nodeId: string, now: () => number = Date.now): VersionMeters {
  const meters = new Map<string, Meter>();

  const meterOf = (subject: MeterSubject): Meter | undefined => {
    const key = JSON.stringify([subject.space, subject.connector, subject.stage, subject.since, subject.version]);
    const known = meters.get(key);
    if (known !== undefined) return known;
    if (meters.size >= mostMeters) return undefined;
    const meter: Meter = { record: { _id: `${nodeId}/${randomBytes(9).toString("base64url")}`, ...subject }, total: emptyCounts(), recent: [], changedAt: now(), isChanged: false };
    meters.set(key, meter);
    return meter;
  };

  const pieceOf = (meter: Meter, at: number): Counts => {
    const start = at - (at % pieceMs);
    const last = meter.recent.at(-1);
    if (last?.at.getTime() === start) return last;
    const piece = { at: new Date(start), ...emptyCounts() };
    meter.recent.push(piece);
    if (meter.recent.length > pieces) meter.recent.shift();
    return piece;
  };

  return {
    count(subject, context) {
      const { outcome } = context;
      if (outcome.attempts === 0) return;
      const meter = meterOf(subject);
      if (meter === undefined) return;
      const isError = isFailure(outcome);
      const bucket = latencyBucket(waited(context));
      const at = now();
      add(meter.total, isError, bucket);
      add(pieceOf(meter, at), isError, bucket);
      meter.changedAt = at;
      meter.isChanged = true;
    },

    changed() {
      const at = now();
      const records: RolloutMeasure[] = [];
      for (const [key, meter] of meters) {
        const { record, total, recent } = meter;
        if (meter.isChanged) records.push({ ...record, calls: total.calls, errors: total.errors, latency: [...total.latency], recent: recent.map((piece) => ({ ...piece, latency: [...piece.latency] })), at: new Date(at) });
        else if (at - meter.changedAt > forgottenAfterMs) meters.delete(key);
        meter.isChanged = false;
      }
      return records;
    },

    giveBack(ids) {
      const known = new Set(ids);
      for (const meter of meters.values()) if (known.has(meter.record._id)) meter.isChanged = true;
    },
  };
}
