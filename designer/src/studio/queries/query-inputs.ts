import type { Operation, Query, TaggedValue } from "@tessera/contracts";
import { type SharedSchemas, resolveSchema } from "../../schema/resolve-schema.ts";
import { type SchemaField, fieldOf } from "../../schema/schema-fields.ts";

/** One input that a query may give to its operation. */
export interface QueryInput {
  /** As stored: `query.filter`, `path.id`, `header.X-Scope`, `body`, `body.<field>`. */
  key: string;
  /** Where it goes, e.g. `query`. */
  place: "path" | "query" | "header" | "cookie" | "body";
  name: string;
  required: boolean;
  help: string | undefined;
  field: SchemaField;
  schema: unknown;
}

/** The inputs of an operation: its parameters, and the top-level fields of its JSON body or the body as a whole. */
export function inputsOf(operation: Operation, shared: SharedSchemas): QueryInput[] {
  const parameters = operation.parameters.map(
    (parameter): QueryInput => ({
      key: `${parameter.in}.${parameter.name}`, place: parameter.in, name: parameter.name, required: parameter.required || parameter.in === "path",
      help: parameter.description, field: fieldOf(parameter.name, parameter.schema, parameter.required, shared), schema: parameter.schema,
    }),
  );
  const media = operation.requestBody?.content["application/json"] ?? Object.values(operation.requestBody?.content ?? {})[0];
  if (!operation.requestBody) return parameters;
  const schema = resolveSchema(media?.schema ?? {}, shared);
  const properties = typeof schema["properties"] === "object" && schema["properties"] !== null ? (schema["properties"] as Record<string, unknown>) : {};
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : []);
  const fields = Object.entries(properties).filter(([, property]) => resolveSchema(property, shared)["readOnly"] !== true);
  if (fields.length === 0) return [...parameters, { key: "body", place: "body", name: "body", required: operation.requestBody.required, help: operation.requestBody.description, field: fieldOf("body", media?.schema ?? {}, operation.requestBody.required, shared), schema: media?.schema ?? {} }];
  return [
    ...parameters,
    ...fields.map(([name, property]): QueryInput => {
      const field = fieldOf(name, property, required.has(name), shared);
      return { key: `body.${name}`, place: "body", name, required: required.has(name), help: field.help, field, schema: property };
    }),
  ];
}

/** Inputs that a query holds and its operation does not know (any more). */
export function strayInputs(query: Query, inputs: readonly QueryInput[]): string[] {
  const known = new Set(inputs.map(({ key }) => key));
  return Object.keys(query.inputs ?? {}).filter((key) => !known.has(key));
}

/** Required inputs that have no value yet. */
export function missingInputs(query: Query, inputs: readonly QueryInput[]): QueryInput[] {
  const isSet = (value: TaggedValue | undefined): boolean => value !== undefined && !(value.kind === "static" && (value.value === null || value.value === "")) && !(value.kind === "binding" && value.template.trim() === "");
  return inputs.filter((input) => input.required && input.field.initial === undefined && !isSet(query.inputs?.[input.key]));
}

/** An alias for a connector and stage: the one that the app has for it, else a free one made of the connector's name. */
export function aliasFor(connectors: Record<string, { connector: string; stage: string }>, wanted: { connector: string; stage: string }): string {
  const existing = Object.entries(connectors).find(([, mapping]) => mapping.connector === wanted.connector && mapping.stage === wanted.stage);
  if (existing) return existing[0];
  const names = [wanted.connector, `${wanted.connector}-${wanted.stage}`];
  for (let number = 2; ; number += 1) {
    const free = names.find((name) => name.length <= 63 && connectors[name] === undefined);
    if (free !== undefined) return free;
    names.push(`${wanted.connector.slice(0, 50)}-${number}`);
  }
}
