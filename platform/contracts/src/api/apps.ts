import { z } from "zod";
import { appBundleSchema, appVersionViewSchema, appViewSchema, connectorMappingSchema, diffSchema, playableAppSchema } from "../app/app.ts";
import { querySchema } from "../app/query.ts";
import { nameSchema, recordIdSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { localizedTextSchema } from "../text/text.ts";
import { listOf, listQuerySchema } from "./problem.ts";
import { route } from "./route.ts";

const byName = z.object({ app: nameSchema });
const record = z.record(z.string(), z.unknown());

/** Outcome of a query: the transformed data, with what it took to get it. */
export const queryResultSchema = z.object({
  data: z.unknown(),
  durationMs: z.number(),
  status: z.int(),
  traceId: z.string(),
  /** Only for builders trying a query: the answer before the transform, and what the transform logged. */
  raw: z.unknown().optional(),
  logs: z.array(z.object({ level: z.string(), message: z.string() })).optional(),
  transformError: z.object({ code: z.string(), message: z.string(), line: z.int().optional() }).optional(),
  /** The run of an async operation that gave the data. */
  run: z.string().optional(),
  /** The operation only started work, which goes on: ask again with `run` and the same inputs. `data` is null then. */
  pending: z.object({ run: z.string(), change: z.int(), state: z.string(), progress: z.number().nullable() }).optional(),
});
export type QueryResult = z.infer<typeof queryResultSchema>;

/** How to go on with a query whose answer was `pending`. */
const followSchema = z.object({ run: z.string().max(64), change: z.int().min(0) });

/** An exported app: file path → text, one file per page, query and app setting. */
export const appFilesSchema = z.record(z.string().max(300), z.string().max(5_000_000));

export const templateViewSchema = z.object({
  name: nameSchema,
  kind: z.enum(["base", "scenario"]),
  title: localizedTextSchema,
  description: localizedTextSchema,
  icon: z.string(),
  version: versionSchema,
  /** Aliases to map, each with the ready-made connector that fits. */
  connectors: z.array(z.object({ alias: nameSchema, catalog: z.string(), title: localizedTextSchema, operations: z.array(z.string()) })),
  installedAs: z.array(nameSchema),
});
export type TemplateView = z.infer<typeof templateViewSchema>;

const mapping = z.record(nameSchema, connectorMappingSchema);

export const appRoutes = {
  list: route({ method: "GET", path: "/apps", summary: "Apps of this space", tag: "apps", permission: "app.read", query: listQuerySchema, response: listOf(appViewSchema) }),
  create: route({ method: "POST", path: "/apps", summary: "Make an app with one empty page", tag: "apps", permission: "app.write", status: 201, body: z.object({ name: nameSchema, title: localizedTextSchema, description: localizedTextSchema.optional(), icon: z.string().max(64).optional() }), response: appViewSchema }),
  get: route({ method: "GET", path: "/apps/{app}", summary: "One app", tag: "apps", permission: "app.read", params: byName, response: appViewSchema }),
  remove: route({ method: "DELETE", path: "/apps/{app}", summary: "Delete an app with all its versions", tag: "apps", permission: "app.write", params: byName }),
  draft: route({ method: "GET", path: "/apps/{app}/draft", summary: "The draft as a flat map of records", tag: "apps", permission: "app.read", params: byName, response: z.object({ revision: revisionSchema, records: z.record(z.string(), record) }) }),
  change: route({
    method: "POST", path: "/apps/{app}/changes", summary: "Apply an edit to the draft; edits of other records since `baseRevision` merge, of the same record conflict (409 with both)", tag: "apps", permission: "app.write", params: byName,
    body: z.object({ baseRevision: revisionSchema, diff: diffSchema, /** Makes a resent change apply once. */ changeId: z.string().min(8).max(64) }),
    response: z.object({ revision: revisionSchema, /** What others changed since `baseRevision`. */ others: z.array(z.object({ revision: revisionSchema, by: z.string(), diff: diffSchema })) }),
  }),
  changes: route({
    method: "GET", path: "/apps/{app}/changes", summary: "Edits since a revision; waits up to `waitMs` for one", tag: "apps", permission: "app.read", params: byName,
    query: z.object({ since: z.coerce.number().int().nonnegative(), waitMs: z.coerce.number().int().min(0).max(30_000).optional() }),
    response: z.object({ revision: revisionSchema, changes: z.array(z.object({ revision: revisionSchema, by: z.string(), at: z.iso.datetime(), changeId: z.string(), diff: diffSchema })) }),
  }),
  runDraftQuery: route({
    method: "POST", path: "/apps/{app}/draft/queries/run", summary: "Try a query while building", tag: "apps", permission: "app.write", readOnly: true, params: byName,
    body: z.object({ query: querySchema, inputs: z.record(z.string(), z.unknown()).default({}), follow: followSchema.optional() }), response: queryResultSchema,
  }),
  previewDraft: route({ method: "GET", path: "/apps/{app}/draft/playable", summary: "The draft as the player gets it", tag: "apps", permission: "app.read", params: byName, response: playableAppSchema }),
  publish: route({ method: "POST", path: "/apps/{app}/versions", summary: "Freeze the draft as a version and give it to end users", tag: "apps", permission: "app.publish", status: 201, params: byName, body: z.object({ version: versionSchema.optional(), notes: z.string().max(20_000).optional() }), response: appVersionViewSchema }),
  versions: route({ method: "GET", path: "/apps/{app}/versions", summary: "Versions, newest first", tag: "apps", permission: "app.read", params: byName, query: listQuerySchema, response: listOf(appVersionViewSchema) }),
  version: route({ method: "GET", path: "/apps/{app}/versions/{version}", summary: "A version's whole content", tag: "apps", permission: "app.read", params: z.object({ app: nameSchema, version: versionSchema }), response: appBundleSchema }),
  rollback: route({ method: "POST", path: "/apps/{app}/rollback", summary: "Give end users an existing version; the draft stays", tag: "apps", permission: "app.publish", params: byName, body: z.object({ to: versionSchema }), response: appVersionViewSchema }),
  restoreDraft: route({ method: "POST", path: "/apps/{app}/draft/restore", summary: "Make the draft equal to a version", tag: "apps", permission: "app.write", params: byName, body: z.object({ version: versionSchema }), response: appViewSchema }),
  exportFiles: route({ method: "GET", path: "/apps/{app}/export", summary: "The draft or a version as files", tag: "apps", permission: "app.read", params: byName, query: z.object({ version: versionSchema.optional() }), response: z.object({ files: appFilesSchema }) }),
  importFiles: route({
    method: "POST", path: "/apps/import", summary: "Make an app of exported files, or replace the draft of the app of that name", tag: "apps", permission: "app.write",
    body: z.object({ name: nameSchema.optional(), files: appFilesSchema, connectors: mapping.optional() }), response: appViewSchema,
  }),
};

export const templateRoutes = {
  list: route({ method: "GET", path: "/templates", summary: "Apps that come with the platform", tag: "templates", permission: "app.use", response: listOf(templateViewSchema) }),
  install: route({
    method: "POST", path: "/templates/{template}/install", summary: "Install and publish an app, mapping its connectors", tag: "templates", permission: "app.write", params: z.object({ template: nameSchema }),
    body: z.object({ name: nameSchema.optional(), connectors: mapping }), response: appViewSchema,
  }),
};

/** What end users call; everything else of an app is out of their reach. */
export const publishedRoutes = {
  list: route({
    method: "GET", path: "/published", summary: "Published apps of this space", tag: "published", permission: "app.use", query: listQuerySchema,
    response: listOf(z.object({ name: nameSchema, title: localizedTextSchema, description: localizedTextSchema, icon: z.string(), version: versionSchema, publishedAt: z.iso.datetime(), favourite: z.boolean(), lastOpenedAt: z.iso.datetime().nullable() })),
  }),
  get: route({ method: "GET", path: "/published/{app}", summary: "The live version for the player", tag: "published", permission: "app.use", params: byName, response: playableAppSchema }),
  runQuery: route({
    method: "POST", path: "/published/{app}/{version}/queries/{query}/run", summary: "Run a query of a version by its id", tag: "published", permission: "app.use",
    params: z.object({ app: nameSchema, version: versionSchema, query: recordIdSchema }), body: z.object({ inputs: z.record(z.string().max(300), z.unknown()).default({}), follow: followSchema.optional() }), response: queryResultSchema,
  }),
  setFavourite: route({ method: "PUT", path: "/published/{app}/favourite", summary: "Keep an app at hand", tag: "published", permission: "app.use", readOnly: true, params: byName, body: z.object({ favourite: z.boolean() }) }),
};
