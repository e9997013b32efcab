import { type Message, type ValueSchema, escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { DocumentFormat } from "../parse-document.ts";
import type { Problems } from "../problems.ts";
import type { Scope } from "../source/scope.ts";
import { annotations, identities, positions } from "./keywords.ts";
import type { SchemaRegistry } from "./registry.ts";
import { Values } from "./values.ts";
import { addNull, convertExclusiveBounds } from "./older-drafts.ts";
import { keywordMessages, schemaMessages } from "./messages.ts";

export interface SchemaScope extends Scope {
  /** Pointer of the outermost schema around the current one. */
  readonly root: string;
}

/**
 * Turns the schema dialects of Swagger 2.0 and OpenAPI 3.0 and 3.1 into JSON Schema 2020-12 whose references name
 * shared schemas. What no validator could compile is left out and reported.
 */
export class SchemaConverter {
  readonly #format: DocumentFormat;
  readonly #problems: Problems;
  readonly #registry: SchemaRegistry;
  readonly #values: Values;

  constructor(format: DocumentFormat, problems: Problems, registry: SchemaRegistry) {
    this.#format = format;
    this.#problems = problems;
    this.#registry = registry;
    this.#values = new Values(problems);
  }

  convert(value: unknown, pointer: string, scope: SchemaScope): ValueSchema {
    if (typeof value === "boolean") return value;
    if (!isObject(value)) {
      this.#problems.add("warning", problemCodes.schemaInvalid, pointer, schemaMessages.notObject(), scope.operation);
      return true;
    }
    const result = typeof value["$ref"] === "string" ? this.#convertReference(value, value["$ref"], pointer, scope) : this.#convertKeywords(value, pointer, scope);
    const nullable = value["nullable"] === true || value["x-nullable"] === true || value["x-isnullable"] === true;
    return nullable ? addNull(result) : result;
  }

  #convertReference(value: JsonObject, ref: string, pointer: string, scope: SchemaScope): JsonObject {
    const { $ref: _ref, ...siblings } = value;
    const used = this.#format === "openapi-3.1" ? siblings : this.#describingSiblings(siblings, pointer, scope);
    const result = this.#convertKeywords(used, pointer, scope);
    const target = this.#registry.reference(ref, pointer, scope.root, scope);
    return target === undefined ? result : { $ref: target, ...result };
  }

  /** OpenAPI 3.0 and Swagger 2.0 ignore what stands beside `$ref`; descriptions are kept because people meant them. */
  #describingSiblings(siblings: JsonObject, pointer: string, scope: SchemaScope): JsonObject {
    const kept: JsonObject = {};
    for (const [key, value] of Object.entries(siblings)) {
      if (annotations.has(key) || key.startsWith("x-")) kept[key] = value;
      else if (key !== "nullable") {
        this.#problems.add("info", problemCodes.schemaRefSiblings, pointer, schemaMessages.besideRef({ key: key.slice(0, 100) }), scope.operation);
      }
    }
    return kept;
  }

  #convertKeywords(schema: JsonObject, pointer: string, scope: SchemaScope): JsonObject {
    const result: JsonObject = {};
    for (const key in schema) {
      const value = schema[key];
      const at = `${pointer}/${escapePointer(key)}`;
      const position = positions.get(key);
      if (position === "schema") this.#convertSingle(result, key, value, at, scope);
      else if (position === "list") this.#convertList(result, key, value, at, scope);
      else if (position === "map") this.#convertMap(result, key, value, at, scope);
      else this.#convertOther(result, key, value, schema, at, scope);
    }
    convertExclusiveBounds(result, schema);
    return result;
  }

  #convertSingle(result: JsonObject, key: string, value: unknown, at: string, scope: SchemaScope): void {
    if (key === "items" && Array.isArray(value)) this.#convertList(result, "prefixItems", value, at, scope);
    else result[key] = this.convert(value, at, scope);
  }

  #convertList(result: JsonObject, key: string, value: unknown, at: string, scope: SchemaScope): void {
    if (!Array.isArray(value) || value.length === 0) this.#drop(at, keywordMessages.schemaList(), scope);
    else result[key] = value.map((item, index) => this.convert(item, `${at}/${index}`, scope));
  }

  #convertMap(result: JsonObject, key: string, value: unknown, at: string, scope: SchemaScope): void {
    if (!isObject(value)) return this.#drop(at, keywordMessages.schemaMap(), scope);
    const map: JsonObject = {};
    for (const name in value) {
      if (key === "patternProperties" && !this.#values.compiles(name)) this.#drop(`${at}/${escapePointer(name)}`, keywordMessages.notPattern(), scope);
      else map[name] = this.convert(value[name], `${at}/${escapePointer(name)}`, scope);
    }
    result[key] = map;
  }

  #convertOther(result: JsonObject, key: string, value: unknown, schema: JsonObject, at: string, scope: SchemaScope): void {
    if (key === "definitions") return this.#convertMap(result, "$defs", value, at, scope);
    if (key === "additionalItems") {
      if (Array.isArray(schema["items"])) result["items"] = this.convert(value, at, scope);
      return;
    }
    if (key === "$dynamicRef" || key === "$recursiveRef") return this.#drop(at, keywordMessages.dynamicRef(), scope);
    // `id` is an identity in Draft 4 only when it is a string; documents use the word for extensions of their own too.
    if (identities.has(key) && (key !== "id" || typeof value === "string")) return;
    if (key === "discriminator") return this.#convertDiscriminator(result, value, at, scope);
    this.#values.convert(result, key, value, at, scope);
  }

  #convertDiscriminator(result: JsonObject, value: unknown, at: string, scope: SchemaScope): void {
    const object = typeof value === "string" ? { propertyName: value } : value;
    if (!isObject(object) || typeof object["propertyName"] !== "string") return this.#drop(at, keywordMessages.discriminator(), scope);
    if (!isObject(object["mapping"])) {
      result["discriminator"] = object;
      return;
    }
    const mapping: JsonObject = {};
    for (const [name, ref] of Object.entries(object["mapping"])) {
      if (typeof ref !== "string") continue;
      const full = /^[A-Za-z0-9._-]+$/.test(ref) ? `#/components/schemas/${ref}` : ref;
      const target = this.#registry.reference(full, `${at}/mapping/${escapePointer(name)}`, scope.root, scope);
      if (target !== undefined) mapping[name] = target;
    }
    result["discriminator"] = { ...object, mapping };
  }

  #drop(at: string, what: Message, scope: SchemaScope): void {
    this.#problems.add("warning", problemCodes.schemaKeyword, at, schemaMessages.dropped({ key: at.slice(at.lastIndexOf("/") + 1), what }), scope.operation);
  }
}
