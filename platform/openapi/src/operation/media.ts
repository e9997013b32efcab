import { type MediaType, type RequestBody, escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { compact, isObject, stringOf, type JsonObject } from "../json.ts";
import { inlineMap } from "../source/inline.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { callMessages } from "./messages.ts";

/** Reads the `content` of a body or response of OpenAPI 3.x; undefined when it has none. */
export function readContent(source: Source, raw: unknown, pointer: string, scope: Scope): Record<string, MediaType> | undefined {
  if (!isObject(raw)) {
    if (raw !== undefined && raw !== null) source.problems.add("warning", problemCodes.bodyInvalid, pointer, callMessages.contentInvalid(), scope.operation);
    return undefined;
  }
  const content: Record<string, MediaType> = {};
  for (const type in raw) {
    if (type.startsWith("x-")) continue;
    const at = `${pointer}/${escapePointer(type)}`;
    const media = source.refs.shared("media", raw[type], at, scope, (value, place, within) => readMediaType(source, value, place, within));
    content[type] = media ?? {};
  }
  return Object.keys(content).length === 0 ? undefined : content;
}

function readMediaType(source: Source, raw: unknown, pointer: string, scope: Scope): MediaType {
  if (raw === null) return {};
  if (!isObject(raw)) {
    source.problems.add("warning", problemCodes.bodyInvalid, pointer, callMessages.mediaInvalid(), scope.operation);
    return {};
  }
  return compact<MediaType>({
    schema: raw["schema"] === undefined ? undefined : source.schemas.convert(raw["schema"], `${pointer}/schema`, scope),
    example: raw["example"],
    examples: inlineMap(source, raw["examples"], `${pointer}/examples`, scope),
    encoding: inlineMap(source, raw["encoding"], `${pointer}/encoding`, scope),
  });
}

/** Reads a request body of OpenAPI 3.x. A body that cannot be read is taken as optional JSON of any shape, so that the operation stays callable. */
export function readRequestBody(source: Source, raw: unknown, pointer: string, scope: Scope): RequestBody | undefined {
  if (raw === undefined || raw === null) return undefined;
  const body = source.refs.shared("body", raw, pointer, scope, (value, at, within) => convertBody(source, value, at, within));
  return body ?? anyBody();
}

function convertBody(source: Source, raw: unknown, pointer: string, scope: Scope): RequestBody {
  const content = isObject(raw) ? readContent(source, raw["content"], `${pointer}/content`, scope) : undefined;
  if (!isObject(raw) || content === undefined) {
    source.problems.add("warning", problemCodes.bodyInvalid, pointer, callMessages.bodyWithoutMedia(), scope.operation);
    return isObject(raw) ? { ...anyBody(), ...bodyFields(raw) } : anyBody();
  }
  return { ...bodyFields(raw), content };
}

function bodyFields(raw: JsonObject): Pick<RequestBody, "required" | "description"> {
  return { required: raw["required"] === true, ...compact({ description: stringOf(raw["description"]) }) };
}

function anyBody(): RequestBody {
  return { required: false, content: { "application/json": {} } };
}
