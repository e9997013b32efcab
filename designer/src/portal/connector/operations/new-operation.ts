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

/** A name for the operation that none of `taken` has: `GET /hosts/{id}` → `getHostsById`. */
export function operationId(method: string, path: string, taken: ReadonlySet<string>): string {
  const parts = path.split("/").flatMap((part) => {
    const parameter = /^\{(.+)\}$/.exec(part)?.[1];
    return (parameter === undefined ? part : `By ${parameter}`).split(/[^A-Za-z0-9]+/).filter(Boolean);
  });
  const base = (method.toLowerCase() + parts.map(word).join("")).slice(0, 100);
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}${count}`;
  return id;
}

/** The operation to save: parameters of the path are texts until somebody documents them. */
export function newOperation({ method, path, summary }: NewOperation, taken: ReadonlySet<string>): Operation {
  const names = [...new Set([...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ""))];
  return {
    id: operationId(method, path, taken),
    method,
    path,
    ...(summary ? { summary } : {}),
    parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    responses: {},
    backend: {},
    security: { authenticate: true, grant: true },
  };
}
