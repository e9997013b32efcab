import { type Operation, isReservedHeader } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, stringOf } from "../json.ts";
import type { Source } from "../source/source.ts";
import { operationMessages } from "./messages.ts";
import { type VendorPlace, vendorVariable } from "./vendor-backend.ts";

type Request = NonNullable<Operation["backend"]["request"]>;

const credentials = new Set(["authorization", "proxy-authorization", "cookie"]);

/**
 * Reads `requestParameters` of an integration ("API Gateway request and response data mapping reference"): query parameters and
 * header fields that are filled from the call, from variables of the stage or with a constant. Those of the path are read with it.
 */
export function readAmazonMapping(source: Source, raw: unknown, place: VendorPlace, pointer: string): Request | undefined {
  const request: Request = { query: [], headers: [], body: [] };
  for (const [key, from] of isObject(raw) ? Object.entries(raw) : []) {
    const [, where, name] = /^integration\.request\.(querystring|header)\.(.+)$/s.exec(key) ?? [];
    if (where === undefined || name === undefined || from === key.replace("integration", "method")) continue;
    const value = valueOf(stringOf(from) ?? "", place.names);
    if (value === undefined || (where === "header" && isReservedHeader(name))) {
      source.problems.add("warning", problemCodes.backendInvalid, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, operationMessages.mapping({ name: name.slice(0, 100), from: String(from).slice(0, 100) }), place.scope.operation);
      continue;
    }
    request[where === "header" ? "headers" : "query"].push({ action: "set", name, value });
  }
  return request.query.length + request.headers.length === 0 ? undefined : request;
}

/** The same as one of our texts; undefined where it has no counterpart. */
function valueOf(from: string, names: readonly string[]): string | undefined {
  const constant = /^'(.*)'$/s.exec(from)?.[1];
  if (constant !== undefined) return constant.replaceAll("${", () => "$${");
  const variable = /^stageVariables\.(.+)$/.exec(from)?.[1];
  if (variable !== undefined) return vendorVariable(variable);
  const [, where, name = ""] = /^method\.request\.(querystring|header|path)\.([^{}]+)$/.exec(from) ?? [];
  if (where === "path") return names.includes(name) ? `\${path.${name}}` : undefined;
  if (where === "querystring") return `\${query.${name}}`;
  return where === "header" && !credentials.has(name.toLowerCase()) ? `\${header.${name}}` : undefined;
}
