import { z } from "zod";
import { nameSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { pluginBindingSchema } from "../plugin/plugin.ts";
import { rules } from "../text/rules.ts";
import { rolloutEndSchema, rolloutViewSchema } from "./rollout.ts";
import { variableNameSchema } from "./transform.ts";
import { backendUrlSchema, credentialInputSchema, credentialViewSchema } from "./credential.ts";

export const backendSchema = z.object({
  url: backendUrlSchema,
  timeoutMs: z.int().min(1).max(600_000).default(30_000),
});
export type Backend = z.infer<typeof backendSchema>;

/** Values by name, written `${vars.<name>}` in backend paths and transforms; not secret. */
export const stageVariablesSchema = z.record(variableNameSchema, z.string().max(4096)).refine((variables) => Object.keys(variables).length <= 100, rules.variableCount.en);
export type StageVariables = z.infer<typeof stageVariablesSchema>;

export const stageViewSchema = z.object({
  name: nameSchema,
  backend: backendSchema.nullable(),
  credential: credentialViewSchema,
  /** Further backends, which operations choose by name; each with a credential of its own. */
  backends: z.array(backendSchema.extend({ name: nameSchema, credential: credentialViewSchema })),
  variables: stageVariablesSchema,
  plugins: z.array(pluginBindingSchema),
  /** Version that the gateway serves on this stage. */
  release: versionSchema.nullable(),
  publishedAt: z.iso.datetime().nullable(),
  publishedBy: z.string().nullable(),
  /** Version that was served before: what one goes back to. */
  previousRelease: versionSchema.nullable(),
  /** What is tried or watched now. */
  rollout: rolloutViewSchema.nullable(),
  lastRollout: rolloutEndSchema.nullable(),
  revision: revisionSchema,
});
export type StageView = z.infer<typeof stageViewSchema>;

const furtherBackendInputSchema = z.object({
  name: nameSchema,
  url: backendUrlSchema,
  timeoutMs: z.int().min(1).max(600_000).optional(),
  credential: credentialInputSchema.optional(),
  /** As of the stage. */
  keepCredentialFor: z.string().max(2048).optional(),
});

/** `credential` absent keeps the stored one, which is bound to the origin of the backend that it was entered for. */
export const stageInputSchema = z.object({
  backend: z.object({ url: backendUrlSchema, timeoutMs: z.int().min(1).max(600_000).optional() }).optional(),
  credential: credentialInputSchema.optional(),
  /** Origin of the new backend, e.g. `https://api.example.com`: an owner says that the stored credential may go there. */
  keepCredentialFor: z.string().max(2048).optional(),
  /** All further backends; one without `credential` keeps what is stored under its name, which is bound to its origin. */
  backends: z.array(furtherBackendInputSchema).max(20).optional(),
  variables: stageVariablesSchema.optional(),
  plugins: z.array(pluginBindingSchema).max(50).optional(),
  /** Revision that the change is based on; absent only when the stage is new. */
  revision: revisionSchema.optional(),
});
export type StageInput = z.infer<typeof stageInputSchema>;
