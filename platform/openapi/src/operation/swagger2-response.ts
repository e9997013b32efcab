import { type MediaType, type OperationResponse, escapePointer } from "@tessera/contracts";
import { compact, isObject, stringOf, type JsonObject } from "../json.ts";
import { extensionsOf } from "../source/keep.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import type { ReadResponse } from "./responses.ts";
import { inlineSchemaOf } from "./swagger2-schema.ts";

/** Reads responses of Swagger 2.0, whose media types stand in `produces`. */
export function swaggerResponseReader(produces: readonly string[]): ReadResponse {
  return (source, raw, pointer, scope) =>
    compact<OperationResponse>({
      description: stringOf(raw["description"]) ?? "",
      headers: readHeaders(source, raw["headers"], `${pointer}/headers`, scope),
      content: readContent(source, raw, produces, pointer, scope),
      extensions: extensionsOf(raw),
    });
}

function readContent(source: Source, raw: JsonObject, produces: readonly string[], pointer: string, scope: Scope): Record<string, MediaType> | undefined {
  const examples = isObject(raw["examples"]) ? raw["examples"] : {};
  const schema = raw["schema"] === undefined || raw["schema"] === null ? undefined : source.schemas.convert(raw["schema"], `${pointer}/schema`, scope);
  const shown = Object.keys(examples).filter((type) => type.includes("/"));
  const listed = produces.length > 0 ? produces : shown.length > 0 ? [] : ["application/json"];
  const types = schema === undefined ? shown : [...new Set([...listed, ...shown])];
  if (types.length === 0) return undefined;
  return Object.fromEntries(types.map((type) => [type, compact<MediaType>({ schema, example: Object.hasOwn(examples, type) ? examples[type] : undefined })]));
}

function readHeaders(source: Source, raw: unknown, pointer: string, scope: Scope): JsonObject | undefined {
  if (!isObject(raw)) return undefined;
  const headers = Object.entries(raw).flatMap(([name, header]): [string, JsonObject][] => {
    if (!isObject(header)) return [];
    const schema = source.schemas.convert(inlineSchemaOf(header), `${pointer}/${escapePointer(name)}`, scope);
    const fields = compact({ description: stringOf(header["description"]), schema });
    return [[name, { ...fields, ...extensionsOf(header) }]];
  });
  return headers.length === 0 ? undefined : Object.fromEntries(headers);
}
