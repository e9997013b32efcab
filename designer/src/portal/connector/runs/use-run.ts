import { type OperationRunDetail, routes } from "@tessera/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { callApi, keyOf, useApi } from "../../../api/index.ts";

/** Longest wait of one request for a change, seconds. */
const waitSeconds = 25;
const retryMs = 2_000;
/** Late callbacks are shown too, ms. */
const endedMs = 3_000;

/** A run, read again with each change until it has ended: the server holds the request until there is one. */
export function useRun(id: string | undefined): ReturnType<typeof useApi<typeof routes.runs.get>> {
  const client = useQueryClient();
  const params = { run: id ?? "" };
  const result = useApi(routes.runs.get, { params }, { enabled: id !== undefined, refetchMs: (data) => (data === undefined || data.finishedAt === null ? false : endedMs) });
  const isOpen = result.data !== undefined && result.data.finishedAt === null;
  const known = result.data?.change;
  useEffect(() => {
    if (!isOpen || id === undefined) return undefined;
    const left = new AbortController();
    const { signal } = left;
    const follow = async (): Promise<void> => {
      try {
        const next: OperationRunDetail = await callApi(routes.runs.get, { params: { run: id }, query: { wait: waitSeconds, after: known }, signal });
        client.setQueryData(keyOf(routes.runs.get, { params: { run: id } }), next);
        // The same change again: the time is over, so that nothing starts the next wait by itself.
        if (next.change === known && next.finishedAt === null && !signal.aborted) await follow();
        if (next.finishedAt !== null) await client.invalidateQueries({ queryKey: keyOf(routes.runs.list) });
      } catch (error) {
        if (signal.aborted) return;
        setTimeout(() => void client.invalidateQueries({ queryKey: keyOf(routes.runs.get, { params: { run: id } }) }), retryMs);
        if (!(error instanceof Error)) throw error;
      }
    };
    void follow();
    return () => left.abort();
  }, [client, id, isOpen, known]);
  return result;
}
