import { type MediaType, type Message, type Operation, type ValueSchema, escapePointer } from "@tessera/contracts";
import { referencedSchemas } from "@tessera/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { firstSchemaError } from "../../json-schema/schema-error.ts";
import { exampleProblemMessages as say } from "./authoring.messages.ts";

/** An example that does not fit its schema, or a schema that is none. */
export interface ExampleProblem {
  /** JSON pointer into the operation. */
  pointer: string;
  message: Message;
}

interface Example {
  pointer: string;
  value: unknown;
  schema: ValueSchema | undefined;
  schemaPointer: string;
}

/** Examples of an operation that their schemas refuse. May take long for expressions in schemas: run it where it can be ended. */
export function exampleProblems(operation: Operation, shared: Record<string, ValueSchema>): ExampleProblem[] {
  const ajv = new Ajv2020({ strict: false, logger: false, addUsedSchema: false });
  (addFormats as unknown as (compiler: Ajv2020) => void)(ajv);
  const schemas = referencedSchemas([operation], shared);
  return examplesOf(operation).flatMap((example) => problemOf(ajv, example, schemas));
}

function problemOf(ajv: Ajv2020, { pointer, value, schema, schemaPointer }: Example, schemas: Record<string, ValueSchema>): ExampleProblem[] {
  if (schema === undefined || schema === true) return [];
  try {
    const validate = ajv.compile({ type: "object", properties: { value: schema }, schemas });
    if (validate({ value })) return [];
    const { pointer: place, what } = firstSchemaError(validate.errors);
    const inner = place.replace(/^\/value/, "");
    return [{ pointer: pointer + inner, message: inner === "" ? say.whole({ what }) : say.part({ place: inner, what }) }];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [{ pointer: schemaPointer, message: say.schema({ reason: error.message.replaceAll("#/properties/value", "") }) }];
  }
}

function examplesOf({ parameters, requestBody, responses }: Operation): Example[] {
  const contents: [string, Record<string, MediaType> | undefined][] = [["/requestBody/content", requestBody?.content], ...Object.entries(responses).map(([status, { content }]): [string, Record<string, MediaType> | undefined] => [`/responses/${escapePointer(status)}/content`, content])];
  return [
    ...parameters.flatMap(({ schema, example }, index): Example[] => (example === undefined ? [] : [{ pointer: `/parameters/${index}/example`, value: example, schema, schemaPointer: `/parameters/${index}/schema` }])),
    ...contents.flatMap(([base, content]) => Object.entries(content ?? {}).flatMap(([type, media]) => ofMedia(`${base}/${escapePointer(type)}`, media))),
  ];
}

function ofMedia(pointer: string, { schema, example, examples = {} }: MediaType): Example[] {
  const schemaPointer = `${pointer}/schema`;
  const named = Object.entries(examples).flatMap(([name, one]): Example[] => (typeof one === "object" && one !== null && "value" in one ? [{ pointer: `${pointer}/examples/${escapePointer(name)}/value`, value: one.value, schema, schemaPointer }] : []));
  return [...(example === undefined ? [] : [{ pointer: `${pointer}/example`, value: example, schema, schemaPointer }]), ...named];
}
