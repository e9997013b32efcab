import type { Operation, ValueSchema } from "@tessera/contracts";
import type { OpenAPIV3_1 } from "openapi-types";
import { compact, isObject, unlessEmpty, type JsonObject } from "../json.ts";
import type { DocumentFacts } from "../source/facts.ts";
import { exportOperation, type Audience } from "./export-operation.ts";
import { exportSchema, splitExtensions } from "./restore.ts";
import { referencedSchemas } from "./referenced-schemas.ts";

const openapiVersion = "3.1.1";

export interface ExportSource {
  title: string;
  /** Of the API: the release, or `draft`. */
  version: string;
  description?: string;
  operations: readonly Operation[];
  schemas: Readonly<Record<string, ValueSchema>>;
  /** As the import gave them; absent for a connector made by hand. */
  facts?: DocumentFacts;
}

export interface CallerOptions {
  /** Address of the connector's stage on the gateway, e.g. `https://gateway.example.com/ops/alerts/prod`. */
  gatewayUrl: string;
}

/** The connector as an OpenAPI 3.1 document for its owner: importing it again gives the same operations, schemas and facts. */
export function exportDocument(source: ExportSource): OpenAPIV3_1.Document {
  const { facts } = source;
  const { vendor, kept } = splitExtensions(facts?.extensions);
  const components = compact({
    schemas: exportSchemas(source.schemas),
    securitySchemes: facts?.securitySchemes,
    ...(isObject(kept["components"]) ? kept["components"] : {}),
  });
  const document = compact({
    openapi: openapiVersion,
    info: compact({ ...facts?.info, title: source.title, version: source.version, description: source.description ?? facts?.info["description"] }),
    servers: facts === undefined || facts.servers.length === 0 ? undefined : facts.servers,
    tags: facts?.tags,
    externalDocs: facts?.externalDocs,
    security: facts?.security,
    paths: exportPaths(source.operations, "owner"),
    components: unlessEmpty(components),
    ...vendor,
  });
  return document as unknown as OpenAPIV3_1.Document;
}

/**
 * The connector as its callers see it: the gateway's address and token, nothing of the backend and no vendor fields;
 * only schemas that the given operations use.
 */
export function exportForCallers(source: ExportSource, { gatewayUrl }: CallerOptions): OpenAPIV3_1.Document {
  const schemas = exportSchemas(referencedSchemas(source.operations, source.schemas));
  const used = new Set(source.operations.flatMap(({ tags }) => tags ?? []));
  const tags = source.facts?.tags?.filter((tag) => isObject(tag) && typeof tag["name"] === "string" && used.has(tag["name"]));
  const document = compact({
    openapi: openapiVersion,
    info: compact({ title: source.title, version: source.version, description: source.description }),
    servers: [{ url: gatewayUrl }],
    tags: tags === undefined || tags.length === 0 ? undefined : tags,
    security: [{ tessera: [] }],
    paths: exportPaths(source.operations, "caller"),
    components: compact({ schemas, securitySchemes: { tessera: { type: "http", scheme: "bearer" } } }),
  });
  return document as unknown as OpenAPIV3_1.Document;
}

function exportSchemas(schemas: Readonly<Record<string, ValueSchema>>): JsonObject | undefined {
  return unlessEmpty(Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, exportSchema(schema)])));
}

function exportPaths(operations: readonly Operation[], audience: Audience): JsonObject {
  const paths = new Map<string, JsonObject>();
  for (const { method, path, ...rest } of operations) {
    const exported = exportOperation({ method, path, ...rest }, audience);
    const item = paths.get(path) ?? exported.pathItem;
    paths.set(path, { ...item, [method.toLowerCase()]: exported.operation });
  }
  return Object.fromEntries(paths);
}
