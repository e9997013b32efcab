import type { PathTemplate } from "@tessera/contracts";

/** A template in the language of find-my-way, with positional names, as its names may not hold `-` or `.`. */
export interface RoutePattern {
  pattern: string;
  /** For each parameter of the template: the whole segment it is, or the name under which find-my-way reports it. */
  captures: ({ segment: number } | { name: string })[];
}

/** Fixed text: `:` is doubled, `*` would be a wildcard and becomes a parameter that matches itself only. */
function escapeText(text: string, place: string): string {
  return text.replaceAll(":", "::").replace(/\*/g, () => `:s${place}(\\*)`).replace(/[/?#]/g, (character) => encodeURIComponent(character));
}

/** The pattern of a template. A parameter that shares its segment with text or other parameters matches greedily. */
export function toRoutePattern(template: PathTemplate): RoutePattern {
  const captures: RoutePattern["captures"] = [];
  const segments = template.map((parts, segment) =>
    parts
      .map((part, index) => {
        const place = `${segment}x${index}`;
        if ("text" in part) return escapeText(part.text, place);
        const whole = parts.length === 1;
        captures.push(whole ? { segment } : { name: `p${place}` });
        return whole ? `:p${place}` : `:p${place}(.+)`;
      })
      .join(""),
  );
  return { pattern: `/${segments.join("/")}`, captures };
}
