import { UserError } from "@tessera/contracts";
import { openapiErrors } from "../errors.ts";
import { isObject, stringOf, type JsonObject } from "../json.ts";
import { limits } from "../limits.ts";
import { parseJson } from "../text/parse-json.ts";
import { type ExampleBody, type ExampleCall, essence, headerOf } from "./call.ts";
import { exampleMessages } from "./messages.ts";

/** Answers that are parts of a page, not of an API. */
const pageParts = /^(?:text\/(?:css|html|javascript)|image\/|font\/|audio\/|video\/|application\/(?:javascript|x-javascript|font|wasm|manifest))/;

/** The API calls of a HAR file (HTTP Archive 1.2), without pages, scripts, pictures and preflights. Throws `openapi.example-invalid` or `openapi.unreadable`. */
export function parseHar(text: string): ExampleCall[] {
  if (text.length > limits.jsonChars) throw new UserError({ code: openapiErrors.tooLarge, reason: "too-large", message: exampleMessages.tooLong({ limit: limits.jsonChars }) });
  const root = parseJson(text.replace(/^\uFEFF/, ""));
  const log = isObject(root) ? root["log"] : undefined;
  const entries = isObject(log) ? log["entries"] : undefined;
  if (!Array.isArray(entries)) throw new UserError({ code: openapiErrors.exampleInvalid, message: exampleMessages.notHar() });
  return entries.flatMap((entry: unknown) => (isObject(entry) ? callOf(entry) : []));
}

function callOf(entry: JsonObject): ExampleCall[] {
  const { request, response } = entry;
  if (!isObject(request)) return [];
  const method = (stringOf(request["method"]) ?? "").toUpperCase();
  const url = stringOf(request["url"]) ?? "";
  if (method === "" || method === "OPTIONS" || method === "CONNECT" || !/^https?:/i.test(url) || !URL.canParse(url)) return [];
  const answer = isObject(response) ? answerOf(response) : undefined;
  if (answer !== undefined && pageParts.test(answer.mediaType)) return [];
  const address = new URL(url);
  const basic = address.username !== "";
  address.username = "";
  address.password = "";
  const headers = pairsOf(request["headers"]);
  const body = bodyOf(request["postData"], headers);
  return [{ method, url: address.href, headers, ...(basic ? { basic } : {}), ...(body === undefined ? {} : { body }), ...(answer === undefined ? {} : { response: answer }) }];
}

function pairsOf(raw: unknown): [string, string][] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((pair: unknown): [string, string][] => (isObject(pair) && typeof pair["name"] === "string" ? [[pair["name"], stringOf(pair["value"]) ?? ""]] : []));
}

function bodyOf(raw: unknown, headers: readonly [string, string][]): ExampleBody | undefined {
  if (!isObject(raw)) return undefined;
  const mediaType = stringOf(raw["mimeType"]) ?? headerOf(headers, "content-type") ?? "application/octet-stream";
  const params = Array.isArray(raw["params"]) ? raw["params"].filter(isObject) : [];
  if (params.length === 0) return { mediaType, text: stringOf(raw["text"]) ?? "" };
  const fields = params.flatMap((param) => (typeof param["name"] === "string" ? [{ name: decoded(param["name"]), value: decoded(stringOf(param["value"]) ?? ""), file: typeof param["fileName"] === "string" }] : []));
  return { mediaType, fields };
}

/** Some browsers write form fields as they are sent. */
function decoded(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function answerOf(response: JsonObject): NonNullable<ExampleCall["response"]> | undefined {
  const status = response["status"];
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const content = isObject(response["content"]) ? response["content"] : {};
  const text = stringOf(content["text"]) ?? "";
  return { status, mediaType: essence(stringOf(content["mimeType"]) ?? ""), text: content["encoding"] === "base64" ? Buffer.from(text, "base64").toString("utf8") : text };
}
