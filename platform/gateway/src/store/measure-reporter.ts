import { sharedCollections } from "@tessera/contracts";
import type { RolloutMeasure } from "@tessera/contracts";
import type { Db } from "mongodb";
import type { VersionMeters } from "../rollout/version-meter.ts";
import type { UsageCounter } from "../usage/usage-counter.ts";
import { createUsageWriter } from "../usage/usage-writer.ts";

/** What a gateway measures. */
export interface Measures {
  meters: VersionMeters;
  usage: UsageCounter;
}

/** How often they are written, ms. */
export interface MeasureTimes {
  metersMs: number;
  usageMs: number;
}

export const measureTimes: MeasureTimes = { metersMs: 1_000, usageMs: 3_000 };

interface Log {
  warn(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

/** Runs `work` again and again with a pause, until it is ended; says once that it fails and once that it works again. */
function repeat(work: () => Promise<void>, pauseMs: number, what: string, log: Log): { end(isLastTry: boolean): Promise<void> } {
  let isEnded = false;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await work();
      if (isFailing) log.info({}, `${what} can be written again`);
      isFailing = false;
    } catch (error) {
      if (!isFailing && !isEnded) log.warn({ err: error }, `${what} cannot be written; will be tried again`);
      isFailing = true;
    }
  };
  const next = () => {
    timer = setTimeout(() => {
      running = run().finally(() => (isEnded ? undefined : next()));
    }, pauseMs);
  };
  next();
  return {
    async end(isLastTry) {
      isEnded = true;
      clearTimeout(timer);
      await running;
      if (isLastTry) await run();
    },
  };
}

/** Writes measures to the store for as long as the gateway lives; what a failing store misses is written later. */
export function reportMeasures(database: Db, { meters, usage }: Measures, log: Log, times: MeasureTimes = measureTimes): { end(isLastTry: boolean): Promise<void> } {
  const rollouts = database.collection<RolloutMeasure>(sharedCollections.gatewayRollouts);
  const writer = createUsageWriter(database, usage);

  const writeMeters = async () => {
    const records = meters.changed();
    if (records.length === 0) return;
    try {
      // Totals, so that writing one twice changes nothing.
      await rollouts.bulkWrite(records.map((record) => ({ replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true } })), { ordered: false });
    } catch (error) {
      meters.giveBack(records.map(({ _id }) => _id));
      throw error;
    }
  };

  const loops = [repeat(writeMeters, times.metersMs, "measures of rollouts", log), repeat(() => writer.flush(), times.usageMs, "counts of calls", log)];
  return {
    async end(isLastTry) {
      await Promise.all(loops.map((loop) => loop.end(isLastTry)));
    },
  };
}
