import { z } from "zod";
import { nameSchema, operationIdSchema, recordIdSchema } from "../names/names.ts";
import { maxSourceLength, taggedValueSchema } from "../page/value.ts";

/**
 * A typed call of an operation. `inputs` are keyed by `<in>.<name>` (`query.filter`, `path.id`, `header.X-Scope`) and
 * `body` (or `body.<field>` for the top-level fields of a JSON body). Static ones are taken from the version by the
 * server; only binding ones may be sent by a page.
 */
export const querySchema = z.looseObject({
  id: recordIdSchema,
  /** Shown name, unique in the app; bindings read `queries.<id>.data`. */
  name: recordIdSchema,
  kind: z.literal("operation"),
  /** Alias in the app's `connectors`. */
  connector: nameSchema,
  operation: operationIdSchema,
  inputs: z.record(z.string().max(300), taggedValueSchema).default({}),
  /** Body of a function of `data`, `inputs` and `user` that runs on the server, e.g. `return data.items`. */
  transform: z.string().max(maxSourceLength).optional(),
  /** `load`: runs when a page that uses it opens and when an input changes; `manual`: only by an action. */
  trigger: z.enum(["load", "manual"]).default("load"),
  pollMs: z.int().min(1_000).max(3_600_000).optional(),
});
export type Query = z.infer<typeof querySchema>;
