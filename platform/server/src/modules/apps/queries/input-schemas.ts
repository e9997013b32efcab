import type { Operation, Query, ValueSchema } from "@tessera/contracts";
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { firstSchemaError } from "../../../json-schema/schema-error.ts";
import { type SplitInputs, inputError } from "./query-inputs.ts";
import { queryMessages } from "./query.messages.ts";
import { withinTime } from "./within-time.ts";

interface Check {
  validate: ValidateFunction<Record<string, unknown>>;
  /** May take long for some values: it holds expressions, formats or references. */
  mayTakeLong: boolean;
}

/** Longest check of one input. */
const checkMs = 250;

interface OperationChecks {
  params: Map<string, Check | null>;
  body: Check | null;
}

/** Checks inputs of queries with the schemas of their operations; compiled once per operation of a release. */
export class InputSchemas {
  readonly #compiled = new WeakMap<Operation, OperationChecks>();
  #compilers: Promise<{ text: Ajv2020; json: Ajv2020 }> | undefined;

  /**
   * Parameters become what their schema says where that loses nothing ("5" → 5, one value → a list of one), because on the wire they
   * are text anyway; bodies are taken as they are. Throws `query.input` that names the field.
   */
  async check(query: Query, operation: Operation, schemas: Record<string, ValueSchema>, inputs: SplitInputs): Promise<SplitInputs> {
    const checks = await this.#checksOf(operation, schemas);
    const params = { ...inputs.params };
    for (const [name, value] of Object.entries(params)) {
      const check = checks.params.get(name);
      if (value === null || value === undefined || !check) continue;
      const holder: Record<string, unknown> = { value: structuredClone(value) };
      refuseInvalid(query, name, check, holder);
      params[name] = holder["value"];
    }
    if (inputs.body !== undefined && checks.body !== null) refuseInvalid(query, "body", checks.body, { value: inputs.body });
    return { params, body: inputs.body };
  }

  async #checksOf(operation: Operation, schemas: Record<string, ValueSchema>): Promise<OperationChecks> {
    const known = this.#compiled.get(operation);
    if (known !== undefined) return known;
    const { text, json } = await (this.#compilers ??= createCompilers());
    const { referencedSchemas } = await import("@tessera/openapi");
    const used = referencedSchemas([operation], schemas);
    const bodySchema = Object.entries(operation.requestBody?.content ?? {}).find(([type]) => /^application\/(.*\+)?json/i.test(type))?.[1].schema;
    const checks: OperationChecks = {
      params: new Map(operation.parameters.map((parameter) => [`${parameter.in}.${parameter.name}`, compile(text, parameter.schema, used)])),
      body: bodySchema === undefined ? null : compile(json, bodySchema, used),
    };
    this.#compiled.set(operation, checks);
    return checks;
  }
}

async function createCompilers(): Promise<{ text: Ajv2020; json: Ajv2020 }> {
  const [{ Ajv2020: Compiler }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const addFormats = formats.default as unknown as (compiler: Ajv2020) => void;
  const make = (coerceTypes: false | "array"): Ajv2020 => {
    const compiler = new Compiler({ strict: false, logger: false, validateFormats: true, addUsedSchema: false, coerceTypes });
    addFormats(compiler);
    return compiler;
  };
  return { text: make("array"), json: make(false) };
}

/** Null where a schema cannot be compiled: then the system behind the connector is the judge. */
function compile(compiler: Ajv2020, schema: ValueSchema, schemas: Record<string, ValueSchema>): Check | null {
  const whole = { type: "object", properties: { value: schema }, schemas };
  try {
    const mayTakeLong = /"(pattern|patternProperties|format|uniqueItems|\$ref|\$dynamicRef)":/.test(JSON.stringify(schema));
    return { validate: compiler.compile<Record<string, unknown>>(whole), mayTakeLong };
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  } finally {
    compiler.removeSchema(whole);
  }
}

function refuseInvalid(query: Query, name: string, { validate, mayTakeLong }: Check, holder: Record<string, unknown>): void {
  const valid = mayTakeLong ? withinTime(checkMs, () => validate(holder)) : validate(holder);
  if (valid === true) return;
  if (valid === null) throw inputError(query, name, queryMessages.inputSlow());
  throw refusal(query, name, validate.errors);
}

function refusal(query: Query, name: string, errors: ErrorObject[] | null | undefined): Error {
  const { pointer, what } = firstSchemaError(errors);
  return inputError(query, name, what, pointer.replace(/^\/value/, ""));
}
