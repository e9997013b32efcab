const secretKey = /^(password|passwd|secret|token|credential|authorization|cookie|hash|sealed|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret)$|(password|secret|token|private[-_]?key|api[-_]?key)$/i;
const longest = 2_000;

/**
 * A JSON copy without what must not be read back: values of secret-looking keys become `"…"`, texts longer than 2,000
 * characters are cut. The kind of a credential (`{"kind": "basic"}`) stays.
 */
export function redact(value: unknown, key = ""): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => redact(item, key));
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (/credential$/i.test(key)) return Object.fromEntries(entries.filter(([name]) => name === "kind" || name === "updatedAt"));
    return Object.fromEntries(entries.map(([name, inner]) => [name, redact(inner, name)]));
  }
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (secretKey.test(key)) return "…";
  const text = String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
