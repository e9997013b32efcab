import { type ValueSchema, jsonPointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { ParsedDocument } from "../parse-document.ts";
import { parsePointer } from "../pointer.ts";
import type { Problems } from "../problems.ts";
import type { Resolver } from "../source/resolver.ts";
import { sharedScope, type Scope } from "../source/scope.ts";
import { UniqueNames } from "../unique-names.ts";
import { SchemaConverter } from "./convert.ts";
import { schemaMessages } from "./messages.ts";

export const schemaRefPrefix = "#/schemas/";

/** Rule of OpenAPI 3.x for component names. */
const plainName = /^[A-Za-z0-9._-]{1,200}$/;

/** The shared schemas of a document by name: its components or definitions, and every other schema that a reference points at. */
export class SchemaRegistry {
  readonly #problems: Problems;
  readonly #refs: Resolver;
  readonly #converter: SchemaConverter;
  readonly #names = new Map<string, string>();
  readonly #unique = new UniqueNames();
  readonly #waiting: { name: string; pointer: string; value: unknown }[] = [];
  readonly #done: Record<string, ValueSchema> = {};

  constructor(document: ParsedDocument, problems: Problems, refs: Resolver) {
    this.#problems = problems;
    this.#refs = refs;
    this.#converter = new SchemaConverter(document.format, problems, this);
    const { pointer, schemas } = declaredSchemas(document);
    const odd: [string, unknown][] = [];
    for (const [name, value] of Object.entries(schemas)) {
      if (plainName.test(name)) this.#add(this.#unique.take(name), pointer + jsonPointer([name]), value);
      else odd.push([name, value]);
    }
    for (const [name, value] of odd) {
      const at = pointer + jsonPointer([name]);
      const used = this.#add(this.#unique.take(plain(name)), at, value);
      problems.add("info", problemCodes.schemaRenamed, at, schemaMessages.renamed({ name: name.slice(0, 200), used }));
    }
  }

  /** Converts a schema that belongs to an operation; shared ones that it needs become part of {@link finish}. */
  convert(value: unknown, pointer: string, scope: Scope): ValueSchema {
    return this.#converter.convert(value, pointer, { operation: scope.operation, root: pointer });
  }

  /** `#/schemas/<name>` for a reference of the document; undefined after a finding. `schemaRoot` is where `#` leads inside a schema with a base of its own. */
  reference(ref: string, pointer: string, schemaRoot: string, scope: Scope): string | undefined {
    let target = ref === "#" ? this.#refs.locateInside(schemaRoot, ref) : this.#refs.locate(ref);
    if (target === "missing" && ref.startsWith("#/")) target = this.#refs.locateInside(schemaRoot, ref);
    if (typeof target === "string") {
      this.#refs.report(target, ref, pointer, scope);
      return undefined;
    }
    const known = this.#names.get(target.pointer);
    if (known !== undefined) return schemaRefPrefix + known;
    return schemaRefPrefix + this.#add(this.#unique.take(plain(hoistedName(target.pointer))), target.pointer, target.value);
  }

  /** All shared schemas, converted; call after everything else is. */
  finish(): Record<string, ValueSchema> {
    // Converting one may add more.
    for (const next of this.#waiting) {
      this.#done[next.name] = this.#converter.convert(next.value, next.pointer, { ...sharedScope, root: next.pointer });
    }
    this.#openEndlessReferences();
    return this.#done;
  }

  #add(name: string, pointer: string, value: unknown): string {
    this.#names.set(pointer, name);
    this.#waiting.push({ name, pointer, value });
    return name;
  }

  /** `A: {$ref: B}`, `B: {$ref: A}` says nothing and would never end: one of them accepts any value. */
  #openEndlessReferences(): void {
    const ending = new Set<string>();
    for (const name of Object.keys(this.#done)) {
      const seen = new Set<string>();
      for (let at: string | undefined = name; at !== undefined && !ending.has(at); at = this.#pureReference(at)) {
        if (seen.has(at)) {
          this.#done[at] = true;
          this.#problems.add("warning", problemCodes.refCircular, jsonPointer(["schemas", at]), schemaMessages.endless({ name: at }));
          break;
        }
        seen.add(at);
      }
      for (const at of seen) ending.add(at);
    }
  }

  #pureReference(name: string): string | undefined {
    const schema = this.#done[name];
    const ref = isObject(schema) ? schema["$ref"] : undefined;
    return typeof ref === "string" ? ref.slice(schemaRefPrefix.length) : undefined;
  }
}

function declaredSchemas({ format, root }: ParsedDocument): { pointer: string; schemas: JsonObject } {
  if (format === "swagger-2.0") return { pointer: "/definitions", schemas: isObject(root["definitions"]) ? root["definitions"] : {} };
  const components = root["components"];
  const schemas = isObject(components) ? components["schemas"] : undefined;
  return { pointer: "/components/schemas", schemas: isObject(schemas) ? schemas : {} };
}

/** The name with a `_` for everything that may not stand in one. */
function plain(name: string): string {
  const result = name.replaceAll(/[^A-Za-z0-9._-]+/g, "_").slice(0, 180);
  return /[A-Za-z0-9]/.test(result) && result !== "__proto__" ? result : "schema";
}

/** `/components/schemas/Alert/properties/owner` → `Alert.owner`. */
function hoistedName(pointer: string): string {
  const dull = new Set(["components", "schemas", "definitions", "properties", "items", "schema", "paths", "content"]);
  const kept = (parsePointer(pointer) ?? []).filter((segment) => !dull.has(segment));
  return kept.slice(-4).join(".");
}
