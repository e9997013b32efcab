import { type Message, type Operation, type Parameter, UserError, joinMessages, jsonPointer, verbatim } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import { gatewayCallMessages as say } from "./gateway-call.messages.ts";
import { styleCookie, styleHeader, stylePath, styleQuery } from "./parameter-style.ts";

/** A call of an operation as it goes to the gateway, below the stage's address. */
export interface BuiltCall {
  method: string;
  /** Path and query, starting with `/`. */
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export interface CallInputs {
  /** By `<in>.<name>`, or by bare name where only one parameter has it. */
  params: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/**
 * Builds a call from an operation's parameters and a caller's inputs: path encoded, query in its OpenAPI style, body in the
 * operation's media type. Throws {@link UserError} `call.parameter` or `call.body` that names the input.
 */
export function buildCall(operation: Operation, inputs: CallInputs): BuiltCall {
  const values = assign(operation, inputs.params);
  const query = values.filter(([{ in: place }]) => place === "query").flatMap(([parameter, value]) => styleQuery(parameter, value));
  const cookies = values.filter(([{ in: place }]) => place === "cookie").map(([parameter, value]) => styleCookie(parameter, value));
  const headers = Object.fromEntries(values.filter(([{ in: place }]) => place === "header").map(([parameter, value]) => [parameter.name.toLowerCase(), headerText(parameter, styleHeader(parameter, value))]));
  const { type, text } = bodyOf(operation, inputs.body);
  return {
    method: operation.method,
    target: pathOf(operation, values) + (query.length > 0 ? `?${query.join("&")}` : ""),
    headers: { accept: "application/json, */*;q=0.5", ...(type === undefined ? {} : { "content-type": type }), ...headers, ...(cookies.length > 0 ? { cookie: cookies.join("; ") } : {}) },
    body: text,
  };
}

type Assigned = [Parameter, unknown];

function assign(operation: Operation, params: Readonly<Record<string, unknown>>): Assigned[] {
  const assigned = new Map<Parameter, unknown>();
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    assigned.set(parameterOf(operation, key), value);
  }
  const missing = operation.parameters.find((parameter) => (parameter.required || parameter.in === "path") && !assigned.has(parameter));
  if (missing !== undefined) throw parameterError(missing, say.required());
  return [...assigned];
}

function parameterOf({ id, parameters }: Operation, key: string): Parameter {
  const exact = parameters.find(({ in: place, name }) => key === `${place}.${name}`);
  if (exact !== undefined) return exact;
  const named = parameters.filter(({ name }) => name === key);
  if (named.length === 1 && named[0] !== undefined) return named[0];
  const known = parameters.map(({ in: place, name }) => `${place}.${name}`).join(", ") || say.noParameters();
  const message = named.length > 1 ? say.ambiguous({ key, count: named.length, operation: id, known }) : say.unknown({ operation: id, key, known });
  throw new UserError({ code: serverErrors.callParameter, message, path: jsonPointer(["params", key]) });
}

function pathOf(operation: Operation, values: readonly Assigned[]): string {
  const byName = new Map(values.flatMap(([parameter, value]): [string, Assigned][] => (parameter.in === "path" ? [[parameter.name, [parameter, value]]] : [])));
  return operation.path.replace(/\{([^/}]*)\}/g, (template, name: string) => {
    const assigned = byName.get(name);
    if (assigned === undefined) return template;
    const text = stylePath(...assigned);
    if (text === "" || text === "." || text === "..") throw parameterError(assigned[0], say.noSegment());
    return text;
  });
}

function headerText(parameter: Parameter, text: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw parameterError(parameter, say.noHeader());
  return text;
}

function bodyOf({ id, requestBody }: Operation, body: unknown): { type?: string; text?: string | undefined } {
  if (requestBody === undefined) {
    if (body === undefined || body === null) return {};
    throw new UserError({ code: serverErrors.callBody, message: say.noBody({ operation: id }), path: "/body" });
  }
  if (body === undefined) {
    if (!requestBody.required) return {};
    throw new UserError({ code: serverErrors.callBody, message: say.needsBody({ operation: id }), path: "/body" });
  }
  const types = Object.keys(requestBody.content);
  const json = types.find((type) => /^application\/(.*\+)?json/i.test(type));
  if (json !== undefined || types.length === 0) return { type: json ?? "application/json", text: JSON.stringify(body) };
  const form = types.find((type) => /^application\/x-www-form-urlencoded/i.test(type));
  if (form !== undefined && typeof body === "object" && body !== null) return { type: form, text: formOf(body) };
  if (typeof body !== "string") throw new UserError({ code: serverErrors.callBody, message: say.textBody({ operation: id, types: joinMessages(types.map(verbatim), say.typesOr()) }), path: "/body" });
  return { type: types[0] ?? "text/plain", text: body };
}

function formOf(body: object): string {
  const pairs = Object.entries(body).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item: unknown): [string, string] => [name, typeof item === "object" ? JSON.stringify(item) : String(item)]));
  return new URLSearchParams(pairs).toString();
}

function parameterError(parameter: Parameter, what: Message): UserError {
  return new UserError({ code: serverErrors.callParameter, message: say.parameter({ name: `${parameter.in}.${parameter.name}`, what }), path: jsonPointer(["params", `${parameter.in}.${parameter.name}`]) });
}
