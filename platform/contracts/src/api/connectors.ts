import { z } from "zod";
import { authRecipeSchema, connectorCheckSchema, connectorProbeSchema } from "../connector/catalog.ts";
import { publishPreviewSchema, releaseDiffSchema } from "../connector/change.ts";
import { connectorInputSchema, connectorViewSchema, importReportSchema, readinessStepSchema, releaseViewSchema } from "../connector/connector.ts";
import { httpMethodSchema, operationSchema, operationTranslationSchema, valueSchemaSchema } from "../connector/operation.ts";
import { backendUrlSchema, credentialInputSchema } from "../connector/credential.ts";
import { canaryRulesSchema, rolloutGuardSchema } from "../connector/rollout.ts";
import { stageInputSchema, stageViewSchema } from "../connector/stage.ts";
import { grantRecordSchema } from "../grant/grant.ts";
import { nameSchema, operationIdSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { pluginDescriptorSchema } from "../plugin/plugin.ts";
import { localeSchema, localizedTextSchema } from "../text/text.ts";
import { documentSourceSchema } from "./document-source.ts";
import { listOf, listQuerySchema } from "./problem.ts";
import { route } from "./route.ts";
import { rules } from "../text/rules.ts";

const byName = z.object({ connector: nameSchema });
const byStage = z.object({ connector: nameSchema, stage: nameSchema });
const byOperation = z.object({ connector: nameSchema, operation: operationIdSchema });

/** Input of an import; `stage` gets the backend and credential. */
export const importInputSchema = z.object({ name: nameSchema, document: documentSourceSchema, title: localizedTextSchema.optional(), backend: backendUrlSchema.optional(), credential: credentialInputSchema.optional(), stage: nameSchema.default("prod") });

export const operationSummarySchema = operationSchema.pick({ id: true, method: true, path: true, summary: true, tags: true, deprecated: true, security: true }).extend({
  translations: z.partialRecord(localeSchema, operationTranslationSchema.pick({ summary: true })).optional(),
  /** 0 to 100, see `docsScore`. */
  docsScore: z.int(),
  /** Of the draft: since the latest release; absent where there is none, or no difference. */
  changed: z.enum(["added", "changed"]).optional(),
  /** Of the draft. */
  revision: revisionSchema.optional(),
});

/** What narrows and orders a list of operations; `search` finds words, and parts of words from where one begins. */
export const operationListQuerySchema = listQuerySchema.extend({
  version: versionSchema.optional(),
  method: httpMethodSchema.optional(),
  label: z.string().max(200).optional(),
  deprecated: z.enum(["true", "false"]).optional(),
  /** Docs score below so much. */
  scoreBelow: z.coerce.number().int().min(0).max(101).optional(),
  /** Only what differs from the latest release. */
  changed: z.literal("true").optional(),
  sort: z.enum(["id", "-id", "path", "-path", "score", "-score"]).optional(),
});

/** Answer of a call through the gateway, as the debugger shows it. */
export const callResultSchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  /** JSON when the answer was JSON, else text; null when empty or binary. */
  body: z.unknown(),
  truncated: z.boolean(),
  durationMs: z.number(),
  sizeBytes: z.int(),
  url: z.string(),
  traceId: z.string(),
  curl: z.string(),
});
export type CallResult = z.infer<typeof callResultSchema>;

export const callInputSchema = z.object({
  stage: nameSchema.default("prod"),
  /** By `<in>.<name>` or bare name where it is unambiguous. */
  params: z.record(z.string().max(300), z.unknown()).default({}),
  body: z.unknown().optional(),
});

export const grantViewSchema = grantRecordSchema
  .omit({ _id: true, createdAt: true, expiresAt: true, revokedAt: true, space: true })
  .extend({ id: z.string(), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().nullable(), revokedAt: z.iso.datetime().nullable() });

export const catalogEntrySchema = z.object({
  name: nameSchema,
  title: localizedTextSchema,
  description: localizedTextSchema,
  icon: z.string(),
  category: z.string(),
  version: versionSchema,
  operationCount: z.int(),
  /** Address that is filled in, e.g. `http://127.0.0.1:9090`; null: the person must give one. */
  defaultBackend: z.string().nullable(),
  /** Ways to log in, the advised one first; empty: nothing is known. */
  auth: z.array(authRecipeSchema),
  /** The call that proves address and credential. */
  check: connectorProbeSchema.nullable(),
  installed: z.boolean(),
});

export const connectorRoutes = {
  list: route({ method: "GET", path: "/connectors", summary: "Connectors of this space", tag: "connectors", permission: "connector.read", query: listQuerySchema, response: listOf(connectorViewSchema) }),
  create: route({ method: "POST", path: "/connectors", summary: "Make an empty connector", tag: "connectors", permission: "connector.write", status: 201, body: connectorInputSchema, response: connectorViewSchema }),
  get: route({ method: "GET", path: "/connectors/{connector}", summary: "One connector", tag: "connectors", permission: "connector.read", params: byName, response: connectorViewSchema }),
  update: route({ method: "PATCH", path: "/connectors/{connector}", summary: "Change the basics", tag: "connectors", permission: "connector.write", params: byName, body: connectorInputSchema.omit({ name: true }).extend({ revision: revisionSchema }), response: connectorViewSchema }),
  remove: route({ method: "DELETE", path: "/connectors/{connector}", summary: "Delete a connector that nothing uses", tag: "connectors", permission: "connector.write", params: byName }),
  checkDocument: route({ method: "POST", path: "/connectors/check", summary: "Pre-check an API document without importing it", tag: "connectors", permission: "connector.write", readOnly: true, body: documentSourceSchema, response: importReportSchema }),
  import: route({
    method: "POST", path: "/connectors/import", summary: "Import an API document as a new connector or over an existing one's operations", tag: "connectors", permission: "connector.write",
    body: importInputSchema,
    response: z.object({ connector: connectorViewSchema, report: importReportSchema }),
  }),
  export: route({ method: "GET", path: "/connectors/{connector}/export", summary: "OpenAPI 3.1 document of the draft or of a release", tag: "connectors", permission: "connector.read", params: byName, query: z.object({ version: versionSchema.optional() }), response: z.record(z.string(), z.unknown()) }),
  readiness: route({ method: "GET", path: "/connectors/{connector}/check", summary: "What is still missing before the connector can be called", tag: "connectors", permission: "connector.read", params: byName, response: z.object({ ready: z.boolean(), steps: z.array(readinessStepSchema) }) }),
  operations: route({ method: "GET", path: "/connectors/{connector}/operations", summary: "Operations of the draft", tag: "connectors", permission: "connector.read", params: byName, query: operationListQuerySchema, response: listOf(operationSummarySchema) }),
  operation: route({ method: "GET", path: "/connectors/{connector}/operations/{operation}", summary: "One operation with its schemas", tag: "connectors", permission: "connector.read", params: byOperation, query: z.object({ version: versionSchema.optional() }), response: z.object({ operation: operationSchema, schemas: z.record(z.string(), valueSchemaSchema), revision: revisionSchema }) }),
  saveOperation: route({ method: "PUT", path: "/connectors/{connector}/operations/{operation}", summary: "Add or change an operation of the draft", tag: "connectors", permission: "connector.write", params: byOperation, body: z.object({ operation: operationSchema, revision: revisionSchema.optional() }), response: z.object({ operation: operationSchema, revision: revisionSchema }) }),
  removeOperation: route({ method: "DELETE", path: "/connectors/{connector}/operations/{operation}", summary: "Remove an operation from the draft", tag: "connectors", permission: "connector.write", params: byOperation }),
  saveStage: route({ method: "PUT", path: "/connectors/{connector}/stages/{stage}", summary: "Add or change a stage: backend, credential, plugins", tag: "connectors", permission: "connector.write", params: byStage, body: stageInputSchema, response: stageViewSchema }),
  removeStage: route({ method: "DELETE", path: "/connectors/{connector}/stages/{stage}", summary: "Remove a stage; the gateway stops serving it", tag: "connectors", permission: "connector.write", params: byStage }),
  releases: route({ method: "GET", path: "/connectors/{connector}/releases", summary: "Releases, newest first", tag: "connectors", permission: "connector.read", params: byName, query: listQuerySchema, response: listOf(releaseViewSchema) }),
  diff: route({ method: "GET", path: "/connectors/{connector}/releases/{from}/diff/{to}", summary: "What a release changes for callers of another, and which queries break", tag: "connectors", permission: "connector.read", params: z.object({ connector: nameSchema, from: versionSchema, to: versionSchema }), response: releaseDiffSchema }),
  preview: route({ method: "GET", path: "/connectors/{connector}/stages/{stage}/preview", summary: "What publishing the draft, or an existing release, would change on a stage", tag: "connectors", permission: "connector.read", params: byStage, query: z.object({ version: versionSchema.optional() }), response: publishPreviewSchema }),
  publish: route({
    method: "POST", path: "/connectors/{connector}/stages/{stage}/publish", summary: "Serve a release on a stage; without an existing version a release is made of the draft first", tag: "connectors", permission: "connector.publish",
    params: byStage,
    body: z.object({
      version: versionSchema.optional(), changelog: z.string().max(20_000).optional(), acceptBreaking: z.boolean().optional(),
      /** Serve it to these calls only, beside the version that is served. */
      canary: canaryRulesSchema.optional(),
      /** Take it back by itself when it goes wrong. */
      guard: rolloutGuardSchema.nullable().optional(),
      /** Revision of the stage that the change is based on; absent: whatever it is now. */
      revision: revisionSchema.optional(),
    }),
    response: z.object({ stage: stageViewSchema, release: releaseViewSchema, gatewayRevision: z.int() }),
  }),
  call: route({ method: "POST", path: "/connectors/{connector}/operations/{operation}/call", summary: "Call an operation through the gateway", tag: "connectors", permission: "connector.call", readOnly: false, params: byOperation, body: callInputSchema, response: callResultSchema }),
};

export const catalogRoutes = {
  list: route({ method: "GET", path: "/catalog", summary: "Ready-made connectors", tag: "catalog", permission: "connector.read", response: listOf(catalogEntrySchema) }),
  install: route({
    method: "POST", path: "/catalog/{entry}/install", summary: "Register a ready-made connector and publish it to a stage", tag: "catalog", permission: "connector.write", params: z.object({ entry: nameSchema }),
    body: z.object({ name: nameSchema.optional(), backend: backendUrlSchema.optional(), credential: credentialInputSchema.optional(), stage: nameSchema.default("prod") }), response: connectorViewSchema,
  }),
  check: route({ method: "POST", path: "/connectors/{connector}/check", summary: "Call the check operation of a ready-made connector on each published stage", tag: "connectors", permission: "connector.read", params: byName, response: connectorCheckSchema }),
};

export const grantRoutes = {
  list: route({ method: "GET", path: "/grants", summary: "Grants for connectors of this space", tag: "grants", permission: "connector.read", query: listQuerySchema.extend({ connector: nameSchema.optional(), caller: z.string().max(200).optional() }), response: listOf(grantViewSchema) }),
  create: route({
    method: "POST", path: "/grants", summary: "Grant a caller a connector or some of its operations", tag: "grants", permission: "grant.manage", status: 201,
    body: z.object({ connector: nameSchema, caller: z.string().regex(/^(app:[a-z0-9-]+\/[a-z0-9-]+|token:[\w-]+)$/, rules.caller.en), operations: z.union([z.literal("*"), z.array(operationIdSchema).min(1).max(5000)]).default("*"), expiresInDays: z.int().min(1).max(3650).optional() }),
    response: grantViewSchema,
  }),
  revoke: route({ method: "DELETE", path: "/grants/{id}", summary: "Revoke a grant; every gateway obeys within one second", tag: "grants", permission: "grant.manage", params: z.object({ id: z.string().max(64) }) }),
};

export const pluginRoutes = {
  list: route({ method: "GET", path: "/plugins", summary: "Plugins that the gateways carry", tag: "plugins", permission: "connector.read", response: listOf(pluginDescriptorSchema) }),
};
