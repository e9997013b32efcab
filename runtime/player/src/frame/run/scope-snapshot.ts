/** How much of the scope goes to the shell for completion and preview: enough to see the shape, never all rows. */
const limits = { items: 20, fields: 100, text: 500, depth: 7 };

/** A copy of what bindings can see that is small and safe to send. */
export function scopeSnapshot(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.length > limits.text ? `${value.slice(0, limits.text)}…` : value;
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object") return undefined;
  if (depth >= limits.depth) return Array.isArray(value) ? [] : {};
  if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => scopeSnapshot(item, depth + 1) ?? null);
  return Object.fromEntries(Object.entries(value).slice(0, limits.fields).map(([key, field]) => [key, scopeSnapshot(field, depth + 1)] as const).filter(([, field]) => field !== undefined));
}
