import type { Operation, Parameter } from "@tessera/contracts";
import { UsageError } from "../output/failure.ts";
import type { Translate } from "../text/text.ts";

export interface CallRequest {
  /** Path below the stage, with its query. */
  path: string;
  headers: Record<string, string>;
}

function find(operation: Operation, name: string, text: Translate): Parameter {
  const exact = operation.parameters.find((parameter) => `${parameter.in}.${parameter.name}` === name);
  if (exact) return exact;
  const named = operation.parameters.filter((parameter) => parameter.name === name);
  const known = operation.parameters.map((parameter) => `${parameter.in}.${parameter.name}`).join(", ") || "-";
  if (named.length > 1) throw new UsageError(text("ambiguousParam", { name, known }));
  const [parameter] = named;
  if (!parameter) throw new UsageError(text("unknownParam", { operation: operation.id, name, known }));
  return parameter;
}

/** Parameters by the names that were typed; a repeated one is a list. */
export function paramsOf(pairs: readonly string[], text: Translate): Record<string, string | string[]> {
  const params = new Map<string, string | string[]>();
  for (const pair of pairs) {
    const split = pair.indexOf("=");
    if (split < 1) throw new UsageError(text("badParam", { value: pair }));
    const [name, value] = [pair.slice(0, split), pair.slice(split + 1)];
    const before = params.get(name);
    params.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(params);
}

/** Path, query and headers of a call from `name=value` pairs; a repeated query parameter is sent repeatedly. */
export function buildRequest(operation: Operation, pairs: readonly string[], text: Translate): CallRequest {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const inPath = new Map<string, string>();
  const given = new Set<Parameter>();
  for (const pair of pairs) {
    const split = pair.indexOf("=");
    if (split < 1) throw new UsageError(text("badParam", { value: pair }));
    const parameter = find(operation, pair.slice(0, split), text);
    const value = pair.slice(split + 1);
    given.add(parameter);
    if (parameter.in === "path") inPath.set(parameter.name, value);
    else if (parameter.in === "query") query.append(parameter.name, value);
    else if (parameter.in === "header") headers[parameter.name.toLowerCase()] = value;
    else headers.cookie = [headers.cookie, `${parameter.name}=${encodeURIComponent(value)}`].filter(Boolean).join("; ");
  }
  const missing = operation.parameters.find((parameter) => parameter.required && !given.has(parameter));
  if (missing) throw new UsageError(text("missingParam", { operation: operation.id, name: `${missing.in}.${missing.name}` }));
  const path = operation.path.replace(/\{([^{}]+)\}/g, (_whole, name: string) => encodeURIComponent(inPath.get(name) ?? ""));
  return { path: query.size > 0 ? `${path}?${query}` : path, headers };
}
