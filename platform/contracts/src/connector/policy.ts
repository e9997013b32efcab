import { z } from "zod";
import { nameSchema, operationIdSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { localizedTextSchema } from "../text/text.ts";

/** An operation that is not served: callers get 410 with the message. */
export const offlineSchema = z.object({
  /** From when on; absent or past: now. */
  from: z.iso.datetime().optional(),
  message: localizedTextSchema,
});

/** An operation that callers should leave: told by the fields `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`. */
export const deprecationSchema = z.object({
  since: z.iso.datetime(),
  /** When it will stop answering. */
  sunset: z.iso.datetime().optional(),
  message: localizedTextSchema.optional(),
  /** Operation of the same connector to use instead. */
  replacement: operationIdSchema.optional(),
  /** Page that tells more. */
  link: z.url({ protocol: /^https?$/ }).max(2048).optional(),
});

/** At most `count` calls in `windowSeconds`, counted for each caller or for all together. */
export const operationLimitSchema = z.object({ count: z.int().min(1).max(1_000_000), windowSeconds: z.int().min(1).max(86_400), per: z.enum(["caller", "operation"]).default("caller") });

/** What is decided about an operation while it is served, without a release: gateways obey within a second, on every stage. */
export const operationPolicySchema = z.object({ offline: offlineSchema.nullable().default(null), deprecation: deprecationSchema.nullable().default(null), limit: operationLimitSchema.nullable().default(null) });
export type OperationPolicy = z.infer<typeof operationPolicySchema>;

export const operationPolicyViewSchema = operationPolicySchema.extend({
  operation: operationIdSchema,
  /** Stages whose release has the operation; on the others the decision waits for it. */
  servedOn: z.array(nameSchema),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
  revision: revisionSchema,
});
export type OperationPolicyView = z.infer<typeof operationPolicyViewSchema>;

/** A query of an app that calls an operation. */
export const operationUserSchema = z.object({
  app: z.string(),
  title: localizedTextSchema,
  /** Versions of the app that call it; null is its draft. */
  versions: z.array(versionSchema.nullable()),
  query: z.object({ id: z.string(), name: z.string() }),
  pages: z.array(z.object({ id: z.string(), title: localizedTextSchema })),
});
export type OperationUser = z.infer<typeof operationUserSchema>;

/** How often a caller called an operation of a stage, as far as it was counted. */
export const operationUsageSchema = z.object({
  operation: operationIdSchema,
  stage: z.string(),
  /** As grants name callers; `anonymous` where none was asked for. */
  caller: z.string(),
  callerName: z.string(),
  calls: z.int(),
  failures: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
export type OperationUsage = z.infer<typeof operationUsageSchema>;
