import { z } from "zod";
import { httpMethodSchema, operationBackendSchema, operationSecuritySchema, pathTemplateSchema, transports } from "../connector/operation.ts";
import { operationPolicySchema } from "../connector/policy.ts";
import { canaryRulesSchema } from "../connector/rollout.ts";
import { requestTransformsSchema, responseTransformsSchema } from "../connector/transform.ts";
import { sealedCredentialSchema } from "../connector/credential.ts";
import { backendSchema, stageVariablesSchema } from "../connector/stage.ts";
import { nameSchema, operationIdSchema, versionSchema } from "../names/names.ts";
import { pluginBindingSchema } from "../plugin/plugin.ts";
import { messageSchema } from "../text/message.ts";

/** The routing part of an operation: all the gateway needs to serve it. */
export const gatewayOperationSchema = z.object({
  id: operationIdSchema,
  method: httpMethodSchema,
  path: pathTemplateSchema,
  matchSubpath: z.boolean(),
  transport: z.enum(transports).default("http"),
  backend: z.object({
    /** Null: the stage's own. */
    name: nameSchema.nullable().default(null),
    method: httpMethodSchema,
    path: pathTemplateSchema,
    timeoutMs: z.int().nullable(),
    /** Absent: as the plugins of the stage say. */
    retry: operationBackendSchema.shape.retry,
    request: requestTransformsSchema.optional(),
    response: responseTransformsSchema.optional(),
  }),
  security: operationSecuritySchema,
  idempotent: z.boolean(),
  deprecated: z.boolean(),
  plugins: z.array(pluginBindingSchema),
});
export type GatewayOperation = z.infer<typeof gatewayOperationSchema>;

/** Content-addressed, immutable operations of a release (collection `gateway_releases`, `_id` = digest = SHA-256 hex of the canonical JSON of `operations`). */
export const gatewayReleaseSchema = z.object({
  _id: z.string().length(64),
  operations: z.array(gatewayOperationSchema),
});
export type GatewayRelease = z.infer<typeof gatewayReleaseSchema>;

export const snapshotStageSchema = z.object({
  name: nameSchema,
  version: versionSchema,
  /** Digest of the {@link GatewayRelease}. */
  release: z.string().length(64),
  backend: backendSchema,
  credential: sealedCredentialSchema.nullable(),
  /** AAD of their credentials: `<space>/<connector>/<stage>/<name>/credential`. */
  backends: z.array(backendSchema.extend({ name: nameSchema, credential: sealedCredentialSchema.nullable() })).default([]),
  variables: stageVariablesSchema.default({}),
  /** The version that is tried beside this one. */
  canary: canaryRulesSchema.extend({ version: versionSchema, release: z.string().length(64) }).nullable().default(null),
  /** Versions whose calls are measured for a rollout; `since` names the measurement. */
  watch: z.object({ since: z.iso.datetime() }).nullable().default(null),
  plugins: z.array(pluginBindingSchema),
});

export const snapshotConnectorSchema = z.object({
  name: nameSchema,
  stages: z.array(snapshotStageSchema),
  /** By operation id. */
  policies: z.record(operationIdSchema, operationPolicySchema).default({}),
  plugins: z.array(pluginBindingSchema),
});

/**
 * Everything a gateway serves for one space (collection `gateway_snapshots`, `_id` = space, replaced as a whole with a
 * greater revision). `checksum` is SHA-256 hex of the canonical JSON of `connectors` and `plugins`.
 */
export const gatewaySnapshotSchema = z.object({
  _id: nameSchema,
  schemaVersion: z.literal(1),
  revision: z.int().positive(),
  checksum: z.string().length(64),
  connectors: z.array(snapshotConnectorSchema),
  /** Bindings that apply to the whole space. */
  plugins: z.array(pluginBindingSchema),
  createdAt: z.date(),
});
export type GatewaySnapshot = z.infer<typeof gatewaySnapshotSchema>;

/** What each gateway process reports of itself every 5 s and on each change (collection `gateway_nodes`, `_id` = node id). */
export const gatewayNodeSchema = z.object({
  _id: z.string(),
  address: z.string(),
  version: z.string(),
  startedAt: z.date(),
  seenAt: z.date(),
  /** Served revision by space, and why a newer one was refused. */
  spaces: z.record(z.string(), z.object({ revision: z.int(), refused: z.object({ revision: z.int(), reason: z.string(), /** The reason in every language. */ text: messageSchema.optional() }).nullable() })),
});
export type GatewayNode = z.infer<typeof gatewayNodeSchema>;
