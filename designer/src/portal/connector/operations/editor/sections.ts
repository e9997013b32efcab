/** Sections of the editor in their order, each with the parts of the operation that it edits. */
export const sections = {
  basics: ["/method", "/path", "/transport", "/matchSubpath", "/tags", "/id", "/summary", "/description", "/translations"],
  called: ["/backend"],
  security: ["/security"],
  parameters: ["/parameters"],
  body: ["/requestBody"],
  responses: ["/responses"],
  async: ["/async"],
  /** Decided while it is served, beside the draft. */
  lifecycle: [],
} as const satisfies Record<string, readonly string[]>;
export type SectionKey = keyof typeof sections;

/** The section that edits what a JSON pointer names. */
export function sectionOf(pointer: string): SectionKey {
  for (const [key, parts] of Object.entries(sections)) if (parts.some((part) => pointer === part || pointer.startsWith(`${part}/`))) return key as SectionKey;
  return "basics";
}
