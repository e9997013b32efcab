import { ApiError, routes } from "@tessera/contracts";
import { callApi } from "../../api/index.ts";
import type { RemoteChange } from "./draft-sync.ts";

const waitMs = 25_000;

interface Follow {
  app: string;
  revision: () => number;
  onChanges: (changes: RemoteChange[], by: string | null) => void;
  /** The server no longer knows the edits since then: read the draft anew. */
  onGap: () => Promise<void>;
  signal: AbortSignal;
}

/** Reads others' edits as they happen, until the signal ends it; faults are waited out. */
export async function followChanges({ app, revision, onChanges, onGap, signal }: Follow): Promise<void> {
  let failures = 0;
  let gap = false;
  while (!signal.aborted) {
    try {
      if (gap) await onGap();
      gap = false;
      const since = revision();
      const answer = await callApi(routes.apps.changes, { params: { app }, query: { since, waitMs }, signal });
      failures = 0;
      if (answer.changes.length > 0) onChanges(answer.changes, answer.changes.at(-1)?.by ?? null);
      else gap = answer.revision > since;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status < 500 && error.status !== 429 && error.status !== 410) return;
      gap ||= error instanceof ApiError && error.status === 410;
      failures += 1;
      await pause(Math.min(30_000, 1000 * 2 ** Math.min(failures, 5)), signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
