import { z } from "zod";

/** Error body of the API (RFC 9457, `application/problem+json`). */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Stable identifier of the error. */
  code: z.string(),
  /** What happened and what to do. */
  detail: z.string(),
  /** Offending field as a JSON pointer. */
  path: z.string().optional(),
  /** All offending fields when there is more than one. */
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
  traceId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

/** A page of a list; `nextCursor` absent on the last one, `total` where it is not known or finds too many to count. */
export function listOf<T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; nextCursor: z.ZodOptional<z.ZodString>; total: z.ZodOptional<z.ZodInt> }> {
  return z.object({ items: z.array(item), nextCursor: z.string().optional(), total: z.int().optional() });
}

/** Query parameters of every list. */
export const listQuerySchema = z.object({
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  cursor: z.string().max(512).optional(),
});
