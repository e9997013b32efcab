import { escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { compact, isObject, stringOf, unlessEmpty, type JsonObject } from "../json.ts";
import { extensionsOf } from "./keep.ts";
import { sharedScope } from "./scope.ts";
import type { Source } from "./source.ts";
import { sourceMessages } from "./messages.ts";

/** A credential that the backend asks for, in the words of a stage; `other` is one that a stage cannot hold. */
export interface CredentialNeed {
  /** Name of the security scheme. */
  scheme: string;
  kind: "api-key" | "basic" | "bearer" | "other";
  /** Where and under which name an API key is sent. */
  in?: "header" | "query" | "cookie";
  name?: string;
  description?: string;
  /** The scheme in plain words, e.g. `oauth2`, `http digest`. */
  stated: string;
}

/** The security schemes of a document as OpenAPI 3.1 writes them. */
export function readSecuritySchemes(source: Source): JsonObject {
  const swagger = source.format === "swagger-2.0";
  const components = source.root["components"];
  const raw = swagger ? source.root["securityDefinitions"] : isObject(components) ? components["securitySchemes"] : undefined;
  const base = swagger ? "/securityDefinitions" : "/components/securitySchemes";
  const schemes: JsonObject = {};
  for (const [name, value] of Object.entries(isObject(raw) ? raw : {})) {
    const pointer = `${base}/${escapePointer(name)}`;
    const scheme = source.refs.shared("security", value, pointer, sharedScope, (target) => (isObject(target) && typeof target["type"] === "string" ? (swagger ? convertSwaggerScheme(target) : target) : undefined));
    if (scheme === undefined) source.problems.add("warning", problemCodes.securityUnknown, pointer, sourceMessages.securityInvalid({ name: name.slice(0, 60) }));
    else schemes[name] = scheme;
  }
  return schemes;
}

const flowNames = new Map([
  ["implicit", "implicit"],
  ["password", "password"],
  ["application", "clientCredentials"],
  ["accessCode", "authorizationCode"],
]);

function convertSwaggerScheme(raw: JsonObject): JsonObject {
  const shared = { ...compact({ description: stringOf(raw["description"]) }), ...extensionsOf(raw) };
  if (raw["type"] === "basic") return { type: "http", scheme: "basic", ...shared };
  if (raw["type"] !== "oauth2") return raw;
  const flow = flowNames.get(stringOf(raw["flow"]) ?? "") ?? "clientCredentials";
  const fields = compact({ authorizationUrl: raw["authorizationUrl"], tokenUrl: raw["tokenUrl"], scopes: isObject(raw["scopes"]) ? raw["scopes"] : {} });
  return { type: "oauth2", flows: { [flow]: fields }, ...shared };
}

/** What a person must have at hand to let the gateway call this backend, one entry per security scheme. */
export function credentialNeeds(schemes: JsonObject): CredentialNeed[] {
  return Object.entries(schemes).flatMap(([scheme, raw]) => (isObject(raw) ? [needOf(scheme, raw)] : []));
}

function needOf(scheme: string, raw: JsonObject): CredentialNeed {
  const description = unlessEmpty(compact({ description: stringOf(raw["description"]) })) ?? {};
  const type = stringOf(raw["type"]) ?? "";
  if (type === "apiKey") {
    const place = (["header", "query", "cookie"] as const).find((known) => known === raw["in"]);
    const kind = place === "header" || place === "query" ? "api-key" : "other";
    return { scheme, kind, ...compact({ in: place, name: stringOf(raw["name"]) }), ...description, stated: `API key in ${place ?? "an unknown place"}` };
  }
  if (type === "http") {
    const http = (stringOf(raw["scheme"]) ?? "").toLowerCase();
    return { scheme, kind: http === "basic" || http === "bearer" ? http : "other", ...description, stated: `http ${http.slice(0, 60)}` };
  }
  // A token of either is sent as a bearer token; the stage holds one that was fetched elsewhere.
  const kind = type === "oauth2" || type === "openIdConnect" ? "bearer" : "other";
  return { scheme, kind, ...description, stated: type.slice(0, 60) };
}
