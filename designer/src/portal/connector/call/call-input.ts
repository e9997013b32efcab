import type { BodyOf, Operation, Parameter, routes } from "@tessera/contracts";
import { exampleOf } from "../../../schema/example-of.ts";
import type { SharedSchemas } from "../../../schema/resolve-schema.ts";
import { type SchemaField, fieldOf, withoutEmpty } from "../../../schema/schema-fields.ts";

export const places = ["path", "query", "header", "cookie"] as const;
export type Place = Parameter["in"];

/** The parameters of an operation as fields, by where they go. */
export function parameterFields(operation: Operation, shared: SharedSchemas): Record<Place, SchemaField[]> {
  const fields: Record<Place, SchemaField[]> = { path: [], query: [], header: [], cookie: [] };
  for (const parameter of operation.parameters) {
    const field = fieldOf(parameter.name, parameter.schema, parameter.required || parameter.in === "path", shared);
    fields[parameter.in].push({ ...field, help: parameter.description ?? field.help, example: parameter.example ?? field.example });
  }
  return fields;
}

/** The media type in which the body is sent; JSON when there is a choice. */
export function bodyType(operation: Operation): string | undefined {
  const types = Object.keys(operation.requestBody?.content ?? {});
  return types.find((type) => /[/+]json\b/.test(type)) ?? types[0];
}

/** A body to start typing from: the documented example, else one made of the schema. */
export function bodyExample(operation: Operation, shared: SharedSchemas): string {
  const type = bodyType(operation);
  const media = type === undefined ? undefined : operation.requestBody?.content[type];
  if (!media) return "";
  const named = Object.values(media.examples ?? {})[0];
  const example = media.example ?? (typeof named === "object" && named !== null && "value" in named ? named.value : named) ?? exampleOf(media.schema, shared);
  return typeof example === "string" && !/[/+]json\b/.test(type ?? "") ? example : JSON.stringify(example, null, 2);
}

/** Input of the call: parameters as `<in>.<name>`, without those left empty. Throws a SyntaxError for a body that is not JSON. */
export function callInput(stage: string, values: Partial<Record<Place, Record<string, unknown>>>, body: string, type: string | undefined): BodyOf<typeof routes.connectors.call> {
  const params = Object.fromEntries(
    places.flatMap((place) =>
      Object.entries(values[place] ?? {}).flatMap(([name, value]) => {
        const given = withoutEmpty(value);
        return given === undefined ? [] : [[`${place}.${name}`, given]];
      }),
    ),
  );
  if (type === undefined || body.trim() === "") return { stage, params };
  return { stage, params, body: /[/+]json\b/.test(type) ? (JSON.parse(body) as unknown) : body };
}
