import { readReference } from "./template-text.ts";

/** A piece of one segment of a template: fixed text (decoded) or a parameter. */
export type TemplatePart = { text: string } | { parameter: string };

/** A path template by segments, e.g. `/alerts/{id}:close` → `[[alerts], [{id}, :close]]`. */
export type PathTemplate = readonly (readonly TemplatePart[])[];

/** A piece of a segment of a backend path, which may also be a variable of the stage. */
export type BackendPathPart = TemplatePart | { variable: string };
export type BackendPathTemplate = readonly (readonly BackendPathPart[])[];

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
export function parametersOf(template: BackendPathTemplate): string[] {
  return template.flatMap((parts) => parts.flatMap((part) => ("parameter" in part ? [part.parameter] : [])));
}

/**
 * Reads a backend path beside its front path: `${vars.name}` is a variable of the stage, `$${` stands for `${`, and `${id}` for a
 * dollar sign before the parameter `id` of the front path. `wrong` are the pieces that are none of these.
 */
export function parseBackendPath({ path, backend }: { path: string; backend: { path: string } }): { template: BackendPathTemplate; wrong: string[] } {
  const front = parseTemplate(path);
  if (backend.path === path || !backend.path.includes("${")) return { template: backend.path === path ? front : parseTemplate(backend.path), wrong: [] };
  const names = parametersOf(front);
  const wrong: string[] = [];
  const segments = backend.path.slice(1).split("/").map((segment) => parseBackendSegment(segment, names, wrong));
  return { template: segments, wrong };
}

function parseBackendSegment(segment: string, names: readonly string[], wrong: string[]): BackendPathPart[] {
  return segment.split(/(\$\$\{|\$\{[^{}]*\}|\$\{.*$)/).flatMap((piece, index): BackendPathPart[] => {
    if (index % 2 === 0) return parseSegment(piece);
    if (piece === "$${") return [{ text: "${" }];
    const inside = piece.endsWith("}") ? piece.slice(2, -1) : "";
    const reference = readReference(inside);
    if (reference?.source === "vars") return [{ variable: reference.name }];
    if (names.includes(inside)) return [{ text: "$" }, { parameter: inside }];
    wrong.push(piece);
    return [];
  });
}

/** Encodes text as part of one path segment: slashes too, so that it stays one. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%(?:24|26|2B|2C|3A|3D|40)/g, (escape) => decodeURIComponent(escape));
}
