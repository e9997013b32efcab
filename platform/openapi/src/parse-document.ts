import { UserError, jsonErrorPlace, jsonErrorReason, type ImportProblem, type ImportReport, type Message } from "@tessera/contracts";
import { openapiErrors, problemCodes } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { Problems } from "./problems.ts";
import { mayBeDescription, tooDeepAt } from "./text/first-look.ts";
import { countKeys, findDuplicateKeys } from "./text/json-keys.ts";
import { lenientJson } from "./text/lenient-json.ts";
import { jsonLocator } from "./text/locate-json.ts";
import { textMessages } from "./text/messages.ts";
import { parseJson } from "./text/parse-json.ts";
import { parseYaml } from "./text/parse-yaml.ts";
import type { Locate, Place } from "./text/place.ts";
import { readText } from "./text/read-text.ts";
import { sweep } from "./text/sweep.ts";
import { documentMessages } from "./messages.ts";

export type DocumentFormat = ImportReport["format"];

/** An API description that was read and is safe to walk: bounded depth, no cycles, no `__proto__`, JSON values only. */
export interface ParsedDocument {
  readonly format: DocumentFormat;
  /** As the document states it, e.g. `3.0.3`. */
  readonly version: string;
  readonly syntax: "json" | "yaml";
  readonly root: JsonObject;
  readonly problems: readonly ImportProblem[];
  /** Lines and columns of values, by pointer. */
  readonly locate: Locate;
}

/** A JSON text larger than this that has a syntax error is not tried as YAML (trailing commas, comments). */
const yamlRetryChars = 256 * 1024;

/**
 * Reads an OpenAPI 3.1, 3.0 or Swagger 2.0 document from JSON or YAML. Throws {@link UserError} `openapi.unreadable`
 * (detail: line, column), `openapi.too-large` or `openapi.version`.
 */
export function parseDocument(input: string | Uint8Array): ParsedDocument {
  const problems = new Problems();
  const { text, guessed } = readText(input);
  if (guessed !== undefined) problems.add("warning", problemCodes.encodingGuessed, "", textMessages.encodingGuessed({ encoding: guessed }));
  const looksJson = /^\s*\{/.test(text);
  checkSize(text, looksJson ? limits.jsonChars : limits.yamlChars);
  if (text.includes("\uFFFD")) {
    problems.add("info", problemCodes.replacementCharacters, "", documentMessages.replacementCharacters());
  }
  const { value, syntax, locate, doubt } = looksJson ? readJson(text, problems) : readYaml(text, problems);
  // What is no API description after a repair was not meant to be read that way.
  if (doubt !== undefined && !(isObject(value) && (value["openapi"] ?? value["swagger"]) !== undefined)) throw doubt;
  if (!isObject(value)) {
    throw new UserError({ code: openapiErrors.unreadable, message: documentMessages.noObject() });
  }
  const { format, version } = detectVersion(value, problems);
  return { format, version, syntax, root: value, problems: problems.report(), locate };
}

type Read = { value: unknown; syntax: ParsedDocument["syntax"]; locate: Locate; doubt?: unknown };

function readJson(text: string, problems: Problems): Read {
  const deep = tooDeepAt(text);
  if (deep !== undefined) throw new UserError({ code: openapiErrors.tooLarge, reason: "too-large", message: textMessages.tooLarge({ what: textMessages.tooManyLevelsAt({ limit: limits.depth, line: deep.line, column: deep.column }) }), detail: { ...deep } });
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    return readAlmostJson(text, problems, error);
  }
  return fromJson(text, value, problems);
}

function fromJson(text: string, value: unknown, problems: Problems): Read {
  const keys = sweep(value, problems);
  if (countKeys(text) > keys) {
    for (const pointer of findDuplicateKeys(text, limits.problemsPerCode)) {
      if (!pointer.endsWith("/__proto__")) problems.add("warning", problemCodes.duplicateKey, pointer, documentMessages.duplicateKey());
    }
  }
  return { value, syntax: "json", locate: jsonLocator(text) };
}

/** Whether a comment, a spare comma or a raw control character is what no JSON parser takes; spares large texts a copy. */
function mayBeLenient(text: string, { line, column }: Place): boolean {
  let start = 0;
  for (let count = 1; count < line; count += 1) start = text.indexOf("\n", start) + 1;
  const char = text.charAt(start + column - 1);
  return char !== "" && ("/#}],".includes(char) || char < " ");
}

/** JSON as people and their editors write it; when it is not even that, the JSON error is the one to show. */
function readAlmostJson(text: string, problems: Problems, error: unknown): Read {
  const place = jsonErrorPlace(text) ?? { line: 1, column: 1 };
  if (!mayBeLenient(text, place)) {
    if (text.length > yamlRetryChars) throw error;
    return readAsYamlAfterAll(text, problems, error);
  }
  const lenient = lenientJson(text);
  let value: unknown;
  try {
    value = JSON.parse(lenient);
  } catch (second) {
    if (!(second instanceof SyntaxError)) throw second;
    if (text.length > yamlRetryChars) throw error;
    return readAsYamlAfterAll(text, problems, error);
  }
  const reason = jsonErrorReason(error instanceof UserError && error.cause instanceof Error ? error.cause.message : "");
  problems.addAt("info", problemCodes.textRepaired, place, textMessages.jsonRepaired({ reason }));
  return { ...fromJson(lenient, value, problems), doubt: error };
}

/** JSON with trailing commas or comments is YAML in flow style; when it is not even that, the JSON error is the one to show. */
function readAsYamlAfterAll(text: string, problems: Problems, jsonError: unknown): Read {
  try {
    return { ...readYaml(text, problems), doubt: jsonError };
  } catch (error) {
    if (error instanceof UserError && error.code !== openapiErrors.unreadable) throw error;
    throw jsonError;
  }
}

function readYaml(text: string, problems: Problems): Read {
  // Line ends of old Macs, and the no-break spaces that word processors indent with.
  const ended = text.includes("\n") ? text : text.replaceAll("\r", "\n");
  const plain = !ended.includes("\u00a0") ? ended : ended.replaceAll(/^[ \u00a0]*\u00a0[ \u00a0]*/gm, (space) => " ".repeat(space.length));
  if (!mayBeDescription(plain)) throw new UserError({ code: openapiErrors.version, message: versionMessage({}, ""), path: "/swagger" });
  const { value, duplicates, repairs, locate, doubt } = parseYaml(plain);
  for (const { line, column, reason } of repairs) problems.addAt("warning", problemCodes.textRepaired, { line, column }, textMessages.yamlRepaired({ reason }));
  for (const { pointer, line } of duplicates) {
    problems.add("warning", problemCodes.duplicateKey, pointer, documentMessages.duplicateKeyInLine({ line }));
  }
  sweep(value, problems);
  return { value, syntax: "yaml", locate, doubt };
}

function checkSize(text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new UserError({
    code: openapiErrors.tooLarge,
    reason: "too-large",
    message: documentMessages.tooLong({ length: text.length, limit }),
  });
}

function detectVersion(root: JsonObject, problems: Problems): { format: DocumentFormat; version: string } {
  const swagger = root["swagger"];
  const openapi = root["openapi"];
  const stated = openapi ?? swagger;
  const version = typeof stated === "number" ? stated.toFixed(1) : typeof stated === "string" ? stated.trim().replace(/^v(?=\d)/i, "").replace(/^([23])$/, "$1.0") : "";
  if (/^2\.0(\.|$)/.test(version)) return { format: "swagger-2.0", version };
  if (stated !== undefined) {
    if (/^3\.0(\.|$)/.test(version)) return { format: "openapi-3.0", version };
    if (/^3\.1(\.|$)/.test(version)) return { format: "openapi-3.1", version };
    if (/^3\.\d+(\.|$)/.test(version)) {
      problems.add("warning", problemCodes.newerVersion, "/openapi", documentMessages.newerVersion({ version: version.slice(0, 40) }));
      return { format: "openapi-3.1", version };
    }
  }
  const guessed = stated === undefined && isObject(root["paths"]) ? formatByFields(root) : undefined;
  if (guessed !== undefined) {
    problems.add("warning", problemCodes.fieldInvalid, "", documentMessages.versionGuessed({ version: guessed.version }));
    return guessed;
  }
  throw new UserError({ code: openapiErrors.version, message: versionMessage(root, version), path: openapi === undefined ? "/swagger" : "/openapi" });
}

/** The version whose fields a document has that states none. */
function formatByFields(root: JsonObject): { format: DocumentFormat; version: string } | undefined {
  const has = (...fields: string[]): boolean => fields.some((field) => root[field] !== undefined);
  if (has("swaggerVersion", "asyncapi")) return undefined;
  if (has("definitions", "securityDefinitions", "basePath", "host")) return { format: "swagger-2.0", version: "2.0" };
  return has("components", "servers") ? { format: "openapi-3.0", version: "3.0" } : undefined;
}

function versionMessage(root: JsonObject, version: string): Message {
  const accepted = documentMessages.accepted();
  if (version !== "") return documentMessages.versionUnsupported({ version: version.slice(0, 40), accepted });
  if (root["asyncapi"] !== undefined) return documentMessages.asyncapi({ accepted });
  if (root["swaggerVersion"] !== undefined) return documentMessages.swagger1({ accepted });
  return documentMessages.noVersion({ accepted });
}
