import { type Message, joinMessages, verbatim } from "@tessera/contracts";
import { isObject, sameJson } from "../records/json.ts";
import { typeMessages, valueMessages } from "./messages.ts";

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
};

/**
 * Checks a value against the part of JSON Schema that property specs use: type, enum, const, minimum, maximum, minLength,
 * maxLength, pattern, items, properties, required, anyOf, oneOf. Returns what is wrong with its place, or null.
 */
export function checkValue(value: unknown, schema: unknown, path = ""): Finding {
  if (!isObject(schema)) return null;
  return checkType(value, schema, path) ?? checkChoice(value, schema, path) ?? checkBounds(value, schema, path) ?? checkInside(value, schema, path);
}

/** What is wrong with a value, as the rest of a sentence that begins with its property. */
type Finding = { path: string; message: Message } | null;

function typeName(type: string): Message {
  return Object.hasOwn(typeMessages, type) ? typeMessages[type as keyof typeof typeMessages]() : verbatim(type);
}

function checkType(value: unknown, schema: Record<string, unknown>, path: string): Finding {
  if (schema.type === undefined) return null;
  const allowed = [schema.type].flat().map(String);
  const actual = typeOf(value);
  if (allowed.includes(actual) || (actual === "number" && Number.isInteger(value) && allowed.includes("integer"))) return null;
  return { path, message: valueMessages.type({ expected: joinMessages(allowed.map(typeName), { en: " or ", "zh-CN": "或" }), found: typeName(actual) }) };
}

function checkChoice(value: unknown, schema: Record<string, unknown>, path: string): Finding {
  if (Array.isArray(schema.enum) && !schema.enum.some((option) => sameJson(option, value))) {
    return { path, message: valueMessages.choice({ values: joinMessages(schema.enum.slice(0, 12).map((option) => verbatim(JSON.stringify(option))), { en: ", ", "zh-CN": "、" }) }) };
  }
  if (schema.const !== undefined && !sameJson(schema.const, value)) return { path, message: valueMessages.value({ value: JSON.stringify(schema.const) }) };
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf : Array.isArray(schema.oneOf) ? schema.oneOf : null;
  if (branches === null) return null;
  const findings = branches.map((branch) => checkValue(value, branch, path));
  if (findings.includes(null) || findings.length === 0) return null;
  // The branch that got furthest into the value says most about what was meant.
  return findings.reduce((best, finding) => ((finding?.path.length ?? 0) > (best?.path.length ?? 0) ? finding : best)) ?? null;
}

function checkBounds(value: unknown, schema: Record<string, unknown>, path: string): Finding {
  if (typeof value === "number") {
    if (typeof schema.minimum === "number" && value < schema.minimum) return { path, message: valueMessages.least({ limit: schema.minimum }) };
    if (typeof schema.maximum === "number" && value > schema.maximum) return { path, message: valueMessages.most({ limit: schema.maximum }) };
  }
  if (typeof value === "string") {
    if (typeof schema.minLength === "number" && value.length < schema.minLength) return { path, message: valueMessages.shortest({ limit: schema.minLength }) };
    if (typeof schema.maxLength === "number" && value.length > schema.maxLength) return { path, message: valueMessages.longest({ limit: schema.maxLength }) };
  }
  return null;
}

function checkInside(value: unknown, schema: Record<string, unknown>, path: string): Finding {
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const [index, item] of value.entries()) {
      const found = checkValue(item, schema.items, `${path}/${index}`);
      if (found) return found;
    }
  }
  if (!isObject(value)) return null;
  if (Array.isArray(schema.required)) {
    const absent = schema.required.find((name) => !Object.hasOwn(value, String(name)));
    if (absent !== undefined) return { path, message: valueMessages.fieldMissing({ name: String(absent) }) };
  }
  if (!isObject(schema.properties)) return null;
  for (const [name, part] of Object.entries(schema.properties)) {
    const found = Object.hasOwn(value, name) ? checkValue(value[name], part, `${path}/${name}`) : null;
    if (found) return found;
  }
  return null;
}
