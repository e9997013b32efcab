import type { MediaType, Operation, OperationResponse, Parameter, RequestBody } from "@tessera/contracts";
import { compact, isObject, unlessEmpty, type JsonObject } from "../json.ts";
import { writeBackendSide } from "../operation/backend-side.ts";
import { tesseraField } from "../source/keep.ts";
import { exportPart, exportSchema, splitExtensions } from "./restore.ts";

/** How much of an operation its reader sees: `owner` everything, `caller` only what a call through the gateway needs. */
export type Audience = "owner" | "caller";

/** The operation object of OpenAPI 3.1, and what belongs to the path item around it. */
export function exportOperation(operation: Operation, audience: Audience): { operation: JsonObject; pathItem: JsonObject } {
  const owner = audience === "owner";
  const { vendor, kept } = splitExtensions(operation.extensions);
  const vendorOf = (name: string): JsonObject => (owner && isObject(kept[name]) ? kept[name] : {});
  return {
    operation: compact({
      operationId: operation.id,
      summary: operation.summary,
      description: operation.description,
      tags: operation.tags,
      deprecated: operation.deprecated,
      externalDocs: operation.externalDocs,
      parameters: operation.parameters.length === 0 ? undefined : operation.parameters.map((parameter) => exportParameter(parameter, owner)),
      requestBody: operation.requestBody === undefined ? undefined : { ...exportBody(operation.requestBody), ...vendorOf("requestBody") },
      responses: { ...exportResponses(operation.responses, owner), ...vendorOf("responses") },
      callbacks: kept["callbacks"] === undefined ? undefined : exportPart(kept["callbacks"]),
      ...(owner ? { security: kept["security"], servers: kept["servers"], [tesseraField]: writeBackendSide(operation), ...vendor } : callerSecurity(operation)),
    }),
    pathItem: vendorOf("pathItem"),
  };
}

function callerSecurity(operation: Operation): JsonObject {
  return operation.security.authenticate ? {} : { security: [] };
}

function exportParameter(parameter: Parameter, owner: boolean): JsonObject {
  const { vendor, kept } = splitExtensions(parameter.extensions);
  const { extensions: _extensions, schema, example, ...fields } = parameter;
  const { content, examples, ...rest } = kept;
  const value = content === undefined ? { schema: exportSchema(schema) } : { content: exportPart(content) };
  const shown = examples === undefined ? { example } : { examples };
  return compact({ ...fields, ...value, ...shown, ...rest, ...(owner ? vendor : {}) });
}

function exportBody({ required, description, content }: RequestBody): JsonObject {
  return compact({ required: required ? true : undefined, description, content: exportContent(content) });
}

function exportContent(content: Record<string, MediaType> | undefined): JsonObject | undefined {
  if (content === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema, encoding, ...fields }]) => [
      type,
      compact({ ...fields, schema: schema === undefined ? undefined : exportSchema(schema), encoding: encoding === undefined ? undefined : exportPart(encoding) }),
    ]),
  );
}

function exportResponses(responses: Record<string, OperationResponse>, owner: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, headers, content, extensions }]) => {
      const { vendor, kept } = splitExtensions(extensions);
      const links = unlessEmpty(compact({ links: kept["links"] === undefined ? undefined : exportPart(kept["links"]) }));
      return [status, compact({ description, headers: headers === undefined ? undefined : exportPart(headers), content: exportContent(content), ...links, ...(owner ? vendor : {}) })];
    }),
  );
}
