import { z } from "zod";
import { nameSchema } from "../names/names.ts";
import { roleSchema } from "./roles.ts";

/** Prefix of an API token in clear, so that secret scanners and people recognise one: `tsr_` + 43 base64url characters. */
export const apiTokenPrefix = "tsr_";

/**
 * An API token as server and gateway read it from the store (collection `api_tokens`); `hash` is SHA-256 of the clear
 * token, hex. A token acts in one space with one role; it may outlive its maker's session but never their membership.
 */
export const apiTokenRecordSchema = z.object({
  _id: z.string(),
  space: nameSchema,
  name: z.string(),
  hash: z.string().length(64),
  user: z.string(),
  username: z.string(),
  role: roleSchema,
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type ApiTokenRecord = z.infer<typeof apiTokenRecordSchema>;

/**
 * Claims of the short-lived credential with which the control plane calls the gateway for an app or a person
 * (JWT, HS256, key derived from the secret key with the label `gateway-call`; header `Authorization: Bearer`).
 */
export const callerClaimsSchema = z.object({
  iss: z.literal("tessera-server"),
  aud: z.literal("tessera-gateway"),
  /** `app:<space>/<app>` or `user:<id>`. */
  sub: z.string(),
  space: nameSchema,
  /** Name shown in logs: app name or username. */
  name: z.string(),
  kind: z.enum(["app", "user"]),
  /** The end user on whose behalf an app calls. */
  user: z.string().optional(),
  /** Set for people who may call every connector of their own space without a grant. */
  member: z.boolean().optional(),
  exp: z.number(),
});
export type CallerClaims = z.infer<typeof callerClaimsSchema>;
