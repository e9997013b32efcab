import { describe, expect, it } from "vitest";
import { importDocument } from "../import-document.ts";
import { parseDocument } from "../parse-document.ts";

function convert(schemas: Record<string, unknown>, openapi = "3.0.3") {
  const { schemas: converted, report } = importDocument(parseDocument(JSON.stringify({ openapi, info: { title: "t", version: "1" }, paths: {}, components: { schemas } })));
  return { schemas: converted, problems: report.problems.map(({ code, pointer }) => `${code.replace("openapi.", "")} ${pointer}`) };
}

const one = (schema: unknown, openapi?: string): unknown => convert({ A: schema, B: { type: "object" } }, openapi).schemas["A"];

describe("schemas", () => {
  it.each([
    [{ type: "string", nullable: true }, { type: ["string", "null"] }],
    [{ type: "string", enum: ["a"], nullable: true }, { type: ["string", "null"], enum: ["a", null] }],
    [{ $ref: "#/components/schemas/B", nullable: true }, { anyOf: [{ $ref: "#/schemas/B" }, { type: "null" }] }],
    [{ description: "d", nullable: true, allOf: [{ $ref: "#/components/schemas/B" }] }, { description: "d", anyOf: [{ allOf: [{ $ref: "#/schemas/B" }] }, { type: "null" }] }],
    [{ nullable: true }, {}],
    [{ type: "integer", nullable: false }, { type: "integer" }],
  ])("nullable: %j", (schema, expected) => {
    expect(one(schema)).toEqual(expected);
  });

  it.each([
    [{ type: "number", minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }, { type: "number", exclusiveMinimum: 1, maximum: 5 }],
    [{ type: "string", example: "x" }, { type: "string", examples: ["x"] }],
    [{ items: [{ type: "string" }, { type: "number" }], additionalItems: false }, { prefixItems: [{ type: "string" }, { type: "number" }], items: false }],
    [{ definitions: { X: { nullable: true, type: "string" } } }, { $defs: { X: { type: ["string", "null"] } } }],
    [{ $id: "http://example.com/a", $schema: "x", type: "string" }, { type: "string" }],
    [{ type: "string", "x-kept": { $ref: "data" }, default: { $ref: "data" } }, { type: "string", "x-kept": { $ref: "data" }, default: { $ref: "data" } }],
    [{ properties: { $ref: { type: "string" }, type: { type: "string" } } }, { properties: { $ref: { type: "string" }, type: { type: "string" } } }],
    [{ maxLength: "5", minItems: 2 }, { maxLength: 5, minItems: 2 }],
  ])("%j", (schema, expected) => {
    expect(one(schema)).toEqual(expected);
  });

  it("keeps what stands beside $ref in 3.1 and only descriptions in 3.0", () => {
    const schema = { $ref: "#/components/schemas/B", description: "d", minProperties: 1 };
    expect(one(schema, "3.1.0")).toEqual({ $ref: "#/schemas/B", description: "d", minProperties: 1 });
    expect(one(schema, "3.0.0")).toEqual({ $ref: "#/schemas/B", description: "d" });
  });

  it("leaves out and reports what no validator could compile", () => {
    const { schemas, problems } = convert({
      A: { type: "objekt", required: true, properties: [], items: 5, maxLength: -1, enum: [], pattern: "(", allOf: [], minimum: "many", format: 1 },
      B: null,
      C: { type: ["string", "int"] },
    });
    expect(schemas).toEqual({ A: { items: true, "x-pattern": "(" }, B: true, C: { type: ["string", "integer"] } });
    expect(problems).toHaveLength(12);
    expect(problems).toContain("schema-keyword /components/schemas/A/pattern");
  });

  it("keeps circular schemas as references and gives parts that are referenced a name", () => {
    const { schemas } = convert({
      Tree: { properties: { children: { items: { $ref: "#/components/schemas/Tree" } }, label: { type: "string" } } },
      Use: { properties: { a: { $ref: "#/components/schemas/Tree/properties/label" }, b: { $ref: "#/components/schemas/Alias/properties/label" } } },
      Alias: { $ref: "#/components/schemas/Tree" },
    });
    expect(schemas).toEqual({
      Tree: { properties: { children: { items: { $ref: "#/schemas/Tree" } }, label: { type: "string" } } },
      Use: { properties: { a: { $ref: "#/schemas/Tree.label" }, b: { $ref: "#/schemas/Tree.label" } } },
      Alias: { $ref: "#/schemas/Tree" },
      "Tree.label": { type: "string" },
    });
  });

  it("opens schemas that are nothing but references to each other", () => {
    const { schemas, problems } = convert({ A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" }, C: { $ref: "#/components/schemas/A" } });
    expect(Object.values(schemas).filter((schema) => schema === true)).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });

  it("resolves anchors, local $defs and '#'", () => {
    const { schemas } = convert({ A: { $anchor: "a", type: "object" }, B: { $ref: "#a" }, C: { $defs: { q: { type: "integer" } }, items: { $ref: "#/$defs/q" } }, D: { properties: { d: { $ref: "#" } } } }, "3.1.0");
    expect(schemas["B"]).toEqual({ $ref: "#/schemas/A" });
    expect(schemas["C"]).toMatchObject({ items: { $ref: "#/schemas/C._defs.q" } });
    expect(schemas["D"]).toEqual({ properties: { d: { $ref: "#/schemas/D" } } });
  });

  it("renames schemas whose names cannot stand in a reference", () => {
    const { schemas, problems } = convert({ "Map<A,B>": { type: "object" }, 告警: { type: "string" }, constructor: { type: "null" }, Use: { items: { $ref: "#/components/schemas/Map%3CA,B%3E" } }, "Map<A/B>": { $ref: "#/components/schemas/告警" } });
    expect(Object.keys(schemas)).toEqual(["constructor", "Use", "Map_A_B_", "schema", "Map_A_B_-2"]);
    expect(schemas["Use"]).toEqual({ items: { $ref: "#/schemas/Map_A_B_" } });
    expect(schemas["Map_A_B_-2"]).toEqual({ $ref: "#/schemas/schema" });
    expect(problems.filter((problem) => problem.startsWith("schema-renamed"))).toHaveLength(3);
  });

  it("never follows references out of the document and reports missing ones", () => {
    const { schemas, problems } = convert({ A: { items: { $ref: "http://example.com/a.json" } }, B: { items: { $ref: "../b.yaml#/x" } }, C: { items: { $ref: "#/components/schemas/toString" } } });
    expect(schemas).toEqual({ A: { items: {} }, B: { items: {} }, C: { items: {} } });
    expect(problems).toEqual(["ref-external /components/schemas/A/items", "ref-external /components/schemas/B/items", "ref-missing /components/schemas/C/items"]);
  });
});
