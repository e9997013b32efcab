import { type Locale, schemaTextKeyword, schemaTextSchema } from "@tessera/contracts";

/** A JSON Schema with `title` and `description` of each node in one language, where its `x-text` has them. */
export function localizeSchema(schema: Record<string, unknown>, locale: Locale): Record<string, unknown> {
  return localizeNode(schema, locale) as Record<string, unknown>;
}

function localizeNode(node: unknown, locale: Locale): unknown {
  if (Array.isArray(node)) return node.map((inner) => localizeNode(inner, locale));
  if (typeof node !== "object" || node === null) return node;
  const { [schemaTextKeyword]: text, ...rest } = node as Record<string, unknown>;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, localizeNode(value, locale)]));
  const texts = schemaTextSchema.safeParse(text);
  if (!texts.success) return text === undefined ? inner : { ...inner, [schemaTextKeyword]: text };
  const { title, description } = texts.data;
  return { ...inner, ...(title === undefined ? {} : { title: title[locale] }), ...(description === undefined ? {} : { description: description[locale] }) };
}
