import type { Parameter, RequestBody } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject } from "../json.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { callMessages } from "./messages.ts";
import { readParameter } from "./parameter.ts";
import { readSwaggerBody, readSwaggerParameter, type RawParameter } from "./swagger2-parameter.ts";

/** A list of parameters and where it stands. */
export interface ParameterList {
  raw: unknown;
  pointer: string;
}

/** Parameters of a path and of an operation, the latter winning; path parameters agree with the template afterwards. */
export function readParameters(source: Source, lists: readonly ParameterList[], template: readonly string[], scope: Scope): Parameter[] {
  const found = lists.map(({ raw, pointer }) => {
    const items = itemsOf(source, raw, pointer, scope).map((item, index) =>
      source.refs.shared("parameter", item, `${pointer}/${index}`, scope, (value, at, within) => readParameter(source, value, at, within)),
    );
    return { pointer, items };
  });
  return matchTemplate(source, merge(source, found, scope), template, (lists.at(-1)?.pointer ?? "").replace(/\/parameters$/, ""), scope);
}

/** Like {@link readParameters} for Swagger 2.0, where bodies and forms are parameters too. */
export function readSwaggerParameters(
  source: Source,
  lists: readonly ParameterList[],
  template: readonly string[],
  consumes: readonly string[],
  scope: Scope,
): { parameters: Parameter[]; requestBody: RequestBody | undefined } {
  const raws = lists.map(({ raw, pointer }) => ({
    pointer,
    items: itemsOf(source, raw, pointer, scope).flatMap((item, index): RawParameter[] => {
      const resolved = source.refs.shared("raw", item, `${pointer}/${index}`, scope, (value, at, within) => ({ value, at, within }));
      if (resolved === undefined) return [];
      const { value, at, within } = resolved;
      return isObject(value) ? [{ raw: value, pointer: at, scope: within }] : [];
    }),
  }));
  const isBody = ({ raw }: RawParameter): boolean => raw["in"] === "body" || raw["in"] === "formData";
  const found = raws.map(({ pointer, items }) => ({ pointer, items: items.filter((item) => !isBody(item)).map((item) => readSwaggerParameter(source, item)) }));
  return {
    parameters: matchTemplate(source, merge(source, found, scope), template, (lists.at(-1)?.pointer ?? "").replace(/\/parameters$/, ""), scope),
    requestBody: readSwaggerBody(source, bodyParameters(raws.map(({ items }) => items.filter(isBody))), consumes),
  };
}

/** Body parameters of the operation; those of the path that it does not replace. */
function bodyParameters([ofPath = [], ofOperation = []]: readonly RawParameter[][]): RawParameter[] {
  if (ofOperation.some(({ raw }) => raw["in"] === "body")) return ofOperation;
  const own = new Set(ofOperation.map(({ raw }) => raw["name"]));
  return [...ofPath.filter(({ raw }) => (raw["in"] === "body" ? ofOperation.length === 0 : !own.has(raw["name"]))), ...ofOperation];
}

function itemsOf(source: Source, raw: unknown, pointer: string, scope: Scope): unknown[] {
  if (Array.isArray(raw)) return raw;
  if (raw !== undefined && raw !== null) source.problems.add("warning", problemCodes.parameterInvalid, pointer, callMessages.parametersInvalid(), scope.operation);
  return [];
}

function merge(source: Source, lists: readonly { pointer: string; items: readonly (Parameter | undefined)[] }[], scope: Scope): Parameter[] {
  const merged = new Map<string, Parameter>();
  for (const { pointer, items } of lists) {
    const own = new Set<string>();
    for (const [index, parameter] of items.entries()) {
      if (parameter === undefined) continue;
      const key = `${parameter.in} ${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
      if (own.has(key)) {
        source.problems.add("warning", problemCodes.parameterDuplicate, `${pointer}/${index}`, callMessages.parameterTwice({ place: parameter.in, name: parameter.name.slice(0, 60) }), scope.operation);
        continue;
      }
      own.add(key);
      merged.set(key, parameter);
    }
  }
  return [...merged.values()];
}

function matchTemplate(source: Source, parameters: readonly Parameter[], template: readonly string[], pointer: string, scope: Scope): Parameter[] {
  const result = parameters.filter((parameter) => {
    if (parameter.in !== "path" || template.includes(parameter.name)) return true;
    source.problems.add("warning", problemCodes.parameterUnused, pointer, callMessages.parameterUnused({ parameter: `{${parameter.name.slice(0, 60)}}` }), scope.operation);
    return false;
  });
  const defined = new Set(result.filter(({ in: place }) => place === "path").map(({ name }) => name));
  for (const name of template) {
    if (defined.has(name)) continue;
    source.problems.add("warning", problemCodes.parameterAdded, pointer, callMessages.parameterAdded({ name: name.slice(0, 60) }), scope.operation);
    result.push({ name, in: "path", required: true, schema: { type: "string" } });
  }
  return result;
}
