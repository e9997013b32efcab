import { type HttpMethod, type Operation, httpMethods, nameSchema, variableNameSchema } from "@tessera/contracts";
import { isObject, stringOf, type JsonObject } from "../json.ts";
import { problemCodes } from "../errors.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { operationMessages, pathMessages } from "./messages.ts";
import { repairPath } from "./path-repair.ts";
import { parsePathTemplate } from "./path-template.ts";

/** Where a backend path may take its values from, and where the description stands. */
export interface VendorPlace {
  names: readonly string[];
  /** Path that callers use. */
  path: string;
  pointer: string;
  scope: Scope;
}

/** A variable of the stage as paths of backends write it. */
const variableReference = /\$\{vars\.[A-Za-z_][A-Za-z0-9_]*\}/g;

/** The reference to a variable of the stage; undefined for a name that no variable can have. */
export function vendorVariable(name: string): string | undefined {
  return variableNameSchema.safeParse(name).success ? `\${vars.${name}}` : undefined;
}

const longestTimeoutMs = 600_000;

/** One of the methods that operations have; undefined for `ANY` and its like. */
export function vendorMethod(raw: unknown): HttpMethod | undefined {
  const upper = stringOf(raw)?.toUpperCase();
  return httpMethods.find((method) => method === upper);
}

/** Milliseconds of a time limit; 0 or nothing means the default of the stage. */
export function vendorTimeout(source: Source, raw: unknown, unitMs: number, pointer: string, scope: Scope): number | undefined {
  const value = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  if (typeof value !== "number" || !(value > 0)) return undefined;
  const ms = Math.ceil(value * unitMs);
  if (ms > longestTimeoutMs) source.problems.add("warning", problemCodes.backendInvalid, pointer, operationMessages.timeout(), scope.operation);
  return Math.min(ms, longestTimeoutMs);
}

/** The path if its parameters are those of the front path; undefined after a finding. `written` is what the document says. */
export function vendorPath(source: Source, path: string, written: string, names: readonly string[], pointer: string, scope: Scope): string | undefined {
  const plain = path.replaceAll(variableReference, "v");
  const parsed = repairPath(plain).path === plain ? parsePathTemplate(plain) : { reason: pathMessages.notPlain() };
  const unknown = "reason" in parsed ? undefined : parsed.names.find((name) => !names.includes(name));
  if (!("reason" in parsed) && unknown === undefined) return path;
  const why = "reason" in parsed ? parsed.reason : operationMessages.frontParameter({ parameter: `{${String(unknown).slice(0, 60)}}` });
  source.problems.add("warning", problemCodes.backendInvalid, pointer, operationMessages.backendPath({ path: written.slice(0, 200), why }), scope.operation);
  return undefined;
}

/** The backend without what is not stated. */
export function vendorBackend(parts: { name?: string | undefined; method?: HttpMethod | undefined; path?: string | undefined; timeoutMs?: number | undefined; request?: Operation["backend"]["request"] }): Operation["backend"] {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** The name of a backend that is not the stage's own; undefined for that one, and for names that none can have. */
export function vendorBackendName(raw: unknown, own: string): string | undefined {
  const name = stringOf(raw);
  return name !== own && nameSchema.safeParse(name).success ? name : undefined;
}

/** The field of an operation when it is an object. */
export function vendorField(raw: JsonObject, name: string): JsonObject | undefined {
  const value = raw[name];
  return isObject(value) ? value : undefined;
}
