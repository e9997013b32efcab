import type { Operation } from "@tessera/contracts";

/** What a person says of an operation that they add by hand. */
export interface NewOperation {
  method: Operation["method"];
  path: string;
  summary?: string | undefined;
}

function word(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}

/** A name for the operation, which the server makes free: `GET /hosts/{id}` → `getHostsById`. */
export function operationId(method: string, path: string): string {
  const parts = path.split("/").flatMap((part) => {
    const parameter = /^\{(.+)\}$/.exec(part)?.[1];
    return (parameter === undefined ? part : `By ${parameter}`).split(/[^A-Za-z0-9]+/).filter(Boolean);
  });
  return (method.toLowerCase() + parts.map(word).join("")).slice(0, 100);
}

/** The operation to save: parameters of the path are texts until somebody documents them. */
export function newOperation({ method, path, summary }: NewOperation): Operation {
  const names = [...new Set([...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ""))];
  return {
    id: operationId(method, path),
    method,
    path,
    ...(summary ? { summary } : {}),
    parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    responses: {},
    backend: {},
    security: { authenticate: true, grant: true },
  };
}
