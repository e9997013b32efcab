import { z } from "zod";
import { importReportSchema } from "../connector/connector.ts";
import { docsGapCodes } from "../connector/docs-score.ts";
import { httpMethodSchema, operationSchema, valueSchemaSchema } from "../connector/operation.ts";
import { nameSchema, operationIdSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { messageSchema } from "../text/message.ts";
import { documentSourceSchema } from "./document-source.ts";
import { route } from "./route.ts";

const byName = z.object({ connector: nameSchema });
const byOperation = z.object({ connector: nameSchema, operation: operationIdSchema });
const bySchema = z.object({ connector: nameSchema, schema: z.string().min(1).max(256) });

/** Most operations that one change of many takes. */
export const largestBatch = 5_000;

const namedOperation = z.object({ id: operationIdSchema, method: httpMethodSchema, path: z.string() });
/** Operations by id with the revision that the person saw. */
const chosenOperations = z.array(z.object({ id: operationIdSchema, revision: revisionSchema })).min(1).max(largestBatch);
const labelSchema = z.string().trim().min(1).max(64);

/** What is changed on each of many operations; what is absent stays. */
export const operationBatchSchema = z.object({
  addLabels: z.array(labelSchema).max(20).optional(),
  removeLabels: z.array(labelSchema).max(20).optional(),
  security: z.object({ authenticate: z.boolean().optional(), grant: z.boolean().optional() }).optional(),
  /** Null: as the stage says. */
  timeoutMs: z.int().min(1).max(600_000).nullable().optional(),
  /** Null: the stage's own. */
  backendName: nameSchema.nullable().optional(),
  deprecated: z.boolean().optional(),
});
export type OperationBatch = z.infer<typeof operationBatchSchema>;

const credentialNeedSchema = z.object({ scheme: z.string(), kind: z.enum(["api-key", "basic", "bearer", "other"]), in: z.enum(["header", "query", "cookie"]).optional(), name: z.string().optional() });

export const docsGapSchema = z.object({ code: z.enum(docsGapCodes), pointer: z.string(), message: messageSchema });

/** How well the operations of a connector are documented. */
export const connectorDocsSchema = z.object({
  /** Mean over the operations, 0 to 100; null without any. */
  score: z.int().nullable(),
  operations: z.int(),
  /** How many operations lack what. */
  missing: z.array(z.object({ code: z.enum(docsGapCodes), operations: z.int() })),
  /** The least documented first. */
  worst: z.array(namedOperation.extend({ score: z.int(), missing: z.array(docsGapSchema) })),
});
export type ConnectorDocs = z.infer<typeof connectorDocsSchema>;

const countOf = <T extends z.ZodType>(value: T) => z.object({ value, count: z.int() });

export const authoringRoutes = {
  byExample: route({
    method: "POST", path: "/connectors/by-example", summary: "Operations made of example calls: cURL commands or a HAR file", tag: "connectors", permission: "connector.write", readOnly: true,
    body: z.object({
      kind: z.enum(["curl", "har"]),
      text: z.string().min(1).max(50_000_000),
      /** Scheme, host and port whose calls are taken; absent: of the host with most calls. */
      origin: z.url({ protocol: /^https?$/ }).max(2048).optional(),
      /** Says which operations this connector has already. */
      connector: nameSchema.optional(),
    }),
    response: z.object({
      server: z.string(),
      /** Origins of all calls, the busiest first. */
      origins: z.array(countOf(z.string())),
      operations: z.array(operationSchema),
      /** Ids of those whose method and path the connector has already. */
      existing: z.array(operationIdSchema),
      /** Secrets that the calls held and that were left out. */
      credentials: z.array(credentialNeedSchema),
      skipped: z.array(z.object({ method: z.string(), url: z.string(), reason: messageSchema })),
    }),
  }),
  addOperations: route({
    method: "POST", path: "/connectors/{connector}/operations", summary: "Add several operations to the draft", tag: "connectors", permission: "connector.write", params: byName,
    body: z.object({ operations: z.array(operationSchema).min(1).max(500) }),
    response: z.object({ added: z.array(namedOperation), skipped: z.array(namedOperation.extend({ reason: messageSchema })) }),
  }),
  editOperations: route({
    method: "PATCH", path: "/connectors/{connector}/operations", summary: "Change several operations of the draft at once, all or none", tag: "connectors", permission: "connector.write", params: byName,
    body: z.object({ operations: chosenOperations, change: operationBatchSchema }),
    response: z.object({ changed: z.int() }),
  }),
  removeOperations: route({
    method: "POST", path: "/connectors/{connector}/operations/remove", summary: "Remove several operations from the draft, all or none", tag: "connectors", permission: "connector.write", params: byName,
    body: z.object({ operations: chosenOperations, /** Remove them although queries of apps use them. */ acceptUses: z.boolean().optional() }),
    response: z.object({ removed: z.int() }),
  }),
  facets: route({
    method: "GET", path: "/connectors/{connector}/operation-facets", summary: "What the operations of the draft can be narrowed by", tag: "connectors", permission: "connector.read", params: byName,
    response: z.object({ total: z.int(), methods: z.array(countOf(httpMethodSchema)), labels: z.array(countOf(z.string())), deprecated: z.int(), changed: z.int(), poorlyDocumented: z.int() }),
  }),
  checkOperation: route({
    method: "POST", path: "/connectors/{connector}/operations/{operation}/check", summary: "What a save or a publish would refuse of an operation, and which examples do not fit their schema", tag: "connectors", permission: "connector.read", readOnly: true, params: byOperation,
    body: z.object({ operation: operationSchema }),
    response: z.object({ problems: z.array(z.object({ severity: z.enum(["error", "warning"]), pointer: z.string(), message: messageSchema })) }),
  }),
  docs: route({ method: "GET", path: "/connectors/{connector}/docs-score", summary: "How well the operations of the draft or of a release are documented", tag: "connectors", permission: "connector.read", params: byName, query: z.object({ version: versionSchema.optional() }), response: connectorDocsSchema }),
  schemas: route({ method: "GET", path: "/connectors/{connector}/schemas", summary: "Names of the schemas that the operations of the draft share", tag: "connectors", permission: "connector.read", params: byName, response: z.object({ items: z.array(z.object({ name: z.string(), type: z.string() })) }) }),
  schema: route({
    method: "GET", path: "/connectors/{connector}/schemas/{schema}", summary: "One shared schema with those that it refers to, and the operations that use it", tag: "connectors", permission: "connector.read", params: bySchema,
    response: z.object({ name: z.string(), schema: valueSchemaSchema, schemas: z.record(z.string(), valueSchemaSchema), digest: z.string(), usedBy: z.array(operationIdSchema) }),
  }),
  saveSchema: route({
    method: "PUT", path: "/connectors/{connector}/schemas/{schema}", summary: "Add or change a shared schema of the draft", tag: "connectors", permission: "connector.write", params: bySchema,
    body: z.object({ schema: valueSchemaSchema, /** Of the schema that the change is based on; absent for a new one. */ digest: z.string().max(64).optional() }),
    response: z.object({ digest: z.string() }),
  }),
  checkImport: route({ method: "POST", path: "/connectors/{connector}/import/check", summary: "What an import over this connector would add, change and remove", tag: "connectors", permission: "connector.write", readOnly: true, params: byName, body: documentSourceSchema, response: importReportSchema }),
};
