import type { Json, TaggedValue } from "@tessera/contracts";

/** A static value as the binding that yields it, to start editing from. */
export function bindingFrom(value: TaggedValue | undefined, fallback: unknown): TaggedValue {
  if (value?.kind === "binding") return value;
  const current = value?.kind === "static" ? value.value : fallback;
  if (current === undefined || current === null || current === "") return { kind: "binding", template: "" };
  if (typeof current === "string") return { kind: "binding", template: current };
  if (typeof current === "object" && Object.keys(current).length === 0) return { kind: "binding", template: "" };
  const json = JSON.stringify(current);
  return { kind: "binding", template: `{{ ${json.startsWith("{") ? `(${json})` : json} }}` };
}

/** A binding as a static value: its text where it has no expression, else the fallback. */
export function staticFrom(value: TaggedValue | undefined, fallback: unknown): TaggedValue {
  if (value?.kind === "static") return value;
  if (value?.kind === "binding" && !value.template.includes("{{") && (typeof fallback === "string" || fallback === undefined) && value.template !== "") return { kind: "static", value: value.template };
  return { kind: "static", value: (fallback ?? null) as Json };
}

/** A static value or binding as the function that yields it, to start editing from. */
export function functionFrom(value: TaggedValue | undefined, fallback: unknown): TaggedValue {
  if (value?.kind === "function") return value;
  const only = value?.kind === "binding" ? /^\s*\{\{([\s\S]*)\}\}\s*$/.exec(value.template)?.[1]?.trim() : undefined;
  if (only !== undefined && !only.includes("{{")) return { kind: "function", source: `return ${only}` };
  const current = value?.kind === "static" ? value.value : value?.kind === "binding" ? value.template : fallback;
  return { kind: "function", source: `return ${JSON.stringify(current ?? null)}` };
}

/** A template without the blanks around it where it begins and ends with an expression: one blank would turn its value into text. */
export function tidyTemplate(template: string): string {
  const trimmed = template.trim();
  return trimmed.startsWith("{{") && trimmed.endsWith("}}") ? trimmed : template;
}
