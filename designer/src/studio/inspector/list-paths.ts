/** Names of the list-valued fields of an object, for when a list is wanted and an object came: `{ total, items }` → `items`. */
export function listFields(value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => (Array.isArray(field) && /^[A-Za-z_$][\w$]*$/.test(name) ? [name] : []));
}

/** The template that reads a field of what another one yields; null when the template is more than one plain path. */
export function withField(template: string, field: string): string | null {
  const path = /^\s*\{\{\s*([A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*)\s*\}\}\s*$/.exec(template)?.[1];
  return path === undefined ? null : `{{ ${path}.${field} }}`;
}
