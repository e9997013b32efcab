import { z } from "zod";
import { nameSchema, operationIdSchema } from "../names/names.ts";

export const callerKinds = ["app", "token"] as const;

/** Permission of a caller for a connector (`operations: "*"`) or some of its operations; collection `grants`. */
export const grantRecordSchema = z.object({
  _id: z.string(),
  /** Space of the connector. */
  space: nameSchema,
  connector: nameSchema,
  operations: z.union([z.literal("*"), z.array(operationIdSchema)]),
  /** `app:<space>/<app>` or `token:<id>`. */
  caller: z.string(),
  callerName: z.string(),
  source: z.enum(["manual", "publish", "install"]),
  createdAt: z.date(),
  createdBy: z.string(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type GrantRecord = z.infer<typeof grantRecordSchema>;

/** Whether a grant lets its caller use an operation at the time `now`. */
export function grantCovers(grant: Pick<GrantRecord, "operations" | "expiresAt" | "revokedAt">, operation: string, now: Date): boolean {
  if (grant.revokedAt !== null) return false;
  if (grant.expiresAt !== null && grant.expiresAt <= now) return false;
  return grant.operations === "*" || grant.operations.includes(operation);
}
