import { type OperationResponse, escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { compact, isObject, stringOf, type JsonObject } from "../json.ts";
import { inlineMap } from "../source/inline.ts";
import { extensionsOf } from "../source/keep.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { readContent } from "./media.ts";
import { callMessages } from "./messages.ts";

/** How the response objects of one version of the format are read. */
export type ReadResponse = (source: Source, raw: JsonObject, pointer: string, scope: Scope) => OperationResponse;

/** Reads `responses` by status code, range or `default`; `kind` names the way of reading for shared responses. */
export function readResponses(source: Source, raw: unknown, pointer: string, scope: Scope, kind: string, read: ReadResponse): Record<string, OperationResponse> {
  const responses: Record<string, OperationResponse> = {};
  if (!isObject(raw)) {
    if (raw !== undefined && raw !== null) source.problems.add("warning", problemCodes.responseInvalid, pointer, callMessages.responsesInvalid(), scope.operation);
    return responses;
  }
  for (const key in raw) {
    if (key.startsWith("x-")) continue;
    const at = `${pointer}/${escapePointer(key)}`;
    const status = statusOf(key);
    if (status === undefined) {
      source.problems.add("warning", problemCodes.responseInvalid, at, callMessages.statusInvalid({ key: key.slice(0, 40) }), scope.operation);
      continue;
    }
    const response = source.refs.shared(kind, raw[key], at, scope, (value, place, within) => {
      if (isObject(value)) return read(source, value, place, within);
      source.problems.add("warning", problemCodes.responseInvalid, place, callMessages.responseInvalid(), within.operation);
      return { description: "" };
    });
    responses[status] = response ?? { description: "" };
  }
  return responses;
}

function statusOf(key: string): string | undefined {
  if (key === "default") return key;
  const upper = key.trim().toUpperCase();
  return /^[1-9](\d\d|XX)$/.test(upper) ? upper : undefined;
}

/** Reads a response of OpenAPI 3.x. */
export function readResponse(source: Source, raw: JsonObject, pointer: string, scope: Scope): OperationResponse {
  return compact<OperationResponse>({
    description: stringOf(raw["description"]) ?? "",
    headers: inlineMap(source, raw["headers"], `${pointer}/headers`, scope),
    content: readContent(source, raw["content"], `${pointer}/content`, scope),
    extensions: extensionsOf(raw, { links: inlineMap(source, raw["links"], `${pointer}/links`, scope) }),
  });
}
