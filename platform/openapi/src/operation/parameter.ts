import { type Parameter, escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { booleanOf, compact, isObject, stringOf, type JsonObject } from "../json.ts";
import { inlineMap } from "../source/inline.ts";
import { extensionsOf } from "../source/keep.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { callMessages } from "./messages.ts";

type Style = NonNullable<Parameter["style"]>;

const places = new Set(["path", "query", "header", "cookie"]);

/** Style values of OpenAPI 3.1 by place of the parameter. */
const styles: Readonly<Record<Parameter["in"], readonly Style[]>> = {
  path: ["simple", "matrix", "label"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** Headers that OpenAPI describes elsewhere (content types, security) and tells readers to ignore as parameters. */
const describedElsewhere = new Set(["accept", "content-type", "authorization"]);

/** Name and place of a parameter; undefined after a finding when it is none. */
export function readParameterKey(source: Source, raw: unknown, pointer: string, scope: Scope): { raw: JsonObject; name: string; in: Parameter["in"] } | undefined {
  if (!isObject(raw)) {
    source.problems.add("warning", problemCodes.parameterInvalid, pointer, callMessages.parameterNotObject(), scope.operation);
    return undefined;
  }
  const name = stringOf(raw["name"]) ?? "";
  const place = stringOf(raw["in"]) ?? "";
  if (name === "" || name.length > 256 || !places.has(place)) {
    source.problems.add("warning", problemCodes.parameterInvalid, pointer, callMessages.parameterInvalid({ name: name.slice(0, 60) }), scope.operation);
    return undefined;
  }
  if (place === "header" && describedElsewhere.has(name.toLowerCase())) {
    source.problems.add("info", problemCodes.parameterIgnored, pointer, callMessages.headerIgnored({ name }), scope.operation);
    return undefined;
  }
  return { raw, name, in: place as Parameter["in"] };
}

/** Fields that a parameter has in every version of the format. */
export function sharedFields(source: Source, key: { raw: JsonObject; name: string; in: Parameter["in"] }, pointer: string, scope: Scope): Pick<Parameter, "name" | "in" | "required" | "description" | "deprecated"> {
  const { raw, name } = key;
  if (key.in === "path" && raw["required"] !== true) {
    source.problems.add("info", problemCodes.parameterRequired, pointer, callMessages.pathRequired({ name: name.slice(0, 60) }), scope.operation);
  }
  return {
    name,
    in: key.in,
    required: key.in === "path" || raw["required"] === true,
    ...compact({ description: stringOf(raw["description"]), deprecated: booleanOf(raw["deprecated"]) }),
  };
}

/** Reads a parameter of OpenAPI 3.x; undefined after a finding when it cannot be used. */
export function readParameter(source: Source, value: unknown, pointer: string, scope: Scope): Parameter | undefined {
  const key = readParameterKey(source, value, pointer, scope);
  if (key === undefined) return undefined;
  const { raw } = key;
  const media = firstMedia(raw["content"]);
  const examples = inlineMap(source, raw["examples"], `${pointer}/examples`, scope);
  const content = media === undefined ? undefined : inlineMap(source, raw["content"], `${pointer}/content`, scope);
  const schema = contentSchema(source, raw, media, pointer, scope);
  return compact<Parameter>({
    ...sharedFields(source, key, pointer, scope),
    schema,
    style: readStyle(source, raw["style"], key.in, pointer, scope),
    explode: booleanOf(raw["explode"]),
    example: raw["example"] ?? firstExample(examples),
    extensions: extensionsOf(raw, { allowEmptyValue: raw["allowEmptyValue"], allowReserved: raw["allowReserved"], examples, content }),
  });
}

function contentSchema(source: Source, raw: JsonObject, media: { type: string; value: JsonObject } | undefined, pointer: string, scope: Scope): Parameter["schema"] {
  if (raw["schema"] !== undefined) return source.schemas.convert(raw["schema"], `${pointer}/schema`, scope);
  if (media?.value["schema"] === undefined) return true;
  return source.schemas.convert(media.value["schema"], `${pointer}/content/${escapePointer(media.type)}/schema`, scope);
}

function firstMedia(content: unknown): { type: string; value: JsonObject } | undefined {
  const [entry] = isObject(content) ? Object.entries(content) : [];
  return entry !== undefined && isObject(entry[1]) ? { type: entry[0], value: entry[1] } : undefined;
}

function firstExample(examples: JsonObject | undefined): unknown {
  const [first] = Object.values(examples ?? {});
  return isObject(first) ? first["value"] : undefined;
}

function readStyle(source: Source, raw: unknown, place: Parameter["in"], pointer: string, scope: Scope): Style | undefined {
  if (raw === undefined || raw === null) return undefined;
  const style = styles[place].find((known) => known === raw);
  if (style === undefined) {
    source.problems.add("warning", problemCodes.parameterStyle, `${pointer}/style`, callMessages.styleUnknown({ place, style: String(raw).slice(0, 40), used: styles[place][0] ?? "" }), scope.operation);
  }
  return style;
}
