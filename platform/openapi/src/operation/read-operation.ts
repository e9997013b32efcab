import { issueMessage, operationSchema, type HttpMethod, type Message, type Operation } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { booleanOf, compact, isObject, stringOf, stringsOf, unlessEmpty, type JsonObject } from "../json.ts";
import { inlineMap } from "../source/inline.ts";
import { extensionsOf } from "../source/keep.ts";
import type { Scope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { readBackendSide } from "./backend-side.ts";
import { anyMethodKeys, type FoundOperation } from "./find-operations.ts";
import { operationMessages } from "./messages.ts";
import { readRequestBody } from "./media.ts";
import { readParameters, readSwaggerParameters, type ParameterList } from "./parameters.ts";
import { readResponse, readResponses } from "./responses.ts";
import { swaggerResponseReader } from "./swagger2-response.ts";

/** An operation that is known to be importable, with its name and the path that callers use. */
export interface NamedFound extends FoundOperation {
  id: string;
  method: HttpMethod;
  /** Parameters of the path. */
  names: readonly string[];
  raw: JsonObject;
}

/** Reads one operation; a list of reasons says why it cannot be imported. */
export function readOperation(source: Source, found: NamedFound): Operation | Message[] {
  const { raw, pointer, names, called } = found;
  const scope: Scope = { operation: `${found.method} ${found.path}` };
  const side = readBackendSide(source, raw, { names, path: called.path, pointer, scope });
  if (found.path !== called.path) side.backend = { path: called.path, ...side.backend };
  if (called.greedy) side.matchSubpath ??= true;
  const operation = compact<Operation>({
    id: found.id,
    method: found.method,
    path: found.path,
    ...side,
    summary: textField(source, raw, "summary", pointer, scope),
    description: textField(source, raw, "description", pointer, scope),
    tags: raw["tags"] === undefined ? undefined : stringsOf(raw["tags"]),
    deprecated: booleanOf(raw["deprecated"]),
    ...(source.format === "swagger-2.0" ? readSwaggerCall(source, found, scope) : readCall(source, found, scope)),
    externalDocs: externalDocsOf(raw["externalDocs"]),
    extensions: extensionsOf(raw, keptFields(source, found, scope)),
  });
  const checked = operationSchema.safeParse(operation, { reportInput: true });
  if (checked.success) return checked.data;
  return checked.error.issues.map((issue) => operationMessages.fieldWrong({ field: issue.path.join("."), what: issueMessage(issue) }));
}

type Call = Pick<Operation, "parameters" | "requestBody" | "responses">;

function parameterLists({ item, itemPointer, raw, pointer }: NamedFound): ParameterList[] {
  return [
    { raw: item["parameters"], pointer: `${itemPointer}/parameters` },
    { raw: raw["parameters"], pointer: `${pointer}/parameters` },
  ];
}

function readCall(source: Source, found: NamedFound, scope: Scope): Call {
  const { raw, pointer } = found;
  return {
    parameters: readParameters(source, parameterLists(found), found, scope),
    requestBody: readRequestBody(source, raw["requestBody"], `${pointer}/requestBody`, scope),
    responses: readResponses(source, raw["responses"], `${pointer}/responses`, scope, "response", readResponse),
  };
}

function readSwaggerCall(source: Source, found: NamedFound, scope: Scope): Call {
  const { raw, pointer } = found;
  const produces = mediaTypes(raw["produces"] ?? source.root["produces"]);
  const consumes = mediaTypes(raw["consumes"] ?? source.root["consumes"]);
  return {
    ...readSwaggerParameters(source, parameterLists(found), found, consumes, scope),
    responses: readResponses(source, raw["responses"], `${pointer}/responses`, scope, `response ${produces.join(" ")}`, swaggerResponseReader(produces)),
  };
}

function mediaTypes(raw: unknown): string[] {
  return stringsOf(raw).filter((type) => type.includes("/"));
}

function textField(source: Source, raw: JsonObject, key: string, pointer: string, scope: Scope): string | undefined {
  const value = raw[key];
  if (value !== undefined && value !== null && typeof value !== "string") {
    source.problems.add("info", problemCodes.fieldInvalid, `${pointer}/${key}`, operationMessages.notText({ key }), scope.operation);
  }
  return stringOf(value);
}

function externalDocsOf(raw: unknown): Operation["externalDocs"] {
  if (!isObject(raw) || typeof raw["url"] !== "string") return undefined;
  return { url: raw["url"], ...compact({ description: stringOf(raw["description"]) }) };
}

/** Standard fields without a place in an operation, put back by export. */
function keptFields(source: Source, found: NamedFound, scope: Scope): JsonObject {
  const { raw, item, pointer } = found;
  if (raw["servers"] !== undefined || item["servers"] !== undefined) {
    source.problems.add("warning", problemCodes.operationServers, pointer, operationMessages.ownServers(), scope.operation);
  }
  return {
    security: raw["security"],
    servers: raw["servers"],
    callbacks: inlineMap(source, raw["callbacks"], `${pointer}/callbacks`, scope),
    pathItem: unlessEmpty(compact({ summary: item["summary"], description: item["description"], servers: item["servers"], ...vendorFields(item) })),
    requestBody: isObject(raw["requestBody"]) ? vendorFields(raw["requestBody"]) : undefined,
    responses: isObject(raw["responses"]) ? vendorFields(raw["responses"]) : undefined,
  };
}

function vendorFields(raw: JsonObject): JsonObject | undefined {
  const fields = extensionsOf(raw) ?? {};
  return unlessEmpty(Object.fromEntries(Object.entries(fields).filter(([name]) => !anyMethodKeys.has(name))));
}
