/** One request as somebody made it, with its answer where that is known. */
export interface ExampleCall {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body?: ExampleBody;
  /** User name and password were given. */
  basic?: boolean;
  /** Answer: HTTP status, media type and text. */
  response?: { status: number; mediaType: string; text: string };
}

/** A body as text, or the fields of a form; `file` marks an upload, whose content is not kept. */
export type ExampleBody = { mediaType: string; text: string } | { mediaType: string; fields: { name: string; value: string; file?: boolean }[] };

export function headerOf(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  return headers.find(([known]) => known.toLowerCase() === name)?.[1];
}

/** `application/json; charset=utf-8` → `application/json`. */
export function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}
