/**
 * JSON with object keys in code-unit order, so that equal values have equal text (as RFC 8785 orders them); for the rest the text
 * of `JSON.stringify`. Thousands of operations are digested at once: a replacer that sorts takes twice as long.
 */
export function canonicalJson(value: unknown): string {
  // As with JSON.stringify, what JSON cannot hold has no text.
  return textOf(value) as string;
}

function textOf(value: unknown): string | undefined {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return textOf(value.toJSON());
  if (Array.isArray(value)) return `[${Array.from(value, (item) => textOf(item) ?? "null").join(",")}]`;
  const source = value as Record<string, unknown>;
  let members = "";
  for (const key of Object.keys(source).sort()) {
    const text = textOf(source[key]);
    if (text !== undefined) members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${text}`;
  }
  return `{${members}}`;
}
