import type { OperationInput } from "@tessera/contracts";
import { isObject, type JsonObject } from "../json.ts";
import { type ExampleBody, essence } from "./call.ts";
import type { PlacedCall } from "./example-path.ts";
import { inferSchema, mergeSchemas } from "./infer-schema.ts";
import { isSecret, withoutSecrets } from "./secrets.ts";

type Parameters = NonNullable<OperationInput["parameters"]>;
type Content = NonNullable<NonNullable<OperationInput["requestBody"]>["content"]>;

/** Headers of the connection, the browser and the media types; none is a parameter of an API. */
const plumbing = /^(?::|sec-|proxy-|x-forwarded|x-real-ip$|(?:accept|accept-(?:charset|encoding|language)|authorization|cache-control|connection|content-(?:type|length|encoding)|cookie|date|dnt|expect|forwarded|host|if-[a-z-]+|keep-alive|max-forwards|origin|pragma|priority|referer|te|trailer|traceparent|tracestate|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|via|x-requested-with)$)/i;
/** Larger examples say no more, and make documents heavy. */
const longestExample = 20_000;

/** Parameters of the path, the query and the headers of calls of one operation; secret ones are left out. */
export function parametersOf(calls: readonly PlacedCall[]): Parameters {
  const [first] = calls;
  const path = (first?.path.parameters ?? []).map(({ name, value, type }) => ({ name, in: "path" as const, required: true, schema: type === "integer" ? { type: "integer" } : type === "uuid" ? { type: "string", format: "uuid" } : { type: "string" }, example: type === "integer" && Number.isSafeInteger(Number(value)) ? Number(value) : value }));
  const query = collect(calls.map(({ url }) => [...url.searchParams]), "query");
  const headers = collect(calls.map(({ call }) => call.headers.filter(([name]) => !plumbing.test(name) && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))), "header");
  return [...path, ...query, ...headers];
}

function collect(calls: readonly (readonly [string, string])[][], place: "query" | "header"): Parameters {
  const found = new Map<string, { name: string; values: string[]; calls: number; repeated: boolean }>();
  for (const pairs of calls) {
    const inCall = Map.groupBy(pairs.filter(([name, value]) => name !== "" && name.length <= 256 && !isSecret(name, value)), ([name]) => (place === "header" ? name.toLowerCase() : name));
    for (const [key, list] of inCall) {
      const known = found.get(key) ?? { name: list[0]?.[0] ?? key, values: [], calls: 0, repeated: false };
      known.values.push(...list.map(([, value]) => value));
      known.calls += 1;
      known.repeated ||= place === "query" && list.length > 1;
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ name, values, calls: count, repeated }) => {
    const item = values.map((value) => inferSchema(scalarOf(value))).reduce(mergeSchemas);
    const example = scalarOf(values[0] ?? "");
    return { name, in: place, required: place === "query" && calls.length > 1 && count === calls.length, schema: repeated ? { type: "array", items: item } : item, example: repeated ? [example] : example };
  });
}

/** A number or boolean that is written as JSON writes it, else the text. */
function scalarOf(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(text) ? Number(text) : text;
}

/** The request body of calls of one operation, by media type. */
export function bodyOf(calls: readonly PlacedCall[]): Pick<OperationInput, "requestBody"> {
  const bodies = calls.flatMap(({ call }) => (call.body === undefined ? [] : [call.body]));
  if (bodies.length === 0) return {};
  const content: Content = {};
  for (const body of bodies) addContent(content, typeOf(body), valueOf(body));
  return { requestBody: { required: bodies.length === calls.length, content } };
}

/** Answers by status and media type. */
export function responsesOf(calls: readonly PlacedCall[]): NonNullable<OperationInput["responses"]> {
  const responses: Record<string, { description: string; content?: Content }> = {};
  for (const { call } of calls) {
    if (call.response === undefined) continue;
    const { status, mediaType, text } = call.response;
    const response = (responses[String(status)] ??= { description: "" });
    if (mediaType !== "" && text !== "") addContent((response.content ??= {}), mediaType, textValue(mediaType, text));
  }
  return responses;
}

function addContent(content: Content, type: string, { value, schema }: { value?: unknown; schema: JsonObject }): void {
  const known = content[type];
  if (known !== undefined) known.schema = isObject(known.schema) ? mergeSchemas(known.schema, schema) : schema;
  else {
    const example = withoutSecrets(value);
    content[type] = { schema, ...(example === undefined || JSON.stringify(example).length > longestExample ? {} : { example }) };
  }
}

function typeOf(body: ExampleBody): string {
  const type = essence(body.mediaType);
  // People forget the header; curl then says that JSON is a form.
  return type === "application/x-www-form-urlencoded" && "text" in body && jsonIn(body.text) !== undefined ? "application/json" : type;
}

function valueOf(body: ExampleBody): { value?: unknown; schema: JsonObject } {
  if ("text" in body) return textValue(typeOf(body), body.text);
  const value = Object.fromEntries(body.fields.filter(({ file }) => file !== true).map(({ name, value: text }) => [name, scalarOf(text)]));
  const schema = inferSchema(Object.fromEntries(body.fields.map(({ name, value: text }) => [name, scalarOf(text)])));
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  for (const { name, file } of body.fields) if (file === true) properties[name] = { type: "string", format: "binary" };
  return { value, schema };
}

function textValue(type: string, text: string): { value?: unknown; schema: JsonObject } {
  if (/[/+]json$/.test(type)) {
    const value = jsonIn(text);
    return value === undefined ? { schema: {} } : { value, schema: inferSchema(value) };
  }
  if (type === "application/x-www-form-urlencoded") {
    const value = Object.fromEntries([...new URLSearchParams(text)].map(([name, part]) => [name, scalarOf(part)]));
    return { value, schema: inferSchema(value) };
  }
  return { schema: /^text\/|xml$/.test(type) ? { type: "string" } : { type: "string", format: "binary" } };
}

/** The object or list that a text is in JSON. */
function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
