import { type ValueSchema, canonicalJson } from "@tessera/contracts";
import { equalJson, isObject, textKeywords } from "./json.ts";
import { type Located, below, keyOf, refName, sharedPointer } from "./located.ts";

export type TypeName = "string" | "number" | "integer" | "boolean" | "object" | "array";

/** Alternatives of which a value fits one (`oneOf`) or some (`anyOf`); `null` is not among them. */
export interface Group {
  keyword: "oneOf" | "anyOf";
  options: Located[];
}

/**
 * What a schema says once references and `allOf` are followed: every keyword with its strictest value. Values that differ
 * between members of `allOf` keep the place of the last one.
 */
export interface View {
  pointer: string;
  /** Without null; `null`: any type. An empty set allows no value but null. */
  types: Set<TypeName> | null;
  nullable: boolean;
  /** By canonical JSON text, without null; `null`: any value. */
  values: Map<string, unknown> | null;
  /** Keywords that restrict and hold no schema that is looked into. */
  rules: Map<string, unknown>;
  properties: Map<string, Located>;
  required: Set<string>;
  patterns: Map<string, Located>;
  additional: Located | undefined;
  items: Located | undefined;
  prefix: Located[];
  groups: Group[];
  discriminator: unknown;
  texts: [string, unknown][];
  default: { value: unknown } | undefined;
  deprecated: boolean;
  readOnly: boolean;
  writeOnly: boolean;
}

const allTypes: ReadonlySet<string> = new Set<TypeName>(["string", "number", "integer", "boolean", "object", "array"]);
/** More members of `allOf` than this, through references, are taken for a loop. */
const mostMembers = 1_000;
/** Parts that say the same field again and again: the last one counts. */
const longestKey = 2_000;

/** Reads schemas of one release. */
export class SchemaReader {
  readonly #schemas: Readonly<Record<string, ValueSchema>>;

  constructor(schemas: Readonly<Record<string, ValueSchema>>) {
    this.#schemas = schemas;
  }

  /** The shared schema of a name; one that is missing allows everything. */
  shared(name: string): Located {
    return below(Object.hasOwn(this.#schemas, name) ? this.#schemas[name] : true, sharedPointer(name));
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#schemas, name);
  }

  view(located: Located): View {
    const view = emptyView(located.pointer);
    const seen = new Set<unknown>();
    const waiting: Located[] = [located];
    for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
      if (seen.has(member.schema) || seen.size > mostMembers) continue;
      if (typeof member.schema !== "boolean") seen.add(member.schema);
      waiting.push(...this.#merge(view, member));
    }
    inferTypes(view);
    return view;
  }

  /** Adds one member to the view; answers those that it consists of besides. */
  #merge(view: View, { schema, pointer }: Located): Located[] {
    if (schema === true) return [];
    if (schema === false) {
      view.types = new Set();
      view.nullable = false;
      return [];
    }
    const members: Located[] = [];
    const name = refName(schema);
    if (name !== undefined) members.push(this.shared(name));
    const types = typesOf(schema["type"]);
    if (types !== null) restrictTypes(view, types, types.has("null") || schema["nullable"] === true);
    for (const [keyword, value] of Object.entries(schema)) {
      if (value === undefined) continue;
      if (textKeywords.has(keyword) || keyword.startsWith("x-")) view.texts.push([keyword, value]);
      else if (keyword === "allOf" && Array.isArray(value)) members.push(...value.map((member, index) => below(member, pointer, keyword, String(index))).reverse());
      else if ((keyword === "oneOf" || keyword === "anyOf") && Array.isArray(value)) members.push(...addGroup(view, keyword, value, pointer));
      else mergeKeyword(view, keyword, value, pointer);
    }
    return members;
  }
}

function emptyView(pointer: string): View {
  return {
    pointer, types: null, nullable: true, values: null, rules: new Map(), properties: new Map(), required: new Set(), patterns: new Map(), additional: undefined, items: undefined, prefix: [],
    groups: [], discriminator: undefined, texts: [], default: undefined, deprecated: false, readOnly: false, writeOnly: false,
  };
}

function mergeKeyword(view: View, keyword: string, value: unknown, pointer: string): void {
  switch (keyword) {
    case "$ref":
    case "type":
    case "nullable":
    case "$defs":
      return;
    case "enum":
      if (Array.isArray(value)) restrictValues(view, value);
      return;
    case "const":
      return restrictValues(view, [value]);
    case "properties":
      return addProperties(view.properties, keyword, value, pointer);
    case "patternProperties":
      return addProperties(view.patterns, keyword, value, pointer);
    case "required":
      if (Array.isArray(value)) for (const name of value) view.required.add(String(name));
      return;
    case "additionalProperties":
      view.additional = view.additional === undefined ? below(value, pointer, keyword) : both(view.additional, below(value, pointer, keyword));
      return;
    case "items":
      view.items = view.items === undefined ? below(value, pointer, keyword) : both(view.items, below(value, pointer, keyword));
      return;
    case "prefixItems":
      if (Array.isArray(value)) view.prefix = value.map((item, index) => below(item, pointer, keyword, String(index)));
      return;
    case "discriminator":
      view.discriminator = value;
      return;
    case "default":
      view.default = { value };
      return;
    case "deprecated":
    case "readOnly":
    case "writeOnly":
      view[keyword] = value === true;
      return;
    default:
      view.rules.set(keyword, stricter(keyword, view.rules.get(keyword), value));
  }
}

function addProperties(properties: Map<string, Located>, keyword: string, value: unknown, pointer: string): void {
  if (!isObject(value)) return;
  for (const [name, schema] of Object.entries(value)) {
    const known = properties.get(name);
    const added = below(schema, pointer, keyword, name);
    properties.set(name, known === undefined ? added : both(known, added));
  }
}

/** What two members of `allOf` say of the same value. */
function both(one: Located, other: Located): Located {
  const key = `${keyOf(one)}&${keyOf(other)}`;
  if (key.length > longestKey || equalJson(one.schema, other.schema)) return other;
  return { schema: { allOf: [one.schema, other.schema] }, pointer: other.pointer, key };
}

function stricter(keyword: string, one: unknown, other: unknown): unknown {
  if (typeof one !== "number" || typeof other !== "number") return other;
  if (/^(minimum|exclusiveMinimum|min)/.test(keyword)) return Math.max(one, other);
  return /^(maximum|exclusiveMaximum|max)/.test(keyword) ? Math.min(one, other) : other;
}

/** Takes `null` out of the alternatives; a single one that is left is part of the schema itself. */
function addGroup(view: View, keyword: Group["keyword"], value: readonly unknown[], pointer: string): Located[] {
  const options = value.map((option, index) => below(option, pointer, keyword, String(index)));
  const others = options.filter(({ schema }) => !isNull(schema));
  const [only] = others;
  if (only !== undefined && others.length === 1) {
    if (options.length === 1) return [only];
    // `null` stays possible whatever the other alternative says.
    view.groups.push({ keyword, options: [] });
    return [only];
  }
  if (others.length === options.length && view.types === null) view.nullable &&= options.some(({ schema }) => mayBeNull(schema));
  view.groups.push({ keyword, options: others });
  return [];
}

function isNull(schema: ValueSchema): boolean {
  if (typeof schema === "boolean") return false;
  return schema["type"] === "null" || schema["const"] === null || (Array.isArray(schema["enum"]) && schema["enum"].length > 0 && schema["enum"].every((value) => value === null));
}

function mayBeNull(schema: ValueSchema): boolean {
  if (typeof schema === "boolean") return schema;
  return Array.isArray(schema["type"]) ? schema["type"].includes("null") : schema["nullable"] === true;
}

function typesOf(type: unknown): Set<string> | null {
  if (type === undefined) return null;
  return new Set((Array.isArray(type) ? type : [type]).map(String).filter((name) => name === "null" || allTypes.has(name)));
}

function restrictTypes(view: View, types: ReadonlySet<string>, nullable: boolean): void {
  const named = [...types].filter((name): name is TypeName => name !== "null");
  const before = view.types;
  view.types = new Set(before === null ? named : [...named.filter((name) => before.has(name) || (name === "integer" && before.has("number"))), ...(named.includes("number") && before.has("integer") ? (["integer"] as const) : [])]);
  view.nullable &&= nullable;
}

function restrictValues(view: View, values: readonly unknown[]): void {
  const given = new Map(values.filter((value) => value !== null).map((value) => [canonicalJson(value), value]));
  const before = view.values;
  view.values = before === null ? given : new Map([...given].filter(([text]) => before.has(text)));
  view.nullable &&= values.includes(null);
}

/** Documents leave types out that their other keywords make plain. */
function inferTypes(view: View): void {
  const hasEmptyGroup = view.groups.some(({ options }) => options.length === 0);
  view.groups = view.groups.filter(({ options }) => options.length > 0);
  if (hasEmptyGroup) view.nullable = true;
  if (view.types === null && view.values !== null) {
    view.types = new Set([...view.values.values()].map(typeOfValue));
  } else if (view.types === null && view.groups.length === 0) {
    if (view.properties.size > 0 || view.required.size > 0 || view.additional !== undefined) view.types = new Set<TypeName>(["object"]);
    else if (view.items !== undefined || view.prefix.length > 0) view.types = new Set<TypeName>(["array"]);
    else return;
    if (!hasEmptyGroup) view.nullable = false;
  }
  if (view.types?.has("number")) view.types.delete("integer");
}

function typeOfValue(value: unknown): TypeName {
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" ? "string" : typeof value === "boolean" ? "boolean" : "object";
}

/** Whether a view restricts nothing. */
export function isAnything(view: View): boolean {
  return view.types === null && view.values === null && view.groups.length === 0 && view.rules.size === 0;
}
