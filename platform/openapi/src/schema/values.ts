import type { Message } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { limits } from "../limits.ts";
import type { Problems } from "../problems.ts";
import type { Scope } from "../source/scope.ts";
import { counts, numbers, typeAliases, types } from "./keywords.ts";
import { keywordMessages, schemaMessages } from "./messages.ts";

/** Converts the keywords of a schema that hold plain values. */
export class Values {
  readonly #problems: Problems;
  readonly #patterns = new Map<string, boolean>();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  convert(result: JsonObject, key: string, value: unknown, at: string, scope: Scope): void {
    if (counts.has(key)) return this.#number(result, key, value, at, scope, (number) => Number.isInteger(number) && number >= 0);
    if (numbers.has(key)) return this.#number(result, key, value, at, scope, (number) => key !== "multipleOf" || number > 0);
    switch (key) {
      case "nullable":
      case "x-nullable":
      case "x-isnullable":
        return;
      case "type":
        return this.#type(result, value, at, scope);
      case "exclusiveMinimum":
      case "exclusiveMaximum":
        if (typeof value !== "boolean") this.#number(result, key, value, at, scope, () => true);
        return;
      case "enum":
        if (Array.isArray(value) && value.length > 0) result[key] = value;
        else this.#drop(at, key, keywordMessages.valueList(), scope);
        return;
      case "required":
        return this.#required(result, value, at, scope);
      case "pattern":
        return this.#pattern(result, value, at, scope);
      case "example":
      case "examples":
        return this.#example(result, key, value);
      case "format":
      case "title":
      case "description":
      case "contentMediaType":
      case "contentEncoding":
        if (typeof value === "string") result[key] ??= value;
        else if (value !== null) this.#drop(at, key, keywordMessages.text(), scope);
        return;
      case "uniqueItems":
      case "readOnly":
      case "writeOnly":
      case "deprecated":
        if (typeof value === "boolean") result[key] = value;
        else this.#drop(at, key, keywordMessages.boolean(), scope);
        return;
      default:
        result[key] = value;
    }
  }

  /** Whether a pattern compiles as validators compile it: ECMA 262 with the `u` flag. */
  compiles(pattern: string): boolean {
    let known = this.#patterns.get(pattern);
    if (known === undefined) {
      known = pattern.length <= limits.patternChars && compilesAsRegExp(pattern);
      this.#patterns.set(pattern, known);
    }
    return known;
  }

  #type(result: JsonObject, value: unknown, at: string, scope: Scope): void {
    if (value === "file") {
      result["type"] = "string";
      result["format"] = "binary";
      return;
    }
    const named = Array.isArray(value) ? value : [value];
    const known: string[] = [];
    for (const name of named) {
      const lower = typeof name === "string" ? name.toLowerCase() : "";
      const type = typeAliases.get(lower) ?? lower;
      if (type !== name) {
        const shown = String(name).slice(0, 100);
        this.#problems.add("warning", problemCodes.schemaKeyword, at, types.has(type) ? schemaMessages.typeReplaced({ name: shown, type }) : schemaMessages.typeDropped({ name: shown }), scope.operation);
      } else if (!types.has(type)) this.#drop(at, type, keywordMessages.notType(), scope);
      if (types.has(type) && !known.includes(type)) known.push(type);
    }
    if (known.length > 0) result["type"] = Array.isArray(value) ? known : known[0];
  }

  #number(result: JsonObject, key: string, value: unknown, at: string, scope: Scope, fits: (number: number) => boolean): void {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number) && fits(number)) {
      result[key] = number;
      if (typeof value === "string") this.#problems.add("info", problemCodes.schemaKeyword, at, schemaMessages.numberText({ key, number }), scope.operation);
    } else this.#drop(at, key, keywordMessages.number(), scope);
  }

  #required(result: JsonObject, value: unknown, at: string, scope: Scope): void {
    if (!Array.isArray(value)) return this.#drop(at, "required", keywordMessages.propertyNames(), scope);
    result["required"] = [...new Set(value.filter((name) => typeof name === "string"))];
  }

  #pattern(result: JsonObject, value: unknown, at: string, scope: Scope): void {
    if (typeof value !== "string") return this.#drop(at, "pattern", keywordMessages.text(), scope);
    if (this.compiles(value)) {
      result["pattern"] = value;
      return;
    }
    result["x-pattern"] = value;
    this.#problems.add("warning", problemCodes.schemaKeyword, at, schemaMessages.pattern(), scope.operation);
  }

  #example(result: JsonObject, key: string, value: unknown): void {
    const known = Array.isArray(result["examples"]) ? (result["examples"] as unknown[]) : [];
    if (key === "example") result["examples"] = [value, ...known];
    else result["examples"] = [...known, ...(Array.isArray(value) ? (value as unknown[]) : [value])];
  }

  #drop(at: string, key: string, what: Message, scope: Scope): void {
    this.#problems.add("warning", problemCodes.schemaKeyword, at, schemaMessages.dropped({ key: key.slice(0, 100), what }), scope.operation);
  }
}

function compilesAsRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
