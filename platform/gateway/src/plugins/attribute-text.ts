import { schemaTextKeyword } from "@tessera/contracts";
import type { Message } from "@tessera/contracts";
import type { z } from "zod";

/** A header field name (RFC 9110, 5.6.2), as a pattern without its ends. */
export const headerNamePattern = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}";

/**
 * Gives an attribute its title and help in every language; JSON Schema carries them in `x-text`, in English in its own keywords.
 * `rule` is that of `matching`, for an optional text: its own words would cover those of the text within.
 */
export function worded<Schema extends z.ZodType>(schema: Schema, title: Message, description: Message, rule?: Message): Schema {
  return schema.meta({ title: title.en, description: description.en, [schemaTextKeyword]: { title, description, ...(rule === undefined ? {} : { rule }) } });
}

/** A text that must match a pattern, given as source text for JSON Schema has no flags, with what it must be in every language. */
export function matching(text: z.ZodString, pattern: string, rule: Message): z.ZodString {
  return text.regex(new RegExp(pattern), rule.en).meta({ [schemaTextKeyword]: { rule } });
}

/** The pattern of a word in any case, e.g. `host` → `[Hh][Oo][Ss][Tt]`. */
export function anyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}
