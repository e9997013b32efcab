import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation, Parameter, ValueSchema } from "@tessera/contracts";
import { type ImportResult, importDocument, parseDocument } from "@tessera/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const root = join(import.meta.dirname, "../..");

/** What a caller gives to an operation. */
export interface Inputs {
  /** By the parameter's name. */
  params?: Record<string, unknown>;
  body?: unknown;
}

/** What came back; `body` is parsed where the answer is JSON, else a text, absent when there is none. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

/** A connector's document, imported as the platform does it. */
export class DocumentedConnector {
  readonly imported: ImportResult;
  readonly #ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));

  constructor(name: string) {
    this.imported = importDocument(parseDocument(readFileSync(join(root, `connectors/${name}/openapi.yaml`), "utf8")));
    this.#ajv.addSchema({ $id: "http://documents.example.com/connector", schemas: this.imported.schemas });
  }

  operation(id: string): Operation {
    const found = this.imported.operations.find((operation) => operation.id === id);
    if (found === undefined) throw new Error(`There is no operation ${id}.`);
    return found;
  }

  /** Expects that a value fits a schema of the document; `what` names it in the failure. */
  expectValid(schema: ValueSchema | undefined, value: unknown, what: string): void {
    if (schema === undefined) return;
    const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"http://documents.example.com/connector#/')) as ValueSchema;
    const validate = this.#ajv.compile(pointed);
    assert.ok(validate(value), `${what}: ${this.#ajv.errorsText(validate.errors)} in ${JSON.stringify(value)?.slice(0, 300)}`);
  }

  /** Expects inputs that the document allows: known parameters, none missing, values and body of the documented shape. */
  expectInputs(id: string, { params = {}, body }: Inputs): void {
    const { parameters, requestBody } = this.operation(id);
    for (const name of Object.keys(params)) assert.ok(parameters.some((parameter) => parameter.name === name), `${id} has no parameter ${name}`);
    for (const { name, required } of parameters) assert.ok(!required || name in params, `${id} needs ${name}`);
    for (const { name, schema } of parameters) if (name in params) this.expectValid(schema, params[name], `${id} ${name}`);
    assert.ok(!requestBody?.required || body !== undefined, `${id} needs a body`);
    if (body !== undefined) this.expectValid(Object.values(requestBody?.content ?? {})[0]?.schema, body, `${id} body`);
  }

  /** Expects an answer of a documented status, media type and shape. */
  expectAnswer(id: string, { status, headers, body }: Answer): void {
    const response = this.operation(id).responses[String(status)];
    assert.ok(response, `${id} documents no ${status}: ${JSON.stringify(body)?.slice(0, 300)}`);
    const content = response.content ?? {};
    if (body === undefined || Object.keys(content).length === 0) return;
    const type = headers["content-type"]?.split(";")[0] ?? "";
    // An answer without a type of its own, or with a general one, is measured by the first that is documented.
    const media = content[type] ?? (/json|octet|plain|^$/.test(type) ? Object.values(content)[0] : undefined);
    assert.ok(media, `${id} ${status} documents no ${type}`);
    this.expectValid(media.schema, body, `${id} ${status}`);
  }

  /** Calls the operation at `address` as its document says, and expects that inputs and answer are as documented. */
  async call(address: string, id: string, inputs: Inputs = {}, headers: Record<string, string> = {}): Promise<Answer> {
    this.expectInputs(id, inputs);
    const operation = this.operation(id);
    const [type] = Object.keys(operation.requestBody?.content ?? {});
    const response = await fetch(address + targetOf(operation, inputs.params ?? {}), {
      method: operation.method,
      headers: { accept: acceptedBy(operation), ...(inputs.body === undefined || type === undefined ? {} : { "content-type": type }), ...headers },
      ...(inputs.body === undefined ? {} : { body: bodyText(inputs.body, type ?? "") }),
      redirect: "manual",
    });
    const text = await response.text();
    const answerType = response.headers.get("content-type") ?? "";
    const answer: Answer = { status: response.status, headers: Object.fromEntries(response.headers), ...(text === "" ? {} : { body: /[/+]json\b/.test(answerType) && !/stream/.test(answerType) ? JSON.parse(text) : text }) };
    this.expectAnswer(id, answer);
    return answer;
  }
}

function acceptedBy({ responses }: Operation): string {
  const types = Object.values(responses).flatMap(({ content }) => Object.keys(content ?? {}));
  return [...new Set(types), "*/*;q=0.1"].join(", ");
}

function targetOf({ path, parameters }: Operation, params: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const { name } of parameters.filter((parameter): parameter is Parameter => parameter.in === "query")) {
    const value = params[name];
    if (value !== undefined) for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const filled = path.replace(/\{([^}]+)\}/g, (_whole, name: string) => encodeURIComponent(String(params[name])));
  return query.size === 0 ? filled : `${filled}?${query}`;
}

function bodyText(body: unknown, type: string): string {
  if (typeof body === "string" && type !== "application/json") return body;
  return type.includes("urlencoded") ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
}
