import { z } from "zod";
import { messageSchema } from "../text/message.ts";

/** Keyword of a JSON Schema node that carries a {@link SchemaText}. */
export const schemaTextKeyword = "x-text";

/** What a node of an attribute schema says to people in every language; `title` and `description` beside it are the English ones. */
export const schemaTextSchema = z.object({
  title: messageSchema.optional(),
  description: messageSchema.optional(),
  /** What a value must be, for one that does not match `pattern`; continues a sentence that begins with the field. */
  rule: messageSchema.optional(),
});
export type SchemaText = z.infer<typeof schemaTextSchema>;
