import { type SharedSchemas, schemaObject, sharedName } from "../../schema/resolve-schema.ts";

/** A value's JSON Schema (2020-12, with the `nullable` of OpenAPI 3.0), whose references are `#/schemas/<name>` of `shared`. */
export interface Typed {
  schema: unknown;
  shared: SharedSchemas;
}

export interface TypeTexts {
  /** The type of each value, by the name it was given under. */
  types: Record<string, string>;
  /** Declarations of the shared schemas that the types name. */
  declarations: string;
}

const deepest = 24;
const longestComment = 300;
const mostLiterals = 60;
const identifier = /^[A-Za-z_$][\w$]*$/;

/**
 * JSON Schemas as TypeScript: shared schemas become named types, so that recursion ends; what has no counterpart is `any`.
 * `longest`: characters after which everything further is `any`.
 */
export function typeTexts(values: Readonly<Record<string, Typed>>, { longest = 200_000 }: { longest?: number } = {}): TypeTexts {
  let used = 0;
  const names = new Map<string, string>();
  const declared: string[] = [];
  const ids = new Map<SharedSchemas, number>();

  /** The name of the type of a shared schema; it is written when it is first named. */
  const named = (name: string, shared: SharedSchemas): string => {
    if (!Object.hasOwn(shared, name)) return "any";
    if (!ids.has(shared)) ids.set(shared, ids.size);
    const key = `${ids.get(shared)}/${name}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    if (used > longest) return "any";
    const type = typeName(name, new Set(names.values()));
    names.set(key, type);
    const at = declared.push("") - 1;
    declared[at] = `type ${type} = ${aliased(write(shared[name], shared, 0), type)};`;
    return type;
  };
  const write = (given: unknown, shared: SharedSchemas, depth: number): string => {
    if (given === false) return "never";
    if (depth > deepest || used > longest) return "any";
    const text = typeOf(schemaObject(given), shared, depth);
    if (!text.includes("\n")) used += text.length;
    return text;
  };
  const typeOf = (schema: Record<string, unknown>, shared: SharedSchemas, depth: number): string => {
    const reference = sharedName(schema);
    if (reference !== undefined) return orNull(schema, named(reference, shared));
    if (typeof schema["$ref"] === "string") return "any";
    if (Array.isArray(schema["enum"])) return orNull(schema, union(schema["enum"].slice(0, mostLiterals).map(literal)));
    if (schema["const"] !== undefined) return literal(schema["const"]);
    const parts = [own(schema, shared, depth)];
    for (const choices of [schema["oneOf"], schema["anyOf"]]) if (Array.isArray(choices) && choices.length > 0) parts.push(union(choices.map((one) => write(one, shared, depth + 1))));
    if (Array.isArray(schema["allOf"])) for (const one of schema["allOf"]) parts.push(write(one, shared, depth + 1));
    const known = parts.filter((part) => part !== "any");
    if (known.length === 0) return "any";
    return orNull(schema, known.length === 1 ? (known[0] ?? "any") : known.map(grouped).join(" & "));
  };
  /** What `type` and its keywords say, without the combinations. */
  const own = (schema: Record<string, unknown>, shared: SharedSchemas, depth: number): string => {
    const types = [schema["type"]].flat().filter((type): type is string => typeof type === "string");
    if (types.length === 0) {
      if (schema["properties"] !== undefined || schema["additionalProperties"] !== undefined) return objectOf(schema, shared, depth);
      return schema["items"] !== undefined || schema["prefixItems"] !== undefined ? arrayOf(schema, shared, depth) : "any";
    }
    return union(
      types.map((type) => {
        if (type === "object") return objectOf(schema, shared, depth);
        if (type === "array") return arrayOf(schema, shared, depth);
        if (type === "integer") return "number";
        return type === "string" || type === "number" || type === "boolean" || type === "null" ? type : "any";
      }),
    );
  };
  const arrayOf = (schema: Record<string, unknown>, shared: SharedSchemas, depth: number): string => {
    const rest = schema["items"] === undefined || schema["items"] === true ? null : write(schema["items"], shared, depth + 1);
    if (Array.isArray(schema["prefixItems"])) {
      const first = schema["prefixItems"].map((item) => write(item, shared, depth + 1));
      return `[${[...first, ...(rest === "never" ? [] : [`...${grouped(rest ?? "any")}[]`])].join(", ")}]`;
    }
    return `${grouped(rest ?? "any")}[]`;
  };
  const objectOf = (schema: Record<string, unknown>, shared: SharedSchemas, depth: number): string => {
    const properties = Object.entries(schemaObject(schema["properties"]));
    const more = schema["additionalProperties"];
    const open = typeof more === "object" || more === true || schema["patternProperties"] !== undefined;
    const index = !open ? null : `{ [name: string]: ${typeof more === "object" && schema["patternProperties"] === undefined ? write(more, shared, depth + 1) : "any"} }`;
    if (properties.length === 0) return index ?? "{ [name: string]: any }";
    const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : []);
    const indent = "  ".repeat(depth + 1);
    const lines = properties.map(([name, property]) => `${comment(schemaObject(property), indent)}${indent}${nameOf(name)}${required.has(name) ? "" : "?"}: ${write(property, shared, depth + 1)};\n`);
    const body = `{\n${lines.join("")}${"  ".repeat(depth)}}`;
    used += 2 * properties.length;
    return index === null ? body : `${body} & ${index}`;
  };

  const types = Object.fromEntries(Object.entries(values).map(([name, { schema, shared }]) => [name, write(schema, shared, 0)]));
  return { types, declarations: declared.join("\n") };
}

/** A type that would be nothing but itself says nothing. */
function aliased(text: string, name: string): string {
  return text === name ? "any" : text;
}

function orNull(schema: Record<string, unknown>, text: string): string {
  return schema["nullable"] === true && text !== "any" ? union([text, "null"]) : text;
}

function union(parts: readonly string[]): string {
  if (parts.length === 0 || parts.includes("any")) return "any";
  const different = [...new Set(parts)];
  return different.length === 1 ? (different[0] ?? "any") : different.map((part) => (part.includes(" & ") ? grouped(part) : part)).join(" | ");
}

function grouped(text: string): string {
  return / [|&] /.test(text) && !/^\(.*\)$/s.test(text) ? `(${text})` : text;
}

function literal(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? JSON.stringify(value) : "any";
}

function nameOf(name: string): string {
  return identifier.test(name) ? name : JSON.stringify(name);
}

function comment(schema: Record<string, unknown>, indent: string): string {
  const text = [schema["description"], schema["deprecated"] === true ? "@deprecated" : undefined].filter((part) => typeof part === "string" && part.trim() !== "").join(" ");
  return text === "" ? "" : `${indent}/** ${text.replaceAll(/\s+/g, " ").replaceAll("*/", "* /").slice(0, longestComment)} */\n`;
}

/** `alert.label-set` → `AlertLabelSet`, with a number where that is taken. */
function typeName(name: string, taken: ReadonlySet<string>): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const base = /^[A-Za-z]/.test(words) ? words : `Type${words}`;
  // Names of the language's own types would merge with them.
  const free = (candidate: string): boolean => !taken.has(candidate) && !(candidate in globalThis);
  if (free(base)) return base;
  for (let number = 2; ; number += 1) if (free(`${base}${number}`)) return `${base}${number}`;
}
