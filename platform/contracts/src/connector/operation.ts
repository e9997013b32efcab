import { z } from "zod";
import { nameSchema, operationIdSchema } from "../names/names.ts";
import { rules } from "../text/rules.ts";
import { type Locale, localeSchema } from "../text/text.ts";
import { asyncOperationSchema } from "./async.ts";
import { requestTransformsSchema, responseTransformsSchema } from "./transform.ts";

export const httpMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
export type HttpMethod = (typeof httpMethods)[number];
export const httpMethodSchema = z.enum(httpMethods);

/**
 * JSON Schema 2020-12 of a value. References point into the connector's shared schemas only: `#/schemas/<name>`;
 * circular ones stay references.
 */
export const valueSchemaSchema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);
export type ValueSchema = z.infer<typeof valueSchemaSchema>;

export const parameterSchema = z.object({
  name: z.string().min(1).max(256),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
  description: z.string().optional(),
  deprecated: z.boolean().optional(),
  schema: valueSchemaSchema.default(true),
  /** How arrays and objects are written (OpenAPI 3.1, "Style Values"). */
  style: z.enum(["matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"]).optional(),
  explode: z.boolean().optional(),
  example: z.unknown().optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});
export type Parameter = z.infer<typeof parameterSchema>;

export const mediaTypeSchema = z.object({
  schema: valueSchemaSchema.optional(),
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.unknown()).optional(),
  encoding: z.record(z.string(), z.unknown()).optional(),
});
export type MediaType = z.infer<typeof mediaTypeSchema>;

export const requestBodySchema = z.object({
  required: z.boolean().default(false),
  description: z.string().optional(),
  /** By media type, e.g. `application/json`. */
  content: z.record(z.string(), mediaTypeSchema),
});
export type RequestBody = z.infer<typeof requestBodySchema>;

export const responseSchema = z.object({
  description: z.string().default(""),
  headers: z.record(z.string(), z.unknown()).optional(),
  content: z.record(z.string(), mediaTypeSchema).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});
export type OperationResponse = z.infer<typeof responseSchema>;

/** Path with `{name}` segments, e.g. `/alerts/{id}`. */
export const pathTemplateSchema = z
  .string()
  .max(2048)
  .regex(/^\/[^?#\s]*$/, rules.pathTemplate.en);

/** What one operation asks of its caller. */
export const operationSecuritySchema = z.object({
  /** The caller must show a token. */
  authenticate: z.boolean().default(true),
  /** A caller that is not a member of the space needs a grant. */
  grant: z.boolean().default(true),
});

/** The called side of an operation; what is absent is taken from the front side or the stage. */
export const operationBackendSchema = z.object({
  /** Backend of the stage by name; absent: the stage's own. */
  name: nameSchema.optional(),
  method: httpMethodSchema.optional(),
  /** May hold `${vars.…}`. */
  path: pathTemplateSchema.optional(),
  timeoutMs: z.int().min(1).max(600_000).optional(),
  /** Further calls when one fails; absent: as the plugins of the stage say. */
  retry: z.object({ attempts: z.int().min(0).max(10), statuses: z.array(z.int().min(400).max(599)).max(50).optional(), backoffMs: z.int().min(0).max(60_000).optional() }).optional(),
  request: requestTransformsSchema.optional(),
  response: responseTransformsSchema.optional(),
});

/** How answers come: whole, as events (`text/event-stream`), or as a WebSocket (RFC 6455) after the method GET. */
export const transports = ["http", "event-stream", "websocket"] as const;

/** What is said about an operation in another language; what is absent is as in the operation. */
export const operationTranslationSchema = z.object({
  summary: z.string().optional(),
  description: z.string().optional(),
  /** Descriptions by `<in>.<name>`. */
  parameters: z.record(z.string(), z.string()).optional(),
  requestBody: z.string().optional(),
  /** Descriptions by status. */
  responses: z.record(z.string(), z.string()).optional(),
});
export type OperationTranslation = z.infer<typeof operationTranslationSchema>;

/** One method and path of a connector: what callers see (front) and what is called (backend). */
export const operationSchema = z.object({
  id: operationIdSchema,
  method: httpMethodSchema,
  path: pathTemplateSchema,
  /** Also serve every path below; the rest is appended to the backend path. */
  matchSubpath: z.boolean().optional(),
  /** Absent: `http`. */
  transport: z.enum(transports).optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  deprecated: z.boolean().optional(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: requestBodySchema.optional(),
  /** By status code, range (`2XX`) or `default`. */
  responses: z.record(z.string(), responseSchema).default({}),
  backend: operationBackendSchema.default({}),
  security: operationSecuritySchema.default({ authenticate: true, grant: true }),
  /** Declares that the operation only starts work. */
  async: asyncOperationSchema.optional(),
  translations: z.partialRecord(localeSchema, operationTranslationSchema).optional(),
  /** May be sent again after a failure; absent: decided by the method (RFC 9110, 9.2.2). */
  idempotent: z.boolean().optional(),
  externalDocs: z.object({ url: z.string(), description: z.string().optional() }).optional(),
  /** Vendor `x-` fields, kept for export. */
  extensions: z.record(z.string(), z.unknown()).optional(),
});
export type Operation = z.infer<typeof operationSchema>;
export type OperationInput = z.input<typeof operationSchema>;

/** The summary of an operation in a language, else the one that it has; undefined without any. */
export function summaryIn(locale: Locale, { summary, translations }: { summary?: string | undefined; translations?: Partial<Record<Locale, { summary?: string | undefined }>> | undefined }): string | undefined {
  return translations?.[locale]?.summary || summary;
}
