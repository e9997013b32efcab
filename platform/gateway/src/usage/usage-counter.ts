import { createHash } from "node:crypto";
import { unnamedCallers } from "@tessera/contracts";
import type { UsageRecord } from "@tessera/contracts";
import type { RequestContext } from "../pipeline/context.ts";

const hourMs = 3_600_000;

/** Calls of one caller to one operation within an hour, since they were last taken. */
export type UsageCount = Omit<UsageRecord, "batches">;

/** Bounds of what is counted between two takings. */
export interface UsageBounds {
  /** Callers counted apart; the others are one per operation. */
  apart: number;
  /** Beyond that nothing is counted: the store was away for long. */
  all: number;
}

export const usageBounds: UsageBounds = { apart: 10_000, all: 50_000 };

/** Counts who calls what. */
export interface UsageCounter {
  count(context: RequestContext): void;
  /** Takes what was counted; the next calls count anew. */
  take(): UsageCount[];
}

/** Makes an empty counter; `now` in ms. */
export function createUsageCounter(bounds: UsageBounds = usageBounds, now: () => number = Date.now): UsageCounter {
  let counts = new Map<string, UsageCount>();

  const countOf = (key: string, { route }: RequestContext, caller: string, callerName: string, at: number): UsageCount => {
    const { space, connector, stage, operation } = route;
    const hour = new Date(at - (at % hourMs));
    const _id = createHash("sha256").update(key).digest("base64url");
    const made = { _id, space, connector, stage, operation: operation.id, caller, callerName, hour, calls: 0, failures: 0, firstAt: new Date(at), lastAt: new Date(at) };
    counts.set(key, made);
    return made;
  };

  return {
    count(context) {
      const { route, caller, outcome } = context;
      // Whoever showed no token where one is asked for is nobody who uses the operation.
      if (caller === undefined && outcome.status === 401) return;
      const at = now();
      const place = `${route.space}\0${route.connector}\0${route.stage}\0${route.operation.id}\0${Math.floor(at / hourMs)}\0`;
      const [id, name] = caller === undefined ? [unnamedCallers.anonymous, unnamedCallers.anonymous] : [caller.id, caller.name];
      let key = place + id;
      let count = counts.get(key);
      if (count === undefined) {
        if (counts.size < bounds.apart) count = countOf(key, context, id, name, at);
        else {
          key = place + unnamedCallers.others;
          count = counts.get(key);
          if (count === undefined && counts.size < bounds.all) count = countOf(key, context, unnamedCallers.others, unnamedCallers.others, at);
        }
      }
      if (count === undefined) return;
      count.calls += 1;
      if (outcome.status >= 400) count.failures += 1;
      count.lastAt = new Date(at);
    },

    take() {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
  };
}
