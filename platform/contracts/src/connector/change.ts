import { z } from "zod";
import { operationIdSchema, versionSchema } from "../names/names.ts";
import { messageSchema } from "../text/message.ts";
import { localizedTextSchema } from "../text/text.ts";

/** Whether callers have to change something, may, or only read other words. */
export const changeLevels = ["breaking", "non-breaking", "documentation"] as const;
export type ChangeLevel = (typeof changeLevels)[number];

/** One difference between two releases of a connector, as callers of one operation meet it. */
export const releaseChangeSchema = z.object({
  operation: operationIdSchema,
  /** Stable code, e.g. `property.removed`. */
  kind: z.string(),
  level: z.enum(changeLevels),
  /** What the callers send, what they get, or the operation as a whole. */
  side: z.enum(["operation", "input", "output"]),
  /**
   * Place in what is sent (`["query", "limit"]`, `["body", "spec", "*"]`) or in the body of the answer (`["items", "*", "name"]`);
   * `*` stands for every item or key. Null: several places, or none that can be told.
   */
  path: z.array(z.string()).nullable(),
  /** Status or range of the answer that is meant, e.g. `200`; `default`. */
  response: z.string().optional(),
  /** RFC 6901 into `{ operations: { <id>: … }, schemas: { <name>: … } }` of the later release; of the earlier one for what is gone. */
  pointer: z.string(),
  /** Value before and after; null for none. */
  from: z.unknown(),
  to: z.unknown(),
  message: messageSchema,
});
export type ReleaseChange = z.infer<typeof releaseChangeSchema>;

/** A query of an app that a breaking change touches. */
export const changeImpactSchema = z.object({
  app: z.string(),
  title: localizedTextSchema,
  /** Versions of the app that are touched; null is its draft. */
  versions: z.array(versionSchema.nullable()),
  /** Pages that use the query. */
  pages: z.array(z.object({ id: z.string(), title: localizedTextSchema })),
  query: z.object({ id: z.string(), name: z.string() }),
  operation: operationIdSchema,
  /** What breaks it, without repetition. */
  changes: z.array(z.object({ kind: z.string(), message: messageSchema })),
});
export type ChangeImpact = z.infer<typeof changeImpactSchema>;

/** Most changes that one answer lists; `counts` has all of them. */
export const listedChanges = 1_000;

/** The difference between two releases, or between what a stage serves and what would be published. */
export const releaseDiffSchema = z.object({
  /** Null: nothing is served yet. */
  from: versionSchema.nullable(),
  /** Null: the draft. */
  to: versionSchema.nullable(),
  /** Breaking ones first; at most 1,000. */
  changes: z.array(releaseChangeSchema),
  counts: z.record(z.enum(changeLevels), z.int()),
  /** Queries of apps that breaking changes touch; null for readers who may not see apps. */
  impact: z.array(changeImpactSchema).nullable(),
});
export type ReleaseDiff = z.infer<typeof releaseDiffSchema>;

/** What publishing to a stage would change for its callers. */
export const publishPreviewSchema = releaseDiffSchema.extend({
  /** Version that the changes ask for; of an existing release its own. */
  suggestedVersion: versionSchema,
  /** Version that publishing without a stated one would make; of an existing release its own. */
  nextVersion: versionSchema,
  /** Callers break and `nextVersion` does not say so: `acceptBreaking` is asked for. */
  needsAcceptance: z.boolean(),
});
export type PublishPreview = z.infer<typeof publishPreviewSchema>;
