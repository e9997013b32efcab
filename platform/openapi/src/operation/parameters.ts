import type { Parameter, RequestBody } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject } from "../json.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { callMessages } from "./messages.ts";
import type { RepairedPath } from "./path-repair.ts";
import { readParameter } from "./parameter.ts";
import { readSwaggerBody, readSwaggerParameter, type RawParameter } from "./swagger2-parameter.ts";

/** What the path of an operation says about its parameters. */
export interface PathNames {
  names: readonly string[];
  called: Pick<RepairedPath, "query" | "renamed">;
}

/** A list of parameters and where it stands. */
export interface ParameterList {
  raw: unknown;
  pointer: string;
}

/** Parameters of a path and of an operation, the latter winning; path parameters agree with the template afterwards. */
export function readParameters(source: Source, lists: readonly ParameterList[], path: PathNames, scope: Scope): Parameter[] {
  const found = lists.map(({ raw, pointer }) => {
    const items = itemsOf(source, raw, pointer, scope).map((item, index) =>
      source.refs.shared("parameter", item, `${pointer}/${index}`, scope, (value, at, within) => readParameter(source, value, at, within)),
    );
    return { pointer, items };
  });
  return matchTemplate(source, merge(source, found, scope), path, (lists.at(-1)?.pointer ?? "").replace(/\/parameters$/, ""), scope);
}

/** Like {@link readParameters} for Swagger 2.0, where bodies and forms are parameters too. */
export function readSwaggerParameters(
  source: Source,
  lists: readonly ParameterList[],
  path: PathNames,
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
    parameters: matchTemplate(source, merge(source, found, scope), path, (lists.at(-1)?.pointer ?? "").replace(/\/parameters$/, ""), scope),
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

function matchTemplate(source: Source, parameters: readonly Parameter[], { names, called }: PathNames, pointer: string, scope: Scope): Parameter[] {
  const result = parameters.flatMap((parameter) => (parameter.in === "path" ? placed(source, parameter, names, called, pointer, scope) : [parameter]));
  const defined = new Set(result.map(({ in: place, name }) => `${place} ${name}`));
  for (const name of names) {
    if (defined.has(`path ${name}`)) continue;
    source.problems.add("warning", problemCodes.parameterAdded, pointer, callMessages.parameterAdded({ name: name.slice(0, 60) }), scope.operation);
    result.push({ name, in: "path", required: true, schema: { type: "string" } });
  }
  for (const { name, value, required } of called.query) {
    if (defined.has(`query ${name}`) || name.length > 256) continue;
    defined.add(`query ${name}`);
    result.push({ name, in: "query", required, schema: value === undefined ? { type: "string" } : { const: value } });
  }
  return result;
}

/** A path parameter under the names that the path has for it; in the query where the path has it there. */
function placed(source: Source, parameter: Parameter, names: readonly string[], { query, renamed }: PathNames["called"], pointer: string, scope: Scope): Parameter[] {
  const paths = [...new Set([...(names.includes(parameter.name) ? [parameter.name] : []), ...renamed.filter(({ from }) => from === parameter.name).map(({ to }) => to)])];
  if (paths.length > 0) return paths.map((name) => (name === parameter.name ? parameter : { ...parameter, name }));
  const asked = query.find(({ name, described }) => (described ?? name) === parameter.name);
  if (asked !== undefined) {
    const { style: _style, ...rest } = parameter;
    return [{ ...rest, in: "query", name: asked.name, required: asked.required }];
  }
  source.problems.add("warning", problemCodes.parameterUnused, pointer, callMessages.parameterUnused({ parameter: `{${parameter.name.slice(0, 60)}}` }), scope.operation);
  return [];
}
