import { z } from "zod";
import { operationIdSchema, nameSchema } from "../names/names.ts";
import { messageSchema } from "../text/message.ts";
import { localizedTextSchema } from "../text/text.ts";
import { credentialKinds } from "./credential.ts";

/** One way in which a ready-made connector's system learns who calls, and how a person gets what it takes. */
export const authRecipeSchema = z
  .object({
    kind: z.enum(credentialKinds),
    /** Of `api-key`: where and under which name the key is sent, e.g. header `X-API-Key`. */
    in: z.enum(["header", "query"]).optional(),
    name: z.string().min(1).max(128).optional(),
    /** Where the credential is made in that system and what it must be allowed. */
    help: localizedTextSchema,
  })
  .refine(({ kind, in: place, name }) => (kind === "api-key") === (place !== undefined && name !== undefined), "an api-key needs 'in' and 'name', and nothing else has them");
export type AuthRecipe = z.infer<typeof authRecipeSchema>;

/** A cheap call that succeeds only with the right address and credential; `params` as in a call of the operation. */
export const connectorProbeSchema = z.object({ operation: operationIdSchema, params: z.record(z.string().max(300), z.unknown()).default({}) });
export type ConnectorProbe = z.infer<typeof connectorProbeSchema>;

/** What the check of a ready-made connector found on each published stage. */
export const connectorCheckSchema = z.object({
  /** Operation that was called; null when the connector has none for that. */
  operation: operationIdSchema.nullable(),
  stages: z.array(
    z.object({
      stage: nameSchema,
      ok: z.boolean(),
      /** Status of the answer; null when there was none. */
      status: z.int().nullable(),
      durationMs: z.number().nullable(),
      message: messageSchema,
    }),
  ),
});
export type ConnectorCheck = z.infer<typeof connectorCheckSchema>;
