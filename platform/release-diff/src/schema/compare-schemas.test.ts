import type { ValueSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { diffReleases } from "../diff-releases.ts";
import { giving, inShort, taking } from "../fixtures/releases.ts";

type Schemas = Record<string, ValueSchema>;
type Levels = "breaking" | "non-breaking" | "documentation";
type Row = [what: string, before: ValueSchema, after: ValueSchema, kind: string, input: Levels, output: Levels];

const [B, N, D] = ["breaking", "non-breaking", "documentation"] as const;
const object = (properties: Record<string, ValueSchema>, required: string[] = [], more = {}): ValueSchema => ({ type: "object", properties, ...(required.length > 0 ? { required } : {}), ...more });
const text = { type: "string" };
const whole = { type: "integer" };
const circle = object({ kind: { const: "circle" }, radius: { type: "number" } }, ["kind"]);
const square = object({ kind: { const: "square" }, side: { type: "number" } }, ["kind"]);

/** Narrowing breaks inputs, widening breaks outputs; each row is tried in both directions. */
const rows: Row[] = [
  ["a type less", { type: ["string", "integer"] }, text, "type.narrowed", B, N],
  ["a type more", text, { type: ["string", "integer"] }, "type.widened", N, B],
  ["another type", text, whole, "type.changed", B, B],
  ["number to integer", { type: "number" }, whole, "type.narrowed", B, N],
  ["integer to number", whole, { type: "number" }, "type.widened", N, B],
  ["anything to a type", true, text, "type.narrowed", B, N],
  ["an empty schema to a type", {}, text, "type.narrowed", B, N],
  ["a type to anything", text, true, "type.widened", N, B],
  ["a scalar to a list of it", text, { type: "array", items: text }, "type.changed", B, B],
  ["nothing allowed any more", text, false, "type.narrowed", B, N],
  ["an object to a list", object({ a: text }), { type: "array" }, "type.changed", B, B],
  ["null allowed", text, { type: ["string", "null"] }, "nullable.added", N, B],
  ["null refused", { type: ["string", "null"] }, text, "nullable.removed", B, N],
  ["null allowed by anyOf", text, { anyOf: [text, { type: "null" }] }, "nullable.added", N, B],
  ["null refused by anyOf", { oneOf: [text, { type: "null" }] }, text, "nullable.removed", B, N],
  ["nullable of OpenAPI 3.0", text, { type: "string", nullable: true }, "nullable.added", N, B],
  ["null as a value of an enum", { enum: ["a", null] }, { enum: ["a"] }, "nullable.removed", B, N],
  ["an enum value more", { enum: ["a"] }, { enum: ["a", "b"] }, "enum.value-added", N, B],
  ["an enum value less", { enum: ["a", "b"] }, { enum: ["a"] }, "enum.value-removed", B, N],
  ["an enum where there was none", text, { type: "string", enum: ["a"] }, "enum.added", B, N],
  ["an enum gone", { type: "string", enum: ["a"] }, text, "enum.removed", N, B],
  ["a constant to an enum", { const: "a" }, { enum: ["a", "b"] }, "enum.value-added", N, B],
  ["an enum of objects", { enum: [{ a: 1, b: 2 }] }, { enum: [{ b: 2, a: 1 }, { a: 2 }] }, "enum.value-added", N, B],
  ["a least value", whole, { type: "integer", minimum: 1 }, "constraint.tightened", B, N],
  ["a lower least value", { type: "integer", minimum: 5 }, { type: "integer", minimum: 1 }, "constraint.loosened", N, B],
  ["a least value gone", { type: "integer", minimum: 5 }, whole, "constraint.loosened", N, B],
  ["a greatest value", whole, { type: "integer", maximum: 9 }, "constraint.tightened", B, N],
  ["a lower greatest value", { type: "integer", maximum: 9 }, { type: "integer", maximum: 5 }, "constraint.tightened", B, N],
  ["a higher greatest value", { type: "integer", maximum: 5 }, { type: "integer", maximum: 9 }, "constraint.loosened", N, B],
  ["an exclusive bound", { type: "number", minimum: 1 }, { type: "number", exclusiveMinimum: 1 }, "constraint.tightened", B, N],
  ["an inclusive bound", { type: "number", exclusiveMaximum: 1 }, { type: "number", maximum: 1 }, "constraint.loosened", N, B],
  ["a longer least length", { type: "string", minLength: 1 }, { type: "string", minLength: 2 }, "constraint.tightened", B, N],
  ["a shorter least length", { type: "string", minLength: 2 }, { type: "string", minLength: 1 }, "constraint.loosened", N, B],
  ["a greatest length", text, { type: "string", maxLength: 9 }, "constraint.tightened", B, N],
  ["a greatest length gone", { type: "string", maxLength: 9 }, text, "constraint.loosened", N, B],
  ["a pattern", text, { type: "string", pattern: "^a" }, "constraint.tightened", B, N],
  ["a pattern gone", { type: "string", pattern: "^a" }, text, "constraint.loosened", N, B],
  ["another pattern", { type: "string", pattern: "^a" }, { type: "string", pattern: "^b" }, "constraint.changed", B, B],
  ["a format", text, { type: "string", format: "uuid" }, "constraint.tightened", B, N],
  ["a format gone", { type: "string", format: "uuid" }, text, "constraint.loosened", N, B],
  ["another format", { type: "string", format: "date" }, { type: "string", format: "date-time" }, "constraint.changed", B, B],
  ["a wider format", { type: "integer", format: "int32" }, { type: "integer", format: "int64" }, "constraint.loosened", N, B],
  ["a narrower format", { type: "number", format: "double" }, { type: "number", format: "float" }, "constraint.tightened", B, N],
  ["a multiple", whole, { type: "integer", multipleOf: 5 }, "constraint.tightened", B, N],
  ["a multiple of the multiple", { type: "number", multipleOf: 0.1 }, { type: "number", multipleOf: 0.3 }, "constraint.tightened", B, N],
  ["a part of the multiple", { type: "integer", multipleOf: 10 }, { type: "integer", multipleOf: 5 }, "constraint.loosened", N, B],
  ["another multiple", { type: "integer", multipleOf: 3 }, { type: "integer", multipleOf: 5 }, "constraint.changed", B, B],
  ["distinct items", { type: "array" }, { type: "array", uniqueItems: true }, "constraint.tightened", B, N],
  ["items that may repeat", { type: "array", uniqueItems: true }, { type: "array" }, "constraint.loosened", N, B],
  ["more items needed", { type: "array", minItems: 1 }, { type: "array", minItems: 2 }, "constraint.tightened", B, N],
  ["fewer items allowed", { type: "array", maxItems: 9 }, { type: "array", maxItems: 8 }, "constraint.tightened", B, N],
  ["more fields needed", { type: "object" }, { type: "object", minProperties: 1 }, "constraint.tightened", B, N],
  ["a condition", object({ a: text }), { ...(object({ a: text }) as object), not: { required: ["a"] } }, "constraint.tightened", B, N],
  ["dependent fields", object({ a: text, b: text }), object({ a: text, b: text }, [], { dependentRequired: { a: ["b"] } }), "constraint.tightened", B, N],
  ["an optional field more", object({ a: text }), object({ a: text, b: text }), "property.added", N, N],
  ["a required field more", object({ a: text }), object({ a: text, b: text }, ["b"]), "property.added-required", B, N],
  ["a field less", object({ a: text, b: text }), object({ a: text }), "property.removed", B, B],
  ["a field now required", object({ a: text }), object({ a: text }, ["a"]), "property.required", B, N],
  ["a field now optional", object({ a: text }, ["a"]), object({ a: text }), "property.optional", N, B],
  ["a field required that is not described", { type: "object" }, { type: "object", required: ["a"] }, "property.required", B, N],
  ["a field of another type", object({ a: text }), object({ a: whole }), "type.changed", B, B],
  ["a deep field less", object({ a: object({ b: text, c: text }) }), object({ a: object({ b: text }) }), "property.removed", B, B],
  ["a field of items less", { type: "array", items: object({ b: text, c: text }) }, { type: "array", items: object({ b: text }) }, "property.removed", B, B],
  ["a deprecated field", object({ a: text }), object({ a: { type: "string", deprecated: true } }), "property.deprecated", N, N],
  ["no other fields", object({ a: text }), object({ a: text }, [], { additionalProperties: false }), "additional-properties.closed", B, N],
  ["other fields allowed", object({ a: text }, [], { additionalProperties: false }), object({ a: text }), "additional-properties.opened", N, N],
  ["other values in a map", { type: "object", additionalProperties: text }, { type: "object", additionalProperties: whole }, "type.changed", B, B],
  ["a map of anything typed", { type: "object" }, { type: "object", additionalProperties: text }, "type.narrowed", B, N],
  ["a typed map of anything", { type: "object", additionalProperties: text }, { type: "object" }, "type.widened", N, B],
  ["a map without values", { type: "object", additionalProperties: text }, { type: "object", additionalProperties: false }, "property.removed", B, B],
  ["values by pattern of another type", { type: "object", patternProperties: { "^x": text } }, { type: "object", patternProperties: { "^x": whole } }, "type.changed", B, B],
  ["items typed", { type: "array" }, { type: "array", items: text }, "type.narrowed", B, N],
  ["other items of a tuple", { type: "array", prefixItems: [text, text] }, { type: "array", prefixItems: [text, whole] }, "type.changed", B, B],
  ["a default", object({ a: text }), object({ a: { type: "string", default: "x" } }), "default.added", N, N],
  ["another default", object({ a: { type: "string", default: "x" } }), object({ a: { type: "string", default: "y" } }), "default.changed", B, D],
  ["a default gone", object({ a: { type: "string", default: "x" } }), object({ a: text }), "default.removed", B, D],
  ["another description", { type: "string", description: "a" }, { type: "string", description: "b" }, "schema.texts", D, D],
  ["another example", { type: "string", example: "a" }, { type: "string", example: "b" }, "schema.texts", D, D],
  ["another title and extension", { type: "string", title: "a" }, { type: "string", "x-order": 1 }, "schema.texts", D, D],
  ["an alternative more", { oneOf: [circle, square] }, { oneOf: [circle, square, text] }, "alternative.added", N, B],
  ["an alternative less", { anyOf: [text, whole, circle] }, { anyOf: [text, whole] }, "alternative.removed", B, N],
  ["alternatives for one schema", circle, { oneOf: [circle, square] }, "alternative.added", N, B],
  ["one schema for alternatives", { oneOf: [circle, square] }, square, "alternative.removed", B, N],
  ["a field of an alternative less", { oneOf: [circle, square] }, { oneOf: [object({ kind: { const: "circle" } }, ["kind"]), square] }, "property.removed", B, B],
  ["any of instead of one of", { oneOf: [text, whole] }, { anyOf: [text, whole] }, "constraint.loosened", N, B],
  ["alternatives beside fields", object({ a: text, b: text }), object({ a: text, b: text }, [], { anyOf: [{ required: ["a"] }, { required: ["b"] }] }), "constraint.tightened", B, N],
  ["told apart by another field", { oneOf: [circle, square], discriminator: { propertyName: "kind" } }, { oneOf: [circle, square], discriminator: { propertyName: "type" } }, "discriminator.changed", B, B],
  ["told apart by a field", { oneOf: [circle, square] }, { oneOf: [circle, square], discriminator: { propertyName: "kind" } }, "discriminator.extended", N, N],
  ["an inherited field less", { allOf: [object({ a: text }), object({ b: text })] }, { allOf: [object({ a: text })] }, "property.removed", B, B],
  ["a tighter inherited rule", { allOf: [{ type: "integer", minimum: 1 }] }, { allOf: [{ type: "integer", minimum: 1 }, { minimum: 3 }] }, "constraint.tightened", B, N],
  ["an encoding of text", text, { type: "string", contentEncoding: "base64" }, "constraint.tightened", B, N],
];

describe.each(["input", "output"] as const)("as %s", (direction) => {
  const release = direction === "input" ? taking : giving;

  it.each(rows)("%s", (_what, before, after, kind, input, output) => {
    expect(inShort(diffReleases(release(before), release(after)))).toEqual([`${kind} ${direction === "input" ? input : output}`]);
  });

  it.each(rows)("%s, behind a shared schema", (_what, before, after, kind, input, output) => {
    const shared = { $ref: "#/schemas/Shared" };
    expect(inShort(diffReleases(release(shared, { Shared: before }), release(shared, { Shared: after })))).toEqual([`${kind} ${direction === "input" ? input : output}`]);
  });
});

/** The same values in other words. */
const equal: [string, ValueSchema, ValueSchema, Schemas?][] = [
  ["order of keys", { type: "object", properties: { a: text, b: whole } }, { properties: { b: whole, a: text }, type: "object" }],
  ["order of required fields", object({ a: text, b: text }, ["a", "b"]), object({ a: text, b: text }, ["b", "a"])],
  ["order of enum values", { enum: ["a", "b"] }, { enum: ["b", "a"] }],
  ["order of types", { type: ["string", "null"] }, { type: ["null", "string"] }],
  ["order of alternatives", { oneOf: [circle, square] }, { oneOf: [square, circle] }],
  ["a constant and an enum of one", { const: "a" }, { enum: ["a"] }],
  ["null as a type and as an alternative", { type: ["string", "null"] }, { anyOf: [text, { type: "null" }] }],
  ["a single alternative", { oneOf: [text] }, text],
  ["a single part", { allOf: [text] }, text],
  ["parts written out", { allOf: [object({ a: text }, ["a"]), object({ b: text })] }, object({ a: text, b: text }, ["a"])],
  ["an inline schema that becomes shared", object({ a: text }), { $ref: "#/schemas/Shared" }, { Shared: object({ a: text }) }],
  ["a shared schema of another name", { $ref: "#/schemas/Shared" }, { $ref: "#/schemas/Renamed" }, { Shared: object({ a: text }), Renamed: object({ a: text }) }],
  ["rules that allow everything", { type: "array" }, { type: "array", minItems: 0, uniqueItems: false, items: true }],
  ["bounds that say the same", { type: "number", minimum: 0, exclusiveMinimum: 1 }, { type: "number", exclusiveMinimum: 1 }],
  ["type object left out", object({ a: text }), { properties: { a: text } }],
  ["other fields left open", object({ a: text }), object({ a: text }, [], { additionalProperties: true })],
];

describe("the same values in other words", () => {
  it.each(equal)("%s", (_what, before, after, schemas) => {
    for (const release of [taking, giving]) {
      expect(diffReleases(release(before, schemas), release(after, schemas))).toEqual([]);
      expect(diffReleases(release(after, schemas), release(before, schemas))).toEqual([]);
    }
  });
});

describe("fields that travel one way only", () => {
  const readOnly = object({ a: text, id: { type: "string", readOnly: true } });
  const writeOnly = object({ a: text, secret: { type: "string", writeOnly: true } });

  it("are missed that way only", () => {
    expect(diffReleases(taking(readOnly), taking(object({ a: text })))).toEqual([]);
    expect(inShort(diffReleases(giving(readOnly), giving(object({ a: text }))))).toEqual(["property.removed breaking"]);
    expect(diffReleases(giving(writeOnly), giving(object({ a: text })))).toEqual([]);
    expect(inShort(diffReleases(taking(writeOnly), taking(object({ a: text }))))).toEqual(["property.removed breaking"]);
  });

  it("are gone from the other way when that becomes so", () => {
    const plain = object({ a: text, id: text });
    expect(inShort(diffReleases(taking(plain), taking(readOnly)))).toEqual(["property.removed breaking"]);
    expect(diffReleases(giving(plain), giving(readOnly))).toEqual([]);
  });
});
