import { type Message, defineMessages } from "../text/message.ts";
import { callingMessages } from "./calling.messages.ts";
import { type PathTemplate, parametersOf, parseBackendPath, parseTemplate } from "./path-template.ts";
import type { GatewayOperation } from "./snapshot.ts";

/** What routing sees of an operation. */
export type RoutedOperation = Pick<GatewayOperation, "id" | "method" | "path" | "matchSubpath"> & { backend: Pick<GatewayOperation["backend"], "path"> };

/** Why no gateway could serve a set of operations, at one of them. */
export interface RouteProblem {
  kind: "conflict" | "parameter";
  operation: string;
  /** Offending field of the operation as a JSON pointer. */
  field: "/path" | "/matchSubpath" | "/backend/path";
  message: Message;
}

const routeMessages = defineMessages({
  same: {
    en: "The operations '{operation}' and '{other}' both answer {method} {path}, names of path parameters aside; change the path of one.",
    "zh-CN": "接口“{operation}”与“{other}”都使用 {method} {path}（不计路径参数的名称），请修改其中一个的路径。",
  },
  sameBelow: {
    en: "The operations '{operation}' and '{other}' both serve everything below {method} {path}; let only one match sub-paths.",
    "zh-CN": "接口“{operation}”与“{other}”都匹配 {method} {path} 之下的所有路径，请只让其中一个匹配子路径。",
  },
  parameter: {
    en: "The backend path of the operation '{operation}' needs {parameter}, which its path {path} does not have; use a parameter of the path.",
    "zh-CN": "接口“{operation}”的后端路径需要 {parameter}，而路径 {path} 中没有；请使用路径里的参数。",
  },
});

/** Fixed text, so that it differs from a parameter and from the wildcard of a sub-path. */
function fixed(text: string): string {
  return text.replace(/[{}/%]/g, (character) => encodeURIComponent(character));
}

/** A segment without the names of its parameters. Beside text or parameters, routers take a literal `*` for a parameter. */
function segmentShape(parts: PathTemplate[number]): string {
  const [part] = parts;
  if (parts.length === 1 && part !== undefined && "text" in part && part.text === "*") return "%2A";
  return parts.map((one) => ("text" in one ? one.text.split("*").map(fixed).join("{}") : "{}")).join("");
}

function shapeOf(template: PathTemplate): string {
  return template.map((parts) => `/${segmentShape(parts)}`).join("");
}

/** Method and path without the names of its parameters: what two operations of a release cannot share, e.g. `GET /alerts/{}`. */
export function routeShape({ method, path }: Pick<RoutedOperation, "method" | "path">): string {
  return `${method} ${shapeOf(parseTemplate(path))}`;
}

/** All that keeps gateways from serving these operations together, in their order; gateways refuse what this finds. */
export function checkRoutes(operations: readonly RoutedOperation[]): RouteProblem[] {
  const problems: RouteProblem[] = [];
  const taken = new Map<string, string>();
  for (const operation of operations) {
    const { id, method, path } = operation;
    const front = parseTemplate(path);
    const shape = `${method} ${shapeOf(front)}`;
    const below = operation.matchSubpath ? `${shape.replace(/\/$/, "")}/*` : undefined;
    const same = taken.get(shape);
    const sameBelow = below === undefined ? undefined : taken.get(below);
    if (same !== undefined) problems.push({ kind: "conflict", operation: id, field: "/path", message: routeMessages.same({ operation: id, other: same, method, path }) });
    else if (sameBelow !== undefined) problems.push({ kind: "conflict", operation: id, field: "/matchSubpath", message: routeMessages.sameBelow({ operation: id, other: sameBelow, method, path }) });
    taken.set(shape, same ?? id);
    if (below !== undefined) taken.set(below, sameBelow ?? id);
    const names = parametersOf(front);
    const { template, wrong } = parseBackendPath(operation);
    for (const piece of wrong) problems.push({ kind: "parameter", operation: id, field: "/backend/path", message: callingMessages.wrongPathReference({ operation: id, wrong: piece, example: "${vars.region}" }) });
    const lacking = parametersOf(template).find((name) => !names.includes(name));
    if (lacking !== undefined) problems.push({ kind: "parameter", operation: id, field: "/backend/path", message: routeMessages.parameter({ operation: id, parameter: `{${lacking}}`, path }) });
  }
  return problems;
}
