import { type AsyncPlace, type Message, type Operation, UserError, parsePlace, sameName, segmentsOf } from "@tessera/contracts";
import { serverErrors } from "../../errors.ts";
import { type BuiltCall, type CallInputs, buildCall } from "../../gateway-call/build-call.ts";
import { runMessages } from "./run.messages.ts";
import type { RunSecrets } from "./run-record.ts";

/** The start of work: what the caller sent, the address for the callback, and the key that makes a repeated start harmless. */
export function startCall(operation: Operation, { params, body, callbackUrl }: RunSecrets, key: string): BuiltCall {
  const { callback, idempotencyHeader } = operation.async ?? {};
  const given: CallInputs = { params, ...(body === undefined ? {} : { body }) };
  const place = callback === undefined || callbackUrl === null ? null : parsePlace(callback.parameter);
  const call = buildCall(operation, place === null ? given : withValue(operation, given, place, callbackUrl));
  return idempotencyHeader === undefined ? call : { ...call, headers: { ...call.headers, [idempotencyHeader.toLowerCase()]: key } };
}

/** A call about work that was started: its id, and those inputs of the start that the operation takes too. */
export function followUpCall(operation: Operation, { params }: Pick<RunSecrets, "params">, parameter: string, id: string): BuiltCall {
  const place = parsePlace(parameter);
  const carried = Object.fromEntries(Object.entries(params).filter(([name]) => operation.parameters.some((one) => `${one.in}.${one.name}` === name)));
  return buildCall(operation, place === null ? { params: carried } : withValue(operation, { params: carried }, place, id));
}

/** Inputs by `<in>.<name>`, as parameters may also be given by their bare names. */
export function qualifiedParams({ parameters }: Operation, params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (parameters.some((one) => `${one.in}.${one.name}` === name)) return [name, value];
      const named = parameters.filter((one) => one.name === name);
      return [named.length === 1 && named[0] !== undefined ? `${named[0].in}.${name}` : name, value];
    }),
  );
}

function withValue(operation: Operation, { params, body }: CallInputs, place: AsyncPlace, value: unknown): CallInputs {
  if (place.in === "body") return { params, body: withField(body, segmentsOf(place.pointer), value) };
  const declared = operation.parameters.find((one) => one.in === place.in && sameName(place.in, one.name, place.name));
  return { params: { ...params, [`${place.in}.${declared?.name ?? place.name}`]: value }, ...(body === undefined ? {} : { body }) };
}

function withField(body: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (body !== undefined && body !== null && (typeof body !== "object" || Array.isArray(body))) throw notAnObject(runMessages.callbackObject());
  const fields = new Map(Object.entries((body ?? {}) as Record<string, unknown>));
  fields.set(first, withField(fields.get(first), rest, value));
  return Object.fromEntries(fields);
}

function notAnObject(message: Message): UserError {
  return new UserError({ code: serverErrors.callBody, message, path: "/body" });
}
