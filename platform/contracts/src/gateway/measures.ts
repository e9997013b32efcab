import { z } from "zod";
import { nameSchema, operationIdSchema, versionSchema } from "../names/names.ts";

const counts = { calls: z.int(), errors: z.int(), /** Calls by their duration, see `latencyBucket`. */ latency: z.array(z.int()) };

/**
 * What one gateway process measured of a version on a stage (collection `gateway_rollouts`, `_id` = node id and a random part, so that a
 * process that starts anew adds to what it counted before). Totals, written over every second as long as they change.
 */
export const rolloutMeasureSchema = z.object({
  _id: z.string(),
  space: nameSchema,
  connector: nameSchema,
  stage: nameSchema,
  /** `watch.since` of the stage in the snapshot. */
  since: z.string(),
  version: versionSchema,
  ...counts,
  /** The last minute in pieces of ten seconds, by when they began. */
  recent: z.array(z.object({ at: z.date(), ...counts })),
  /** Last written; what is not written for two days is removed. */
  at: z.date(),
});
export type RolloutMeasure = z.infer<typeof rolloutMeasureSchema>;

/** Calls of one caller to one operation within an hour (collection `gateway_usage`, kept 90 days). */
export const usageRecordSchema = z.object({
  /** SHA-256 of what it counts by. */
  _id: z.string(),
  space: nameSchema,
  connector: nameSchema,
  stage: nameSchema,
  operation: operationIdSchema,
  /** As grants name callers; `anonymous`, or `*others*` when there were more than a gateway counts apart. */
  caller: z.string(),
  callerName: z.string(),
  hour: z.date(),
  calls: z.int(),
  /** Of these, answered with a status from 400 on. */
  failures: z.int(),
  firstAt: z.date(),
  lastAt: z.date(),
  /** Last batch of each gateway process that is counted in here, so that none counts twice. */
  batches: z.record(z.string(), z.int()),
});
export type UsageRecord = z.infer<typeof usageRecordSchema>;

/** Caller of calls where none was asked for, and of those that were too many to be counted apart. */
export const unnamedCallers = { anonymous: "anonymous", others: "*others*" } as const;
