/** A small API document; `servers` points at the backend. */
export function petsDocument(options: { server?: string; operations?: number; paths?: Record<string, unknown> } = {}): string {
  const { server = "http://pets.example.com/v1", operations = 0, paths = {} } = options;
  const generated = Array.from({ length: operations }, (_unused, index) => [
    `/things-${index}/{id}`,
    { get: { operationId: `getThing${index}`, summary: `Thing ${index}`, tags: ["things"], parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], responses: { 200: { description: "The thing", content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } } } } },
  ]);
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Pets", version: "1.2.3" },
    servers: [{ url: server }],
    paths: {
      "/pets": { get: { operationId: "listPets", parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }], responses: { 200: { description: "Pets", content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Pet" } } } } } } } },
      "/pets/{id}": { get: { operationId: "getPet", parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], responses: { 200: { description: "A pet" } } } },
      ...Object.fromEntries(generated),
      ...paths,
    },
    components: { schemas: { Pet: { type: "object", properties: { name: { type: "string" }, "a.dotted.key": { type: "string" }, parent: { $ref: "#/components/schemas/Pet" } } } } },
  });
}
