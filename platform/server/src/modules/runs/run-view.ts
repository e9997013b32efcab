import type { CallbackView, Locale, OperationRunDetail, OperationRunView, RunEvent } from "@tessera/contracts";
import { unpack } from "../../persistence/packed.ts";
import type { StoredCallback } from "./callback.repository.ts";
import { type StoredEvent, type StoredRun, declarationOf } from "./run-record.ts";

/** A run as lists show it. */
export function runView(run: StoredRun, locale: Locale): OperationRunView {
  const { _id: id, connector, stage, operation, version, backendId, state, backendState, progress, truncated, error, idempotencyKey, caller, callerName, startedAt, deadline, finishedAt, nextPollAt, change } = run;
  return {
    id, connector, stage, operation, version, backendId, state, backendState, progress, result: null, truncated, error: error && { code: error.code, detail: error.message[locale] }, idempotencyKey, caller, callerName,
    cancellable: declarationOf(run).cancel !== undefined, startedAt: startedAt.toISOString(), deadline: deadline.toISOString(), finishedAt: finishedAt?.toISOString() ?? null, nextPollAt: nextPollAt?.toISOString() ?? null, change,
  };
}

/** A run with its result and what happened. */
export async function runDetail(run: StoredRun, locale: Locale): Promise<OperationRunDetail> {
  const result = run.result === null ? null : await unpack<unknown>(run.result);
  return { ...runView(run, locale), result, events: run.events.map((event) => eventView(event, locale)), traceId: run.traceId, callbacks: run.callbacks };
}

export async function callbackView(callback: StoredCallback, locale: Locale): Promise<CallbackView> {
  const { _id: id, run, receivedAt, address, headers, body, sizeBytes, effect, reason, replayOf } = callback;
  return { id, run, receivedAt: receivedAt.toISOString(), address, headers: JSON.parse(headers) as Record<string, string>, body: await unpack<unknown>(body), sizeBytes, effect, reason: reason?.[locale] ?? null, replayOf };
}

function eventView({ kind, firstAt, at, count, status, backendState, progress, detail }: StoredEvent, locale: Locale): RunEvent {
  return { kind, firstAt: firstAt.toISOString(), at: at.toISOString(), count, status, backendState, progress, detail: detail?.[locale] ?? null };
}
