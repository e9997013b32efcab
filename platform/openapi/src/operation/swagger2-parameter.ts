import type { MediaType, Parameter, RequestBody } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { compact, isObject, stringOf, type JsonObject } from "../json.ts";
import { extensionsOf } from "../source/keep.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { callMessages } from "./messages.ts";
import { readParameterKey, sharedFields } from "./parameter.ts";
import { inlineSchemaOf } from "./swagger2-schema.ts";

type Serialisation = Pick<Parameter, "style" | "explode">;

/** A `$ref`-free Swagger 2.0 parameter with the place where it stands. */
export interface RawParameter {
  raw: JsonObject;
  pointer: string;
  scope: Scope;
}

/** Reads a path, query or header parameter of Swagger 2.0; undefined after a finding when it cannot be used. */
export function readSwaggerParameter(source: Source, { raw, pointer, scope }: RawParameter): Parameter | undefined {
  const key = readParameterKey(source, raw, pointer, scope);
  if (key === undefined) return undefined;
  return compact<Parameter>({
    ...sharedFields(source, key, pointer, scope),
    schema: source.schemas.convert(isObject(raw["schema"]) ? raw["schema"] : inlineSchemaOf(raw), pointer, scope),
    ...serialisation(source, raw, key.in, pointer, scope),
    example: raw["example"] ?? raw["x-example"],
    extensions: extensionsOf(raw, { allowEmptyValue: raw["allowEmptyValue"] }),
  });
}

/** `collectionFormat` in the words of OpenAPI 3 (style and explode). */
function serialisation(source: Source, raw: JsonObject, place: string, pointer: string, scope: Scope): Serialisation {
  const format = stringOf(raw["collectionFormat"]);
  if (raw["type"] !== "array" && format === undefined) return {};
  const listStyle = place === "path" || place === "header" ? "simple" : "form";
  switch (format ?? "csv") {
    case "csv":
      return { style: listStyle, explode: false };
    case "multi":
      return { style: listStyle, explode: true };
    case "ssv":
      return { style: "spaceDelimited", explode: false };
    case "pipes":
      return { style: "pipeDelimited", explode: false };
    default:
      source.problems.add("warning", problemCodes.parameterStyle, `${pointer}/collectionFormat`, callMessages.listFormat({ format: String(format).slice(0, 40) }), scope.operation);
      return { style: listStyle, explode: false };
  }
}

/** The request body that Swagger 2.0 spells as `body` or `formData` parameters; undefined when there are none. */
export function readSwaggerBody(source: Source, parameters: readonly RawParameter[], consumes: readonly string[]): RequestBody | undefined {
  const [body, ...more] = parameters.filter(({ raw }) => raw["in"] === "body");
  const fields = parameters.filter(({ raw }) => raw["in"] === "formData");
  if (body === undefined) return fields.length === 0 ? undefined : readForm(source, fields, consumes);
  for (const { pointer, scope } of [...more, ...fields]) {
    source.problems.add("warning", problemCodes.parameterDuplicate, pointer, callMessages.secondBody(), scope.operation);
  }
  const { raw, pointer, scope } = body;
  const media: MediaType = raw["schema"] === undefined ? {} : { schema: source.schemas.convert(raw["schema"], `${pointer}/schema`, scope) };
  const types = consumes.length === 0 ? ["application/json"] : consumes;
  return {
    required: raw["required"] === true,
    ...compact({ description: stringOf(raw["description"]) }),
    content: Object.fromEntries(types.map((type) => [type, media])),
  };
}

function readForm(source: Source, fields: readonly RawParameter[], consumes: readonly string[]): RequestBody {
  const properties: JsonObject = {};
  const required: string[] = [];
  const encoding: JsonObject = {};
  for (const { raw, pointer, scope } of fields) {
    const name = stringOf(raw["name"]);
    if (name === undefined || name === "") {
      source.problems.add("warning", problemCodes.parameterInvalid, pointer, callMessages.formFieldNameless(), scope.operation);
      continue;
    }
    const schema = { ...inlineSchemaOf(raw), ...compact({ description: stringOf(raw["description"]) }), ...extensionsOf(raw) };
    properties[name] = source.schemas.convert(schema, pointer, scope);
    if (raw["required"] === true) required.push(name);
    const style = serialisation(source, raw, "query", pointer, scope);
    if (style.style !== undefined) encoding[name] = style;
  }
  const schema = { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
  const media: MediaType = { schema, ...(Object.keys(encoding).length > 0 ? { encoding } : {}) };
  return { required: required.length > 0, content: Object.fromEntries(formTypes(fields, consumes).map((type) => [type, media])) };
}

function formTypes(fields: readonly RawParameter[], consumes: readonly string[]): string[] {
  const forms = consumes.filter((type) => type === "multipart/form-data" || type === "application/x-www-form-urlencoded");
  const hasFile = fields.some(({ raw }) => raw["type"] === "file");
  if (hasFile) return ["multipart/form-data"];
  return forms.length > 0 ? [...new Set(forms)] : ["application/x-www-form-urlencoded"];
}
