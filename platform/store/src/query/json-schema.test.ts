import { Decimal128, Double, Long } from "bson";
import { describe, expect, it } from "vitest";
import type { Document } from "../bson/types.ts";
import { compileJsonSchema } from "./json-schema.ts";

describe("$jsonSchema", () => {
  it.each<[string, Document, unknown, boolean]>([
    ["bsonType of one", { bsonType: "int" }, 1, true],
    ["bsonType tells int and double apart", { bsonType: "int" }, new Double(1), false],
    ["bsonType number takes all four", { bsonType: "number" }, Decimal128.fromString("1"), true],
    ["bsonType of several", { bsonType: ["string", "null"] }, null, true],
    ["type number", { type: "number" }, Long.fromNumber(1), true],
    ["type object", { type: "object" }, [], false],
    ["enum by value", { enum: ["a", 1, { x: 1 }] }, { x: 1 }, true],
    ["enum without the value", { enum: ["a"] }, "b", false],
    ["required", { required: ["a", "b"] }, { a: 1 }, false],
    ["required says nothing about other types", { required: ["a"] }, "text", true],
    ["properties", { properties: { a: { bsonType: "string" } } }, { a: 1 }, false],
    ["properties that are not there", { properties: { a: { bsonType: "string" } } }, {}, true],
    ["patternProperties", { patternProperties: { "^n": { bsonType: "int" } } }, { n1: "x" }, false],
    ["additionalProperties false", { properties: { a: {} }, patternProperties: { "^p": {} }, additionalProperties: false }, { a: 1, p1: 1 }, true],
    ["additionalProperties false with another", { properties: { a: {} }, additionalProperties: false }, { b: 1 }, false],
    ["additionalProperties schema", { additionalProperties: { bsonType: "int" } }, { b: "x" }, false],
    ["minimum", { minimum: 3 }, 3, true],
    ["exclusiveMinimum", { minimum: 3, exclusiveMinimum: true }, 3, false],
    ["maximum", { maximum: 3 }, 4, false],
    ["multipleOf decimal", { multipleOf: Decimal128.fromString("0.1") }, Decimal128.fromString("0.3"), true],
    ["minLength counts characters", { minLength: 2 }, "é", false],
    ["maxLength", { maxLength: 2 }, "abc", false],
    ["pattern", { pattern: "^a" }, "ba", false],
    ["items of one schema", { items: { bsonType: "int" } }, [1, "x"], false],
    ["items by place", { items: [{ bsonType: "int" }, { bsonType: "string" }], additionalItems: false }, [1, "x", 2], false],
    ["minItems", { minItems: 2 }, [1], false],
    ["uniqueItems", { uniqueItems: true }, [1, new Double(1)], false],
    ["minProperties", { minProperties: 1 }, {}, false],
    ["dependencies on names", { dependencies: { card: ["address"] } }, { card: 1 }, false],
    ["dependencies on a schema", { dependencies: { card: { required: ["address"] } } }, { card: 1, address: 1 }, true],
    ["allOf", { allOf: [{ minimum: 1 }, { maximum: 2 }] }, 3, false],
    ["anyOf", { anyOf: [{ bsonType: "int" }, { bsonType: "string" }] }, "x", true],
    ["oneOf with two", { oneOf: [{ minimum: 1 }, { maximum: 5 }] }, 3, false],
    ["not", { not: { bsonType: "int" } }, 1, false],
  ])("%s", (_what, schema, value, expected) => {
    expect(compileJsonSchema(schema)(value).length === 0).toBe(expected);
  });

  it("tells what is not satisfied and where", () => {
    const check = compileJsonSchema({ required: ["name"], properties: { year: { bsonType: "int", description: "must be a year" } } });
    expect(check({ year: "x" })).toEqual([
      { operatorName: "required", specifiedAs: { required: ["name"] }, missingProperties: ["name"] },
      {
        operatorName: "properties",
        propertiesNotSatisfied: [{
          propertyName: "year", description: "must be a year",
          details: [{ operatorName: "bsonType", specifiedAs: { bsonType: "int" }, reason: "type did not match", consideredValue: "x", consideredType: "string" }],
        }],
      },
    ]);
  });

  it.each<[string, unknown, string]>([
    ["an unknown keyword", { foo: 1 }, "FailedToParse"],
    ["a keyword that is not supported", { $ref: "#" }, "FailedToParse"],
    ["a wrong operand", { properties: 1 }, "TypeMismatch"],
    ["an unknown type", { bsonType: "whole" }, "BadValue"],
    ["no document", 1, "TypeMismatch"],
  ])("refuses %s", (_what, schema, codeName) => {
    expect(() => compileJsonSchema(schema)).toThrow(expect.objectContaining({ codeName }) as Error);
  });
});
