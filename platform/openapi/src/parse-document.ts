import { UserError, type ImportProblem, type ImportReport, type Message } from "@tessera/contracts";
import { openapiErrors, problemCodes } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";
import { limits } from "./limits.ts";
import { Problems } from "./problems.ts";
import { countKeys, findDuplicateKeys } from "./text/json-keys.ts";
import { parseJson } from "./text/parse-json.ts";
import { parseYaml } from "./text/parse-yaml.ts";
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
}

/** A JSON text larger than this that has a syntax error is not tried as YAML (trailing commas, comments). */
const yamlRetryChars = 256 * 1024;

/**
 * Reads an OpenAPI 3.1, 3.0 or Swagger 2.0 document from JSON or YAML. Throws {@link UserError} `openapi.unreadable`
 * (detail: line, column), `openapi.too-large` or `openapi.version`.
 */
export function parseDocument(input: string | Uint8Array): ParsedDocument {
  const problems = new Problems();
  const text = readText(input);
  const looksJson = /^\s*\{/.test(text);
  checkSize(text, looksJson ? limits.jsonChars : limits.yamlChars);
  if (text.includes("\uFFFD")) {
    problems.add("info", problemCodes.replacementCharacters, "", documentMessages.replacementCharacters());
  }
  const { value, syntax } = looksJson ? readJson(text, problems) : readYaml(text, problems);
  if (!isObject(value)) {
    throw new UserError({ code: openapiErrors.unreadable, message: documentMessages.noObject() });
  }
  const { format, version } = detectVersion(value, problems);
  return { format, version, syntax, root: value, problems: problems.report() };
}

type Read = { value: unknown; syntax: ParsedDocument["syntax"] };

function readJson(text: string, problems: Problems): Read {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (text.length > yamlRetryChars) throw error;
    return readAsYamlAfterAll(text, problems, error);
  }
  const keys = sweep(value, problems);
  if (countKeys(text) > keys) {
    for (const pointer of findDuplicateKeys(text, limits.problemsPerCode)) {
      if (!pointer.endsWith("/__proto__")) problems.add("warning", problemCodes.duplicateKey, pointer, documentMessages.duplicateKey());
    }
  }
  return { value, syntax: "json" };
}

/** JSON with trailing commas or comments is YAML in flow style; when it is not even that, the JSON error is the one to show. */
function readAsYamlAfterAll(text: string, problems: Problems, jsonError: unknown): Read {
  try {
    return readYaml(text, problems);
  } catch (error) {
    if (error instanceof UserError && error.code !== openapiErrors.unreadable) throw error;
    throw jsonError;
  }
}

function readYaml(text: string, problems: Problems): Read {
  const { value, duplicates } = parseYaml(text);
  for (const { pointer, line } of duplicates) {
    problems.add("warning", problemCodes.duplicateKey, pointer, documentMessages.duplicateKeyInLine({ line }));
  }
  sweep(value, problems);
  return { value, syntax: "yaml" };
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
  const version = typeof stated === "number" ? stated.toFixed(1) : typeof stated === "string" ? stated.trim() : "";
  if (openapi === undefined && version === "2.0") return { format: "swagger-2.0", version };
  if (openapi !== undefined) {
    if (/^3\.0(\.|$)/.test(version)) return { format: "openapi-3.0", version };
    if (/^3\.1(\.|$)/.test(version)) return { format: "openapi-3.1", version };
    if (/^3\.\d+(\.|$)/.test(version)) {
      problems.add("warning", problemCodes.newerVersion, "/openapi", documentMessages.newerVersion({ version: version.slice(0, 40) }));
      return { format: "openapi-3.1", version };
    }
  }
  throw new UserError({ code: openapiErrors.version, message: versionMessage(root, version), path: openapi === undefined ? "/swagger" : "/openapi" });
}

function versionMessage(root: JsonObject, version: string): Message {
  const accepted = documentMessages.accepted();
  if (version !== "") return documentMessages.versionUnsupported({ version: version.slice(0, 40), accepted });
  if (root["asyncapi"] !== undefined) return documentMessages.asyncapi({ accepted });
  if (root["swaggerVersion"] !== undefined) return documentMessages.swagger1({ accepted });
  return documentMessages.noVersion({ accepted });
}
