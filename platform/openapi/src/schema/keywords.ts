/** Where schemas sit inside a schema (JSON Schema 2020-12, core 10 and 11, plus the keywords of earlier drafts that are converted). */
export type Position = "schema" | "list" | "map";

export const positions: ReadonlyMap<string, Position> = new Map<string, Position>([
  ["additionalProperties", "schema"],
  ["contains", "schema"],
  ["contentSchema", "schema"],
  ["else", "schema"],
  ["if", "schema"],
  ["items", "schema"],
  ["not", "schema"],
  ["propertyNames", "schema"],
  ["then", "schema"],
  ["unevaluatedItems", "schema"],
  ["unevaluatedProperties", "schema"],
  ["allOf", "list"],
  ["anyOf", "list"],
  ["oneOf", "list"],
  ["prefixItems", "list"],
  ["$defs", "map"],
  ["dependentSchemas", "map"],
  ["patternProperties", "map"],
  ["properties", "map"],
]);

export const types: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

/** Type names of other languages that documents use where a JSON Schema type belongs. */
export const typeAliases: ReadonlyMap<string, string> = new Map([
  ["bool", "boolean"],
  ["dict", "object"],
  ["double", "number"],
  ["float", "number"],
  ["int", "integer"],
  ["list", "array"],
  ["long", "integer"],
  ["map", "object"],
  ["str", "string"],
  ["text", "string"],
]);

/** Fields of a `$ref` schema that OpenAPI 3.0 and Swagger 2.0 ignore formally but that describe the use and restrict nothing. */
export const annotations: ReadonlySet<string> = new Set(["title", "description", "deprecated", "readOnly", "writeOnly", "default", "example", "examples", "externalDocs", "xml"]);

export const counts: ReadonlySet<string> = new Set(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"]);

export const numbers: ReadonlySet<string> = new Set(["minimum", "maximum", "multipleOf"]);

/** Keywords that give a schema an identity or a base of its own; without meaning once schemas are shared by name. */
export const identities: ReadonlySet<string> = new Set(["$schema", "$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "id"]);
