import { z } from "zod";
import { nameSchema, recordIdSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { type PageDocument, gridRectSchema, pageDocumentSchema, pageHeadSchema, pageNodeSchema } from "../page/page.ts";
import { localizedTextSchema } from "../text/text.ts";
import { type Query, querySchema } from "./query.ts";
import { rules } from "../text/rules.ts";

/** Which connector and stage an alias of the app stands for in this space. */
export const connectorMappingSchema = z.looseObject({ connector: nameSchema, stage: nameSchema });

/** What an app holds besides pages and queries. */
export const appHeadSchema = z.looseObject({
  schemaVersion: z.literal(1),
  title: localizedTextSchema,
  description: localizedTextSchema.default({}),
  /** Name of an icon of @ant-design/icons without its style suffix, e.g. `Alert`. */
  icon: z.string().max(64).default("Appstore"),
  home: recordIdSchema.nullable().default(null),
  connectors: z.record(nameSchema, connectorMappingSchema).default({}),
});
export type AppHead = z.infer<typeof appHeadSchema>;

/**
 * The draft of an app is a flat map of records; the key says what a record is:
 * `app` · `page/<page>` · `node/<page>/<node>` · `layout/<page>/<breakpoint>/<node>` · `query/<query>`.
 */
export type RecordKey = string;
export const recordKeySchema = z
  .string()
  .max(300)
  .regex(
    /^(app|page\/[A-Za-z_]\w{0,62}|node\/[A-Za-z_]\w{0,62}\/[A-Za-z_]\w{0,62}|layout\/[A-Za-z_]\w{0,62}\/(desktop|tablet|mobile)\/[A-Za-z_]\w{0,62}|query\/[A-Za-z_]\w{0,62})$/,
    rules.recordKey.en,
  );

/** Schema of the record under a key. */
export function recordSchemaOf(key: RecordKey): z.ZodType {
  if (key === "app") return appHeadSchema;
  if (key.startsWith("page/")) return pageHeadSchema;
  if (key.startsWith("node/")) return pageNodeSchema;
  if (key.startsWith("layout/")) return gridRectSchema;
  return querySchema;
}

const recordValue = z.record(z.string(), z.unknown());
export type AppRecord = Record<string, unknown>;
export type AppRecords = Record<RecordKey, AppRecord>;

/** What one edit changed. Undo, merge, history and co-editing all work on these. */
export const diffSchema = z.object({
  added: z.record(recordKeySchema, recordValue).default({}),
  updated: z.record(recordKeySchema, z.tuple([recordValue, recordValue])).default({}),
  removed: z.record(recordKeySchema, recordValue).default({}),
});
export type Diff = z.infer<typeof diffSchema>;

/** An app put together from its records: what is published, exported and rendered. */
export const appBundleSchema = z.looseObject({
  app: appHeadSchema,
  pages: z.record(recordIdSchema, pageDocumentSchema),
  queries: z.record(recordIdSchema, querySchema),
});
export type AppBundle = { app: AppHead; pages: Record<string, PageDocument>; queries: Record<string, Query> };

export const appViewSchema = z.object({
  name: nameSchema,
  title: localizedTextSchema,
  description: localizedTextSchema,
  icon: z.string(),
  /** Version that end users get; null: not published. */
  published: versionSchema.nullable(),
  publishedAt: z.iso.datetime().nullable(),
  publishedBy: z.string().nullable(),
  /** The draft differs from the published version. */
  changed: z.boolean(),
  template: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
  /** Revision of the draft. */
  revision: revisionSchema,
});
export type AppView = z.infer<typeof appViewSchema>;

export const appVersionViewSchema = z.object({
  version: versionSchema,
  notes: z.string(),
  digest: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** End users get this one now. */
  live: z.boolean(),
});
export type AppVersionView = z.infer<typeof appVersionViewSchema>;

/** A query as a page may know it: what must be evaluated in the page, nothing of how it is served. */
export const publishedQuerySchema = z.object({
  id: recordIdSchema,
  name: recordIdSchema,
  trigger: z.enum(["load", "manual"]),
  pollMs: z.int().optional(),
  /** Templates of the binding inputs. */
  inputs: z.record(z.string(), z.object({ kind: z.literal("binding"), template: z.string() })),
});
export type PublishedQuery = z.infer<typeof publishedQuerySchema>;

/** What the player gets of an app's version. */
export const playableAppSchema = z.object({
  name: nameSchema,
  space: nameSchema,
  version: z.string(),
  app: appHeadSchema.pick({ title: true, description: true, icon: true, home: true }),
  pages: z.record(recordIdSchema, pageDocumentSchema),
  queries: z.record(recordIdSchema, publishedQuerySchema),
});
export type PlayableApp = z.infer<typeof playableAppSchema>;
