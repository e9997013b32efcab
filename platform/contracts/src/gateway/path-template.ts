/** A piece of one segment of a template: fixed text (decoded) or a parameter. */
export type TemplatePart = { text: string } | { parameter: string };

/** A path template by segments, e.g. `/alerts/{id}:close` → `[[alerts], [{id}, :close]]`. */
export type PathTemplate = readonly (readonly TemplatePart[])[];

function parseSegment(segment: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of segment.matchAll(/\{([^{}]+)\}/g)) {
    if (match.index > end) parts.push({ text: decodeText(segment.slice(end, match.index)) });
    parts.push({ parameter: match[1] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < segment.length) parts.push({ text: decodeText(segment.slice(end)) });
  return parts;
}

/** A percent sign that encodes nothing stands for itself. */
function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (cause instanceof URIError) return text;
    throw cause;
  }
}

/** Reads a template; text in `{}` is a parameter, all else is itself. */
export function parseTemplate(template: string): PathTemplate {
  return template.slice(1).split("/").map(parseSegment);
}

/** Names of the parameters, in order. */
export function parametersOf(template: PathTemplate): string[] {
  return template.flatMap((parts) => parts.flatMap((part) => ("parameter" in part ? [part.parameter] : [])));
}

/** Encodes text as part of one path segment: slashes too, so that it stays one. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%(?:24|26|2B|2C|3A|3D|40)/g, (escape) => decodeURIComponent(escape));
}
