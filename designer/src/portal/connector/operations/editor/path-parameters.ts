import type { Operation, Parameter } from "@tessera/contracts";

/** Names of the path's parameters in their order; none while a path is half typed. */
export function pathNames(path: string): string[] {
  return [...new Set([...path.matchAll(/\{([^{}/]+)\}/g)].map((match) => match[1] ?? ""))];
}

/** The operation with another path: a parameter that was renamed keeps its docs, new ones are added, those that the path no longer has go. */
export function withPath(operation: Operation, path: string): Operation {
  const before = pathNames(operation.path);
  const names = pathNames(path);
  const left = before.filter((name) => !names.includes(name));
  const inPath = new Map(operation.parameters.filter((parameter) => parameter.in === "path").map((parameter) => [parameter.name, parameter]));
  const renamed = (name: string): Parameter | undefined => {
    const old = before.includes(name) ? undefined : left.shift();
    const known = old === undefined ? undefined : inPath.get(old);
    return known && { ...known, name };
  };
  const own = names.map((name): Parameter => inPath.get(name) ?? renamed(name) ?? { name, in: "path", required: true, schema: { type: "string" } });
  return { ...operation, path, parameters: [...own, ...operation.parameters.filter((parameter) => parameter.in !== "path")] };
}

