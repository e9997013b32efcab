import { z } from "zod";
import { nameSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { messageSchema } from "../text/message.ts";
import { localizedTextSchema } from "../text/text.ts";
import { stageViewSchema } from "./stage.ts";

/** Who finds a connector: the members of its space. */
export const visibilities = ["space"] as const;

/** Readiness of one registration step, with what is missing. */
export const readinessStepSchema = z.object({
  step: z.enum(["basics", "operations", "backend", "release", "published"]),
  ready: z.boolean(),
  message: messageSchema,
});
export type ReadinessStep = z.infer<typeof readinessStepSchema>;

export const connectorViewSchema = z.object({
  name: nameSchema,
  title: localizedTextSchema,
  description: z.string(),
  owner: z.string(),
  visibility: z.enum(visibilities),
  operationCount: z.int(),
  stages: z.array(stageViewSchema),
  latestVersion: versionSchema.nullable(),
  /** Name of the ready-made connector that it came from. */
  catalog: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
  revision: revisionSchema,
});
export type ConnectorView = z.infer<typeof connectorViewSchema>;

export const connectorInputSchema = z.object({
  name: nameSchema,
  title: localizedTextSchema.optional(),
  description: z.string().max(20_000).optional(),
  visibility: z.enum(visibilities).optional(),
});
export type ConnectorInput = z.infer<typeof connectorInputSchema>;

/** Immutable, versioned copy of a connector's operations. */
export const releaseViewSchema = z.object({
  version: versionSchema,
  changelog: z.string(),
  operationCount: z.int(),
  digest: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ReleaseView = z.infer<typeof releaseViewSchema>;

/** One finding of the pre-check of an API document. */
export const importProblemSchema = z.object({
  severity: z.enum(["error", "warning", "info"]),
  /** RFC 6901, e.g. `/paths/~1alerts/get`. */
  pointer: z.string(),
  /** Where that stands in the text of the document, from 1; of what does not stand there, the place of what is around it. */
  line: z.int().optional(),
  column: z.int().optional(),
  code: z.string(),
  message: messageSchema,
  /** `GET /alerts`, when the finding is about one operation. */
  operation: z.string().optional(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

const importedOperationSchema = z.object({ id: z.string(), method: z.string(), path: z.string() });

/** What an import over an existing connector changed of its operations. */
export const importChangesSchema = z.object({
  added: z.array(importedOperationSchema),
  /** `fields` of the operation that differ afterwards; `kept` are those made by hand, which stay although the document says something else. */
  changed: z.array(importedOperationSchema.extend({ fields: z.array(z.string()), kept: z.array(z.string()) })),
  removed: z.array(importedOperationSchema),
  unchanged: z.int(),
});
export type ImportChanges = z.infer<typeof importChangesSchema>;

export const importReportSchema = z.object({
  format: z.enum(["openapi-3.1", "openapi-3.0", "swagger-2.0"]),
  title: z.string(),
  documentVersion: z.string(),
  servers: z.array(z.string()),
  /** Operations that are (or would be) imported. */
  operations: z.array(z.object({ id: z.string(), method: z.string(), path: z.string(), summary: z.string().optional() })),
  skipped: z.array(z.object({ pointer: z.string(), line: z.int().optional(), column: z.int().optional(), method: z.string(), path: z.string(), reasons: z.array(messageSchema) })),
  problems: z.array(importProblemSchema),
  /** Absent for a new connector. */
  changes: importChangesSchema.optional(),
});
export type ImportReport = z.infer<typeof importReportSchema>;
