import { z } from "zod";
import { nameSchema, revisionSchema, versionSchema } from "../names/names.ts";
import { pluginBindingSchema } from "../plugin/plugin.ts";
import { backendUrlSchema, credentialInputSchema, credentialViewSchema } from "./credential.ts";

export const backendSchema = z.object({
  url: backendUrlSchema,
  timeoutMs: z.int().min(1).max(600_000).default(30_000),
});
export type Backend = z.infer<typeof backendSchema>;

export const stageViewSchema = z.object({
  name: nameSchema,
  backend: backendSchema.nullable(),
  credential: credentialViewSchema,
  plugins: z.array(pluginBindingSchema),
  /** Version that the gateway serves on this stage. */
  release: versionSchema.nullable(),
  publishedAt: z.iso.datetime().nullable(),
  publishedBy: z.string().nullable(),
  revision: revisionSchema,
});
export type StageView = z.infer<typeof stageViewSchema>;

/** `credential` absent keeps the stored one, which is bound to the origin of the backend that it was entered for. */
export const stageInputSchema = z.object({
  backend: z.object({ url: backendUrlSchema, timeoutMs: z.int().min(1).max(600_000).optional() }).optional(),
  credential: credentialInputSchema.optional(),
  /** Origin of the new backend, e.g. `https://api.example.com`: an owner says that the stored credential may go there. */
  keepCredentialFor: z.string().max(2048).optional(),
  plugins: z.array(pluginBindingSchema).max(50).optional(),
  /** Revision that the change is based on; absent only when the stage is new. */
  revision: revisionSchema.optional(),
});
export type StageInput = z.infer<typeof stageInputSchema>;
