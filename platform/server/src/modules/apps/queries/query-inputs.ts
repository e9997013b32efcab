import { type Message, type Operation, type Query, UserError } from "@tessera/contracts";
import { serverErrors } from "../../../errors.ts";
import { refuseUnsafeKeys } from "../../../http/unsafe-keys.ts";
import { queryMessages } from "./query.messages.ts";

/** The inputs of one run, by their names in the query. */
export type InputValues = Record<string, unknown>;

/** The same inputs as a call takes them. */
export interface SplitInputs {
  /** By `<in>.<name>`. */
  params: Record<string, unknown>;
  /** `undefined`: the query sets none. */
  body: unknown;
}

const bodyPrefix = "body.";

/**
 * Fixed inputs from the query, the others from the caller, who may send those that are bound and no others. Throws
 * `query.input` that names the field, or `request.unsafe-key`.
 */
export function chooseInputs(query: Query, given: Readonly<Record<string, unknown>>): InputValues {
  refuseUnsafeKeys(given, "refused");
  const declared = new Map(Object.entries(query.inputs));
  for (const name of Object.keys(given)) {
    const input = declared.get(name);
    if (input === undefined) throw inputError(query, name, queryMessages.inputUnknown({ known: [...declared.keys()].join(", ") || queryMessages.none() }));
    if (input.kind !== "binding") throw inputError(query, name, queryMessages.inputFixed());
  }
  const values: [string, unknown][] = [];
  for (const [name, input] of declared) {
    if (input.kind === "static") values.push([name, input.value]);
    else if (input.kind === "binding" && Object.hasOwn(given, name) && given[name] !== undefined) values.push([name, given[name]]);
  }
  return Object.fromEntries(values);
}

/** Sorts inputs into parameters and body. `body.<field>` sets a field of the body; empty text counts as absent where a parameter is optional. */
export function splitInputs(query: Query, operation: Operation, values: InputValues): SplitInputs {
  const params: [string, unknown][] = [];
  const fields: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith(bodyPrefix)) fields.push([name.slice(bodyPrefix.length), value]);
    else if (name !== "body" && !(isOptional(operation, name) && value === "")) params.push([name, value]);
  }
  return { params: Object.fromEntries(params), body: bodyOf(query, values["body"], fields) };
}

/** Whether an input's name can be one of the operation's. */
export function takesInput(operation: Operation, name: string): boolean {
  if (name === "body" || name.startsWith(bodyPrefix)) return operation.requestBody !== undefined;
  return operation.parameters.some((parameter) => `${parameter.in}.${parameter.name}` === name);
}

/** The refusal of one input of a run. */
export function inputError(query: Pick<Query, "name">, name: string, what: Message, inner = ""): UserError {
  return new UserError({ code: serverErrors.queryInput, message: queryMessages.input({ query: query.name, input: name + inner, what }), path: `/inputs/${name.replaceAll("~", "~0").replaceAll("/", "~1")}${inner}` });
}

function isOptional({ parameters }: Operation, name: string): boolean {
  return parameters.some((parameter) => `${parameter.in}.${parameter.name}` === name && !parameter.required && parameter.in !== "path");
}

function bodyOf(query: Query, whole: unknown, fields: readonly [string, unknown][]): unknown {
  if (fields.length === 0) return whole;
  if (whole !== undefined && (typeof whole !== "object" || whole === null || Array.isArray(whole))) throw inputError(query, "body", queryMessages.inputObject());
  return Object.fromEntries([...Object.entries(whole ?? {}), ...fields]);
}
