import { type Message, schemaTextKeyword, schemaTextSchema } from "@tessera/contracts";
import type { ErrorObject } from "ajv";
import { keywordMessages, schemaMessages } from "./json-schema.messages.ts";

/** A value that does not fit its JSON Schema. */
export interface SchemaError {
  /** JSON pointer into the value; a missing property is named by where it belongs. */
  pointer: string;
  /** What is wrong, as the rest of a sentence that begins with the place and has no full stop. */
  what: Message;
}

const shownValues = 20;
const unnamed: readonly string[] = ["anyOf", "oneOf", "allOf", "not", "if"];

/** What Ajv found first, in both languages. With `verbose` the schema's own rule (`x-text`) speaks where it has one. */
export function firstSchemaError(errors: readonly ErrorObject[] | null | undefined): SchemaError {
  const [error] = errors ?? [];
  if (error === undefined) return { pointer: "", what: schemaMessages.invalid() };
  const missing: unknown = error.params["missingProperty"];
  const pointer = typeof missing === "string" ? `${error.instancePath}/${missing.replaceAll("~", "~0").replaceAll("/", "~1")}` : error.instancePath;
  const what = wrong(error);
  return { pointer, what: error.propertyName === undefined ? what : schemaMessages.key({ key: error.propertyName, what }) };
}

function wrong({ keyword, params, parentSchema, message }: ErrorObject): Message {
  if (keyword === "pattern") {
    const text = schemaTextSchema.safeParse((parentSchema as Record<string, unknown> | undefined)?.[schemaTextKeyword]);
    if (text.data?.rule !== undefined) return text.data.rule;
  }
  if (unnamed.includes(keyword)) return schemaMessages.anyForm();
  const write = Object.hasOwn(keywordMessages, keyword) ? keywordMessages[keyword as keyof typeof keywordMessages] : undefined;
  if (write !== undefined) return (write as (places: Record<string, string>) => Message)(placesOf(params));
  return message === undefined ? schemaMessages.invalid() : { en: message, "zh-CN": schemaMessages.invalid()["zh-CN"] };
}

/** What the keyword's message may name, as text. */
function placesOf(params: Record<string, unknown>): Record<string, string> {
  const named = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, textOf(value)]));
  return { ...named, expected: textOf(params["type"]), values: listOf(params["allowedValues"]), value: textOf(params["allowedValue"]) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : Array.isArray(value) ? value.map(textOf).join(", ") : (JSON.stringify(value) ?? "");
}

function listOf(values: unknown): string {
  if (!Array.isArray(values)) return "";
  return values.slice(0, shownValues).map((value) => textOf(value).slice(0, 60)).join(", ") + (values.length > shownValues ? ", …" : "");
}
