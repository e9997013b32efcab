import { valuesEqual } from "../bson/compare.ts";
import { compareNumbers, toDouble } from "../bson/numeric.ts";
import { exactOf } from "../bson/decimal.ts";
import { BSON_TYPE, bsonTypeOf, isDocument, isNumeric, typeName, typeOfAlias } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import { EqualityKeys } from "../index/equality-keys.ts";
import { compileRegex } from "./regex.ts";

/** What a value does not satisfy. */
export type SchemaCheck = (value: unknown) => Document[];

/** One keyword applied to a value: what is wrong, or undefined. */
export type Rule = (value: unknown) => Document | undefined;

/** Compiles an inner schema. */
export type CompileSchema = (schema: unknown) => SchemaCheck;

type Keyword = (operand: unknown, schema: Document, compile: CompileSchema) => Rule | undefined;

function typeError(keyword: string, expected: string): StoreError {
  return new StoreError("TypeMismatch", `$jsonSchema keyword '${keyword}' must be ${expected}`);
}

function failure(keyword: string, operand: unknown, reason: string, value: unknown, extra: Document = {}): Document {
  return { operatorName: keyword, specifiedAs: { [keyword]: operand }, reason, consideredValue: value, ...extra };
}

const JSON_TYPES: Readonly<Record<string, readonly number[]>> = {
  object: [BSON_TYPE.object], array: [BSON_TYPE.array], string: [BSON_TYPE.string], boolean: [BSON_TYPE.bool], null: [BSON_TYPE.null],
  number: [BSON_TYPE.int, BSON_TYPE.long, BSON_TYPE.double, BSON_TYPE.decimal],
};

function typeKeyword(keyword: "bsonType" | "type"): Keyword {
  return (operand) => {
    const names = Array.isArray(operand) ? operand : [operand];
    const types = new Set(names.flatMap((name: unknown): readonly number[] => {
      if (typeof name !== "string") throw typeError(keyword, "a string or an array of strings");
      if (name === "number") return JSON_TYPES["number"] as readonly number[];
      const type = keyword === "type" ? JSON_TYPES[name] : typeOfAlias(name);
      if (type === undefined) throw new StoreError("BadValue", `$jsonSchema type '${name}' is not supported: Unknown type name alias: ${name}`);
      return typeof type === "number" ? [type] : type;
    }));
    return (value) => (types.has(bsonTypeOf(value)) ? undefined : failure(keyword, operand, "type did not match", value, { consideredType: typeName(bsonTypeOf(value)) }));
  };
}

function limitOf(keyword: string, operand: unknown): number {
  const limit = isNumeric(operand) ? toDouble(operand) : Number.NaN;
  if (!Number.isInteger(limit) || limit < 0) throw new StoreError("FailedToParse", `$jsonSchema keyword '${keyword}' must be a non-negative whole number`);
  return limit;
}

/** A bound on how many characters, items or properties a value has. */
function counting(keyword: string, reason: string, count: (value: unknown) => number | undefined, isWithin: (count: number, limit: number) => boolean): Keyword {
  return (operand) => {
    const limit = limitOf(keyword, operand);
    return (value) => {
      const size = count(value);
      return size === undefined || isWithin(size, limit) ? undefined : failure(keyword, operand, reason, value);
    };
  };
}

const lengthOfText = (value: unknown): number | undefined => (typeof value === "string" ? [...value].length : undefined);
const lengthOfArray = (value: unknown): number | undefined => (Array.isArray(value) ? value.length : undefined);
const countOfFields = (value: unknown): number | undefined => (isDocument(value) ? Object.keys(value).length : undefined);
const atLeast = (count: number, limit: number): boolean => count >= limit;
const atMost = (count: number, limit: number): boolean => count <= limit;

function bound(keyword: "minimum" | "maximum", direction: 1 | -1): Keyword {
  const exclusive = keyword === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
  return (operand, schema) => {
    if (!isNumeric(operand)) throw typeError(keyword, "a number");
    const isExclusive = schema[exclusive] === true;
    return (value) => {
      if (!isNumeric(value)) return undefined;
      const order = compareNumbers(value, operand) * direction;
      return order > 0 || (order === 0 && !isExclusive) ? undefined : failure(keyword, operand, "comparison failed", value);
    };
  };
}

function exclusiveFlag(keyword: string, needed: string): Keyword {
  return (operand, schema) => {
    if (typeof operand !== "boolean") throw typeError(keyword, "a boolean");
    if (!Object.hasOwn(schema, needed)) throw new StoreError("FailedToParse", `$jsonSchema keyword '${needed}' must be a present if ${keyword} is present`);
    return undefined;
  };
}

function isMultiple(value: unknown, divisor: unknown): boolean {
  const [left, right] = [exactOf(value), exactOf(divisor)];
  if (typeof left === "number" || typeof right === "number") return false;
  const exponent = Math.min(left.exponent, right.exponent);
  return (left.coefficient * 10n ** BigInt(left.exponent - exponent)) % (right.coefficient * 10n ** BigInt(right.exponent - exponent)) === 0n;
}

function schemasOf(keyword: string, operand: unknown, compile: CompileSchema): SchemaCheck[] {
  if (!Array.isArray(operand) || operand.length === 0) throw typeError(keyword, "a non-empty array of schemas");
  return operand.map(compile);
}

function requiredNames(operand: unknown): string[] {
  if (!Array.isArray(operand) || operand.length === 0 || operand.some((name) => typeof name !== "string")) throw new StoreError("FailedToParse", "$jsonSchema keyword 'required' must be a non-empty array of strings");
  return operand as string[];
}

const SIMPLE: Readonly<Record<string, Keyword>> = {
  bsonType: typeKeyword("bsonType"),
  type: typeKeyword("type"),
  enum: (operand) => {
    if (!Array.isArray(operand) || operand.length === 0) throw typeError("enum", "a non-empty array");
    return (value) => (operand.some((allowed) => valuesEqual(allowed, value)) ? undefined : failure("enum", operand, "value was not found in enum", value));
  },
  minLength: counting("minLength", "specified string length was not satisfied", lengthOfText, atLeast),
  maxLength: counting("maxLength", "specified string length was not satisfied", lengthOfText, atMost),
  minItems: counting("minItems", "array did not match specified length", lengthOfArray, atLeast),
  maxItems: counting("maxItems", "array did not match specified length", lengthOfArray, atMost),
  minProperties: counting("minProperties", "specified number of properties was not satisfied", countOfFields, atLeast),
  maxProperties: counting("maxProperties", "specified number of properties was not satisfied", countOfFields, atMost),
  pattern: (operand) => {
    if (typeof operand !== "string") throw typeError("pattern", "a string");
    const expression = compileRegex(operand);
    return (value) => (typeof value !== "string" || expression.test(value) ? undefined : failure("pattern", operand, "regular expression did not match", value));
  },
  minimum: bound("minimum", 1),
  maximum: bound("maximum", -1),
  exclusiveMinimum: exclusiveFlag("exclusiveMinimum", "minimum"),
  exclusiveMaximum: exclusiveFlag("exclusiveMaximum", "maximum"),
  multipleOf: (operand) => {
    if (!isNumeric(operand) || !(toDouble(operand) > 0)) throw new StoreError("FailedToParse", "$jsonSchema keyword 'multipleOf' must have a positive value");
    return (value) => (!isNumeric(value) || isMultiple(value, operand) ? undefined : failure("multipleOf", operand, "considered value is not a multiple of the specified value", value));
  },
  uniqueItems: (operand) => {
    if (typeof operand !== "boolean") throw typeError("uniqueItems", "a boolean");
    if (!operand) return undefined;
    return (value) => {
      if (!Array.isArray(value)) return undefined;
      const keys = new EqualityKeys(undefined);
      return new Set(value.map((item) => keys.keyOf(item))).size === value.length ? undefined : failure("uniqueItems", operand, "found a duplicate item", value);
    };
  },
};

const LOGICAL: Readonly<Record<string, Keyword>> = {
  allOf: (operand, _schema, compile) => {
    const checks = schemasOf("allOf", operand, compile);
    return (value) => notSatisfied("allOf", checks.map((check) => check(value)));
  },
  anyOf: (operand, _schema, compile) => {
    const checks = schemasOf("anyOf", operand, compile);
    return (value) => {
      const results = checks.map((check) => check(value));
      return results.some((details) => details.length === 0) ? undefined : notSatisfied("anyOf", results);
    };
  },
  oneOf: (operand, _schema, compile) => {
    const checks = schemasOf("oneOf", operand, compile);
    return (value) => {
      const results = checks.map((check) => check(value));
      const matching = results.flatMap((details, index) => (details.length === 0 ? [index] : []));
      if (matching.length === 1) return undefined;
      return matching.length === 0 ? notSatisfied("oneOf", results) : { operatorName: "oneOf", reason: "more than one subschema matched", matchingSchemaIndexes: matching };
    };
  },
  not: (operand, _schema, compile) => {
    const check = compile(operand);
    return (value) => (check(value).length > 0 ? undefined : { operatorName: "not", reason: "child expression matched", consideredValue: value });
  },
};

function notSatisfied(operatorName: string, results: readonly Document[][]): Document | undefined {
  const schemas = results.flatMap((details, index) => (details.length === 0 ? [] : [{ index, details }]));
  return schemas.length === 0 ? undefined : { operatorName, schemasNotSatisfied: schemas };
}

const OBJECTS: Readonly<Record<string, Keyword>> = {
  required: (operand) => {
    const names = requiredNames(operand);
    return (value) => {
      const missing = isDocument(value) ? names.filter((name) => !Object.hasOwn(value, name)) : [];
      return missing.length === 0 ? undefined : { operatorName: "required", specifiedAs: { required: operand }, missingProperties: missing };
    };
  },
  properties: (operand, _schema, compile) => {
    if (!isDocument(operand)) throw typeError("properties", "an object");
    const checks = Object.entries(operand).map(([name, schema]) => ({ name, schema, check: compile(schema) }));
    return (value) => {
      if (!isDocument(value)) return undefined;
      const failed = checks.flatMap(({ name, schema, check }): Document[] => {
        const details = Object.hasOwn(value, name) ? check(value[name]) : [];
        return details.length === 0 ? [] : [{ propertyName: name, ...annotations(schema), details }];
      });
      return failed.length === 0 ? undefined : { operatorName: "properties", propertiesNotSatisfied: failed };
    };
  },
  patternProperties: (operand, _schema, compile) => {
    if (!isDocument(operand)) throw typeError("patternProperties", "an object");
    const checks = Object.entries(operand).map(([pattern, schema]) => ({ pattern, expression: compileRegex(pattern), check: compile(schema) }));
    return (value) => {
      if (!isDocument(value)) return undefined;
      const failed = Object.keys(value).flatMap((name) => checks.flatMap(({ pattern, expression, check }): Document[] => {
        const details = expression.test(name) ? check(value[name]) : [];
        return details.length === 0 ? [] : [{ propertyName: name, regexMatched: pattern, details }];
      }));
      return failed.length === 0 ? undefined : { operatorName: "patternProperties", details: failed };
    };
  },
  additionalProperties: (operand, schema, compile) => {
    if (typeof operand !== "boolean" && !isDocument(operand)) throw typeError("additionalProperties", "an object or a boolean");
    const named = new Set(Object.keys(isDocument(schema["properties"]) ? schema["properties"] : {}));
    const patterns = Object.keys(isDocument(schema["patternProperties"]) ? schema["patternProperties"] : {}).map((pattern) => compileRegex(pattern));
    const check = typeof operand === "boolean" ? undefined : compile(operand);
    return (value) => {
      if (!isDocument(value) || operand === true) return undefined;
      const additional = Object.keys(value).filter((name) => !named.has(name) && !patterns.some((pattern) => pattern.test(name)));
      const failed = additional.find((name) => check === undefined || check(value[name]).length > 0);
      if (failed === undefined) return undefined;
      return { operatorName: "additionalProperties", specifiedAs: { additionalProperties: operand }, ...(check === undefined ? { additionalProperties: additional } : { reason: "at least one additional property did not match the subschema", failingProperty: failed, details: check(value[failed]) }) };
    };
  },
  dependencies: (operand, _schema, compile) => {
    if (!isDocument(operand)) throw typeError("dependencies", "an object");
    const rules = Object.entries(operand).map(([name, needed]) => ({ name, names: Array.isArray(needed) ? requiredNames(needed) : undefined, check: Array.isArray(needed) ? undefined : compile(needed) }));
    return (value) => {
      if (!isDocument(value)) return undefined;
      const failed = rules.flatMap(({ name, names, check }): Document[] => {
        if (!Object.hasOwn(value, name)) return [];
        const missing = (names ?? []).filter((needed) => !Object.hasOwn(value, needed));
        const details = check?.(value) ?? [];
        return missing.length + details.length === 0 ? [] : [{ conditionalProperty: name, ...(names === undefined ? { details } : { missingProperties: missing }) }];
      });
      return failed.length === 0 ? undefined : { operatorName: "dependencies", failingDependencies: failed };
    };
  },
};

const ARRAYS: Readonly<Record<string, Keyword>> = {
  items: (operand, _schema, compile) => {
    const checks = Array.isArray(operand) ? operand.map(compile) : undefined;
    const all = checks === undefined ? compile(operand) : undefined;
    return (value) => {
      if (!Array.isArray(value)) return undefined;
      const index = value.findIndex((item, at) => ((all ?? checks?.[at])?.(item) ?? []).length > 0);
      if (index < 0) return undefined;
      return { operatorName: "items", reason: "At least one item did not match the sub-schema", itemIndex: index, details: (all ?? checks?.[index])?.(value[index]) ?? [] };
    };
  },
  additionalItems: (operand, schema, compile) => {
    if (typeof operand !== "boolean" && !isDocument(operand)) throw typeError("additionalItems", "an object or a boolean");
    const { items } = schema;
    if (!Array.isArray(items) || operand === true) return undefined;
    const check = operand === false ? undefined : compile(operand);
    return (value) => {
      const extra = Array.isArray(value) ? value.slice(items.length) : [];
      const isWrong = extra.some((item) => check === undefined || check(item).length > 0);
      return isWrong ? failure("additionalItems", operand, "found additional items", extra) : undefined;
    };
  },
};

function annotations(schema: unknown): Document {
  const description = isDocument(schema) ? schema["description"] : undefined;
  const title = isDocument(schema) ? schema["title"] : undefined;
  return { ...(title !== undefined && { title }), ...(description !== undefined && { description }) };
}

/** Every keyword that constrains a value. */
export const KEYWORDS: Readonly<Record<string, Keyword>> = { ...SIMPLE, ...LOGICAL, ...OBJECTS, ...ARRAYS };
