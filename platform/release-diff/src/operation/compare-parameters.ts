import { type Operation, type Parameter, parametersOf, parseTemplate, routeShape } from "@tessera/contracts";
import { ComparisonReport } from "../change/report-comparison.ts";
import { equalJson } from "../schema/json.ts";
import { below } from "../schema/located.ts";
import { type OperationPair, operationPointer } from "./context.ts";

/** Parameters of path, query, header and cookie. */
export function compareParameters(pair: OperationPair): void {
  const { before, after, list } = pair;
  const renamed = renamedInPath(before, after);
  const [old, now] = [byKey(before.parameters), byKey(after.parameters)];
  for (const [key, { parameter, index }] of old) {
    const to = parameter.in === "path" ? renamed.get(parameter.name) : undefined;
    const found = to === undefined ? now.get(key) : now.get(`path.${to}`);
    if (found === undefined) list.add("parameterRemoved", { side: "input", path: pathOf(parameter), pointer: operationPointer(before, "parameters", index) }, parameter.name, null);
    else {
      if (to !== undefined) list.add("parameterRenamed", { side: "input", path: pathOf(parameter), pointer: operationPointer(after, "parameters", found.index) }, parameter.name, to);
      compareParameter(pair, parameter, found.parameter, found.index);
    }
  }
  const taken = new Set([...renamed.values()].map((name) => `path.${name}`));
  for (const [key, { parameter, index }] of now) {
    if (old.has(key) || (taken.has(key) && parameter.in === "path")) continue;
    list.add(isRequired(parameter) ? "parameterAddedRequired" : "parameterAdded", { side: "input", path: pathOf(parameter), pointer: operationPointer(after, "parameters", index) }, null, parameter.name);
  }
}

function compareParameter({ comparer, list, after: operation }: OperationPair, before: Parameter, after: Parameter, index: number): void {
  const at = (...steps: string[]) => ({ side: "input", path: pathOf(after), pointer: operationPointer(operation, "parameters", index, ...steps) }) as const;
  if (isRequired(before) !== isRequired(after)) list.add(isRequired(after) ? "parameterRequired" : "parameterOptional", at("required"), isRequired(before), isRequired(after));
  const [style, styleNow] = [styleOf(before), styleOf(after)];
  if (style !== styleNow) list.add("parameterStyle", at("style"), style, styleNow);
  if ((before.deprecated ?? false) !== (after.deprecated ?? false)) list.add("parameterDeprecated", at("deprecated"), before.deprecated ?? false, after.deprecated ?? false);
  const texts = ({ description, example, extensions }: Parameter): unknown => ({ description, example, extensions });
  if (!equalJson(texts(before), texts(after))) list.add("parameterTexts", at());
  const report = new ComparisonReport(comparer, list, { side: "input" });
  report.take(comparer.compare(below(before.schema, ""), below(after.schema, at("schema").pointer)), pathOf(after));
  report.finish();
}

/** Places of inputs as queries of apps name them: `["query", "limit"]`. */
function pathOf(parameter: Parameter): string[] {
  return [parameter.in, parameter.name];
}

function isRequired(parameter: Parameter): boolean {
  return parameter.required || parameter.in === "path";
}

/** Names of headers have no case (RFC 9110, 5.1). */
function byKey(parameters: readonly Parameter[]): Map<string, { parameter: Parameter; index: number }> {
  return new Map(parameters.map((parameter, index) => [`${parameter.in}.${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`, { parameter, index }]));
}

const defaultStyle = { path: "simple", header: "simple", query: "form", cookie: "form" } as const;

/** How arrays and objects are written (OpenAPI 3.1, "Style Values"). */
function styleOf(parameter: Parameter): string {
  const style = parameter.style ?? defaultStyle[parameter.in];
  return (parameter.explode ?? style === "form") ? `${style}, explode` : style;
}

/** New names of path parameters by the old ones, where the paths are the same otherwise. */
function renamedInPath(before: Operation, after: Operation): Map<string, string> {
  const [old, now] = [namesIn(before.path), namesIn(after.path)];
  if (before.path === after.path || old.length !== now.length) return new Map();
  if (routeShape({ method: "GET", path: before.path }) !== routeShape({ method: "GET", path: after.path })) return new Map();
  return new Map(old.flatMap((name, index): [string, string][] => (now[index] === undefined || now[index] === name ? [] : [[name, now[index]]])));
}

function namesIn(path: string): string[] {
  return parametersOf(parseTemplate(path));
}
