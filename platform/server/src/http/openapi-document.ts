import { type Route, apiPrefix, problemSchema } from "@tessera/contracts";
import { z } from "zod";
import { contractRoutes } from "./route-id.ts";

type JsonObject = Record<string, unknown>;

/** OpenAPI 3.1 description of the API, made from the route table. */
export function openapiDocument(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [route, id] of contractRoutes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, id);
  return {
    openapi: "3.1.0",
    info: { title: "Tessera", version: "1", description: "Everything the console does, for programs. Errors are problem documents (RFC 9457) with a stable `code`; their texts follow `Accept-Language` (en, zh-CN)." },
    servers: [{ url: apiPrefix }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, "output") },
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "API token: tsr_…" }, session: { type: "apiKey", in: "cookie", name: "tessera_session", description: "Changes also need the header X-CSRF-Token" } },
    },
  };
}

function operationOf(route: Route, id: string): JsonObject {
  const status = String(route.status ?? (route.response === undefined ? 204 : 200));
  return {
    operationId: id,
    summary: route.summary,
    tags: [route.tag],
    "x-permission": route.permission,
    ...(route.permission === "public" ? { security: [] } : {}),
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }),
    responses: {
      [status]: route.response === undefined ? { description: "Done" } : { description: "Success", content: { "application/json": { schema: schemaOf(route.response, "output") } } },
      default: { description: "Error", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): JsonObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as { properties?: Record<string, JsonObject>; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({ name, in: place, required: place === "path" || required.includes(name), schema: value }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as JsonObject;
  return rest;
}
