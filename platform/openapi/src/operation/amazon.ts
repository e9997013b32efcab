import { problemCodes } from "../errors.ts";
import { stringOf, type JsonObject } from "../json.ts";
import type { Source } from "../source/source.ts";
import { readAmazonMapping } from "./amazon-mapping.ts";
import type { BackendSide } from "./backend-side.ts";
import { operationMessages } from "./messages.ts";
import { type VendorPlace, vendorBackend, vendorField, vendorMethod, vendorPath, vendorTimeout, vendorVariable } from "./vendor-backend.ts";

/** Vendor field of Amazon API Gateway with the called side of an operation. */
export const amazonIntegration = "x-amazon-apigateway-integration";
/** Vendor field of Amazon API Gateway; its type `NONE` lets everybody call. */
export const amazonAuth = "x-amazon-apigateway-auth";
/** Path item key of Amazon API Gateway for an operation of every method. */
export const amazonAnyMethod = "x-amazon-apigateway-any-method";

/** Reads the called side as Amazon API Gateway describes it ("OpenAPI extensions for API Gateway"); undefined when the operation does not. The host of the address is that of the stage here. */
export function readAmazonSide(source: Source, raw: JsonObject, place: VendorPlace): Partial<BackendSide> | undefined {
  const integration = vendorField(raw, amazonIntegration);
  const open = vendorField(raw, amazonAuth)?.["type"] === "NONE";
  if (integration === undefined) return open ? { security: { authenticate: false, grant: false } } : undefined;
  const pointer = `${place.pointer}/${amazonIntegration}`;
  const http = /^http/i.test(stringOf(integration["type"]) ?? "http");
  if (!http) source.problems.add("info", problemCodes.backendInvalid, pointer, operationMessages.cloudBackend({ type: String(integration["type"]).slice(0, 40) }), place.scope.operation);
  const backend = vendorBackend({
    method: http ? vendorMethod(integration["httpMethod"]) : undefined,
    path: http ? pathOf(source, integration, place, pointer) : undefined,
    timeoutMs: vendorTimeout(source, integration["timeoutInMillis"], 1, `${pointer}/timeoutInMillis`, place.scope),
    request: http ? readAmazonMapping(source, integration["requestParameters"], place, `${pointer}/requestParameters`) : undefined,
  });
  return open ? { backend, security: { authenticate: false, grant: false } } : { backend };
}

/** The path of `uri`, whose parameters `requestParameters` maps to those of the front path. */
function pathOf(source: Source, integration: JsonObject, { names, path, scope }: VendorPlace, pointer: string): string | undefined {
  const uri = stringOf(integration["uri"]);
  const stated = uri === undefined ? undefined : /^https?:\/\/[^/?#]+([^?#]*)/i.exec(uri)?.[1];
  if (uri === undefined || stated === undefined) return undefined;
  const filled = stated.replaceAll(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (whole, name: string) => vendorVariable(name) ?? whole);
  const mapping = integration["requestParameters"];
  const mapped = filled.replaceAll(/(?<!\$)\{([^{}]+)\}/g, (whole, name: string) => {
    const from = typeof mapping === "object" && mapping !== null ? (mapping as JsonObject)[`integration.request.path.${name}`] : undefined;
    const front = /^method\.request\.path\.(.+)$/.exec(stringOf(from) ?? "")?.[1];
    return front === undefined ? whole : `{${front}}`;
  });
  const called = vendorPath(source, mapped === "" ? "/" : mapped, uri, names, `${pointer}/uri`, scope);
  return called === path ? undefined : called;
}
