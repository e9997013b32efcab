import type { Operation } from "./operation.ts";

/** Where a value goes into a call: a parameter of the operation, or a place in its JSON body. */
export type AsyncPlace = { in: "path" | "query" | "header"; name: string } | { in: "body"; pointer: string };

/** Reads `path.id`, `query.id`, `header.x-id` or `body./job/id`; null for anything else. */
export function parsePlace(text: string): AsyncPlace | null {
  const [, place, rest = ""] = /^(path|query|header|body)\.(.+)$/s.exec(text) ?? [];
  if (place === undefined) return null;
  if (place !== "body") return { in: place as "path" | "query" | "header", name: rest };
  return /^(\/([^~]|~0|~1)*)+$/.test(rest) ? { in: "body", pointer: rest } : null;
}

/** Whether an operation takes a value there. */
export function takesPlace({ parameters, requestBody }: Operation, place: AsyncPlace): boolean {
  if (place.in === "body") return requestBody !== undefined && takesJson(requestBody.content);
  return parameters.some((parameter) => parameter.in === place.in && sameName(place.in, parameter.name, place.name));
}

/** Names of headers have no case. */
export function sameName(place: AsyncPlace["in"], one: string, other: string): boolean {
  return place === "header" ? one.toLowerCase() === other.toLowerCase() : one === other;
}

function takesJson(content: Readonly<Record<string, unknown>>): boolean {
  const types = Object.keys(content);
  return types.length === 0 || types.some((type) => /^(application\/(.*\+)?json|\*\/\*)/i.test(type));
}
