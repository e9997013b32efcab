import { z } from "zod";
import { jsonSchema } from "../names/names.ts";

/** Longest source text of one binding or function, in characters. */
export const maxSourceLength = 100_000;

/**
 * A property's value, tagged by where it comes from; nothing is guessed from a string.
 * - `static`: the JSON value itself.
 * - `binding`: a template with `{{ expression }}`. Exactly one expression and nothing around it yields the expression's
 *   value with its type; anything else yields text. Expressions name records by id (`components.n1.value`).
 * - `function`: body of a JavaScript function, called by the component (`row`, `value`, ... by the property's contract).
 * - `i18n`: key into the page's texts.
 */
export const taggedValueSchema = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("static"), value: jsonSchema }),
  z.looseObject({ kind: z.literal("binding"), template: z.string().max(maxSourceLength) }),
  z.looseObject({ kind: z.literal("function"), source: z.string().max(maxSourceLength) }),
  z.looseObject({ kind: z.literal("i18n"), key: z.string().min(1).max(128) }),
]);
export type TaggedValue = z.infer<typeof taggedValueSchema>;
