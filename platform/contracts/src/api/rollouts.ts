import { z } from "zod";
import { operationPolicySchema, operationPolicyViewSchema, operationUsageSchema, operationUserSchema } from "../connector/policy.ts";
import { canaryRulesSchema, rolloutGuardSchema, rolloutStatusSchema, stageProgressSchema } from "../connector/rollout.ts";
import { stageViewSchema } from "../connector/stage.ts";
import { nameSchema, operationIdSchema, revisionSchema } from "../names/names.ts";
import { listOf } from "./problem.ts";
import { route } from "./route.ts";

const byConnector = z.object({ connector: nameSchema });
const byStage = z.object({ connector: nameSchema, stage: nameSchema });
const byOperation = z.object({ connector: nameSchema, operation: operationIdSchema });

/** A change of a running rollout; `revision` is the stage's that it is based on. */
export const rolloutInputSchema = z.object({ canary: canaryRulesSchema.optional(), guard: rolloutGuardSchema.nullable().optional(), revision: revisionSchema.optional() });
const basedOn = z.object({ /** Of the stage; absent: whatever it is now. */ revision: revisionSchema.optional() });
const published = z.object({ stage: stageViewSchema, gatewayRevision: z.int() });

export const rolloutRoutes = {
  status: route({ method: "GET", path: "/connectors/{connector}/stages/{stage}/rollout", summary: "What is tried or watched on a stage, with what was measured", tag: "rollouts", permission: "connector.read", params: byStage, response: rolloutStatusSchema }),
  change: route({ method: "PATCH", path: "/connectors/{connector}/stages/{stage}/rollout", summary: "Change who gets the version that is tried, or when it is taken back", tag: "rollouts", permission: "connector.publish", params: byStage, body: rolloutInputSchema, response: published }),
  promote: route({ method: "POST", path: "/connectors/{connector}/stages/{stage}/rollout/promote", summary: "Serve the version that is tried to all", tag: "rollouts", permission: "connector.publish", params: byStage, body: basedOn, response: published }),
  cancel: route({ method: "POST", path: "/connectors/{connector}/stages/{stage}/rollout/cancel", summary: "Take back the version that is tried, or stop watching the one that is served", tag: "rollouts", permission: "connector.publish", params: byStage, body: basedOn, response: published }),
  progress: route({ method: "GET", path: "/connectors/{connector}/stages/{stage}/progress", summary: "Which gateways serve what was published last", tag: "rollouts", permission: "connector.read", params: byStage, response: stageProgressSchema }),
};

export const policyRoutes = {
  list: route({ method: "GET", path: "/connectors/{connector}/policies", summary: "What is decided about operations while they are served", tag: "policies", permission: "connector.read", params: byConnector, response: listOf(operationPolicyViewSchema) }),
  save: route({
    method: "PUT", path: "/connectors/{connector}/operations/{operation}/policy", summary: "Take an operation offline, deprecate or limit it; gateways obey within a second, without a release", tag: "policies", permission: "connector.publish",
    params: byOperation, body: operationPolicySchema.extend({ /** Absent when nothing was decided yet. */ revision: revisionSchema.optional() }), response: z.object({ policy: operationPolicyViewSchema, gatewayRevision: z.int() }),
  }),
  users: route({ method: "GET", path: "/connectors/{connector}/operations/{operation}/users", summary: "Queries of apps that call an operation; none are named to readers who may not see apps", tag: "policies", permission: "connector.read", params: byOperation, response: z.object({ items: z.array(operationUserSchema), /** False: this reader may not see apps. */ isKnown: z.boolean() }) }),
  callers: route({
    method: "GET", path: "/connectors/{connector}/callers", summary: "Who called the operations of a connector, the last ones first", tag: "policies", permission: "connector.read",
    params: byConnector, query: z.object({ operation: operationIdSchema.optional(), stage: nameSchema.optional(), days: z.coerce.number().int().min(1).max(90).optional(), limit: z.coerce.number().int().min(1).max(5_000).optional() }),
    response: listOf(operationUsageSchema),
  }),
};
