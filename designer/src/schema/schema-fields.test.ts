import { describe, expect, it } from "vitest";
import { describeLimits, describeType, propertiesOf } from "./describe-type.ts";
import { exampleOf } from "./example-of.ts";
import { fieldOf, fieldsOf, initialValues, withoutEmpty } from "./schema-fields.ts";

const shared = { Host: { type: "object", required: ["name"], properties: { name: { type: "string" }, tags: { type: "array", items: { type: "string" } } } }, Loop: { type: "object", properties: { next: { $ref: "#/schemas/Loop" } } } };

describe("fields of a schema", () => {
  it.each([
    [{ type: "string" }, "text"],
    [{ type: ["string", "null"] }, "text"],
    [{ type: ["string", "number"] }, "text"],
    [{ type: "string", maxLength: 5000 }, "multiline"],
    [{ type: "string", format: "password" }, "secret"],
    [{ type: "integer" }, "number"],
    [{ type: "boolean" }, "switch"],
    [{ type: "string", enum: ["a", "b"] }, "choice"],
    [{ type: "array", items: { type: "string" } }, "tags"],
    [{ type: "array", items: { enum: ["a", "b"] } }, "choices"],
    [{ type: "array", items: { type: "integer" } }, "numbers"],
    [{ type: "array", items: { $ref: "#/schemas/Host" } }, "list"],
    [{ type: "array", items: { type: ["string", "object"] } }, "json"],
    [{ type: "object", properties: { a: { type: "string" } } }, "group"],
    [{ type: "object", additionalProperties: { type: "string" } }, "map"],
    [{ type: "object" }, "json"],
    [{ oneOf: [{ type: "string" }, { type: "object" }] }, "json"],
    [true, "json"],
    [{ $ref: "#/schemas/Missing" }, "json"],
  ])("%j is edited as %s", (schema, kind) => {
    expect(fieldOf("x", schema, false, shared).kind).toBe(kind);
  });

  it("ends at a circle", () => {
    const depthOf = (field: { fields: readonly { fields: readonly unknown[] }[] }): number => 1 + Math.max(0, ...field.fields.map((one) => depthOf(one as never)));
    expect(depthOf(fieldOf("loop", { $ref: "#/schemas/Loop" }, false, shared))).toBeLessThan(10);
  });

  it("keeps limits, help and requiredness, and drops a pattern that this browser cannot run", () => {
    const [name, age] = fieldsOf({ required: ["name"], properties: { name: { type: "string", description: "Who", pattern: "(?<", maxLength: 5 }, age: { type: "integer", minimum: 1, maximum: 9 } } });
    expect(name).toMatchObject({ name: "name", required: true, help: "Who", pattern: undefined, maxLength: 5 });
    expect(age).toMatchObject({ required: false, integer: true, minimum: 1, maximum: 9 });
  });

  it("starts with the schema's defaults, also within groups", () => {
    expect(initialValues(fieldsOf({ properties: { a: { type: "integer", default: 0 }, b: { type: "object", properties: { c: { type: "boolean", default: false } } }, d: { type: "string" } } }))).toEqual({ a: 0, b: { c: false } });
  });

  it("leaves out what was not filled in, but not zero and false", () => {
    expect(withoutEmpty({ a: "", b: null, c: 0, d: false, e: { f: "" }, g: ["", "x"], h: [] })).toEqual({ c: 0, d: false, g: ["x"], h: [] });
    expect(withoutEmpty({ a: "" })).toBeUndefined();
  });
});

describe("examples of a schema", () => {
  it("prefers what the schema says", () => {
    expect(exampleOf({ type: "string", example: "up" })).toBe("up");
    expect(exampleOf({ type: "integer", default: 7 })).toBe(7);
    expect(exampleOf({ enum: ["a", "b"] })).toBe("a");
  });

  it("builds objects without what the server sets, and ends at a circle", () => {
    expect(exampleOf({ type: "object", properties: { id: { type: "string", readOnly: true }, host: { $ref: "#/schemas/Host" } } }, shared)).toEqual({ host: { name: "", tags: [""] } });
    expect(JSON.stringify(exampleOf({ $ref: "#/schemas/Loop" }, shared)).length).toBeLessThan(200);
  });
});

describe("a schema in words", () => {
  it.each([
    [{ $ref: "#/schemas/Host" }, "Host"],
    [{ type: "array", items: { type: "string", format: "uuid" } }, "string (uuid)[]"],
    [{ type: ["integer", "null"] }, "integer | null"],
    [{ enum: ["a", 1] }, '"a" | 1'],
    [{}, "any"],
  ])("%j is %s", (schema, text) => {
    expect(describeType(schema)).toBe(text);
  });

  it("names limits by what they limit", () => {
    expect(describeLimits({ minimum: 1, maximum: 5, maxLength: 3, default: "x" })).toEqual([
      { of: "range", text: "1 … 5" },
      { of: "length", text: "≤ 3" },
      { of: "default", text: '"x"' },
    ]);
  });

  it("finds properties through arrays, allOf and maps", () => {
    expect(propertiesOf({ type: "array", items: { $ref: "#/schemas/Host" } }, shared).map(({ name, required }) => [name, required])).toEqual([["name", true], ["tags", false]]);
    expect(propertiesOf({ allOf: [{ $ref: "#/schemas/Host" }, { properties: { extra: {} } }] }, shared).map(({ name }) => name)).toEqual(["name", "tags", "extra"]);
    expect(propertiesOf({ additionalProperties: { type: "string" } }, shared).map(({ name }) => name)).toEqual(["*"]);
  });
});
