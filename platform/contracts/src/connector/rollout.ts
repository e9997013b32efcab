import { z } from "zod";
import { revisionSchema, versionSchema } from "../names/names.ts";
import { messageSchema } from "../text/message.ts";
import { headerNameSchema } from "./credential.ts";

/** Which calls of a stage go to the version that is tried: those that match `header` or `callers`, and `weight` of the others. */
export const canaryRulesSchema = z.object({
  /** Percent; a caller stays with the version it got, as long as the weight does not shrink below it. */
  weight: z.number().min(0).max(100).default(0),
  header: z.object({ name: headerNameSchema, values: z.array(z.string().max(256)).min(1).max(50) }).nullable().default(null),
  /** Callers as grants name them: `app:<space>/<app>`, `token:<id>`, `user:<id>`. */
  callers: z.array(z.string().max(200)).max(200).default([]),
});
export type CanaryRules = z.infer<typeof canaryRulesSchema>;

/** When a version is taken back by itself. */
export const rolloutGuardSchema = z.object({
  /** Calls before anything is judged. */
  minCalls: z.int().min(1).max(1_000_000).default(50),
  /** Share of answers 5xx, 0 to 1. */
  maxErrorRate: z.number().min(0).max(1).nullable().default(0.05),
  /** 95th percentile of the time of calls, ms. */
  maxP95Ms: z.int().min(1).max(600_000).nullable().default(null),
  /** How long a version that is served to all is watched, seconds; a canary is watched as long as it lasts. */
  watchSeconds: z.int().min(10).max(86_400).default(600),
});
export type RolloutGuard = z.infer<typeof rolloutGuardSchema>;

/** What was measured of a version on a stage since it is watched, over all gateways. */
export const rolloutFactsSchema = z.object({ calls: z.int(), errors: z.int(), p95Ms: z.number().nullable() });
export type RolloutFacts = z.infer<typeof rolloutFactsSchema>;

/** A version that is tried on a stage, or watched after it was published to all. */
export const rolloutViewSchema = z.object({
  version: versionSchema,
  /** Served to the others, or taken back to. */
  previous: versionSchema,
  /** Null: served to all. */
  canary: canaryRulesSchema.nullable(),
  guard: rolloutGuardSchema.nullable(),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
});
export type RolloutView = z.infer<typeof rolloutViewSchema>;

/** How the last rollout of a stage ended. */
export const rolloutEndSchema = z.object({ version: versionSchema, previous: versionSchema, end: z.enum(["promoted", "kept", "cancelled", "rolled-back"]), reason: messageSchema.nullable(), at: z.iso.datetime(), by: z.string() });
export type RolloutEnd = z.infer<typeof rolloutEndSchema>;

/** A rollout with what was measured of both versions; `facts` null: nothing is tried or watched. */
export const rolloutStatusSchema = z.object({
  release: versionSchema.nullable(),
  rollout: rolloutViewSchema.nullable(),
  facts: z.object({ version: rolloutFactsSchema, previous: rolloutFactsSchema }).nullable(),
  lastRollout: rolloutEndSchema.nullable(),
  /** Of the stage. */
  revision: revisionSchema,
});
export type RolloutStatus = z.infer<typeof rolloutStatusSchema>;

/** Which gateways serve what was published last; `address` null for readers who may not see the gateways, whose ids are then made up. */
export const stageProgressSchema = z.object({
  gatewayRevision: z.int(),
  /** Every gateway that is alive serves it. */
  isComplete: z.boolean(),
  gateways: z.array(z.object({ id: z.string(), address: z.string().nullable(), alive: z.boolean(), revision: z.int(), isCurrent: z.boolean(), refused: messageSchema.nullable() })),
});
export type StageProgress = z.infer<typeof stageProgressSchema>;
