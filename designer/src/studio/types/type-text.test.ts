import { expect, it } from "vitest";
import { schemaOfValue } from "./schema-of-value.ts";
import { fieldOfShape, fieldsOfShape, itemOfShape, kindOfShape } from "./shape.ts";
import { typeTexts } from "./type-text.ts";

const shared = {
  alert: { type: "object", required: ["state"], properties: { state: { enum: ["firing", "resolved"] }, labels: { type: "object", additionalProperties: { type: "string" } }, parent: { $ref: "#/schemas/alert" }, at: { type: ["string", "null"], description: "When */ it began" }, "x-id": { type: "integer" } } },
  list: { allOf: [{ $ref: "#/schemas/page" }, { type: "object", properties: { items: { type: "array", items: { $ref: "#/schemas/alert" } } } }] },
  page: { type: "object", properties: { total: { type: "integer" } } },
  self: { $ref: "#/schemas/self" },
  date: { type: "string" },
};
const text = (schema: unknown, longest?: number) => typeTexts({ data: { schema, shared } }, longest === undefined ? {} : { longest });
const type = (schema: unknown) => text(schema).types["data"];

it("writes plain schemas", () => {
  expect(type({ type: "string" })).toBe("string");
  expect(type({ type: "integer" })).toBe("number");
  expect(type(true)).toBe("any");
  expect(type(false)).toBe("never");
  expect(type({ type: ["string", "null"] })).toBe("string | null");
  expect(type({ type: "string", nullable: true })).toBe("string | null");
  expect(type({ enum: ["a", 1, null] })).toBe('"a" | 1 | null');
  expect(type({ const: "x" })).toBe('"x"');
  expect(type({ type: "array", items: { type: ["string", "number"] } })).toBe("(string | number)[]");
  expect(type({ type: "array" })).toBe("any[]");
  expect(type({ prefixItems: [{ type: "number" }, { type: "string" }], items: false })).toBe("[number, string]");
  expect(type({ type: "object" })).toBe("{ [name: string]: any }");
  expect(type({ type: "object", additionalProperties: { type: "number" } })).toBe("{ [name: string]: number }");
  expect(type({ not: { type: "string" } })).toBe("any");
  expect(type({ $ref: "https://example.com/x" })).toBe("any");
});

it("names shared schemas once, recursion included", () => {
  const { types, declarations } = text({ $ref: "#/schemas/list" });
  expect(types["data"]).toBe("List");
  expect(declarations).toContain("type List = Page & {\n    items?: Alert[];\n  };");
  expect(declarations.match(/type Alert =/g)).toHaveLength(1);
  expect(declarations).toContain("parent?: Alert;");
  expect(declarations).toContain('state: "firing" | "resolved";');
  expect(declarations).toContain('"x-id"?: number;');
  expect(declarations).toContain("/** When * / it began */");
});

it("ends what goes in circles, is missing, or would take a name of the language", () => {
  expect(text({ $ref: "#/schemas/self" }).declarations).toBe("type Self = any;");
  expect(type({ $ref: "#/schemas/gone" })).toBe("any");
  expect(type({ $ref: "#/schemas/date" })).toBe("Date2");
  let deep: unknown = { type: "string" };
  for (let depth = 0; depth < 100; depth += 1) deep = { type: "array", items: deep };
  expect(type(deep)).toMatch(/^any(\[\])+$/);
});

it("joins choices and intersections", () => {
  expect(type({ oneOf: [{ type: "string" }, { type: "number" }] })).toBe("string | number");
  expect(type({ anyOf: [{ $ref: "#/schemas/page" }, { type: "null" }] })).toBe("Page | null");
  expect(type({ allOf: [{ $ref: "#/schemas/page" }, { $ref: "#/schemas/alert" }] })).toBe("Page & Alert");
  expect(type({ oneOf: [{ allOf: [{ $ref: "#/schemas/page" }, { $ref: "#/schemas/alert" }] }, { type: "null" }] })).toBe("(Page & Alert) | null");
});

it("stops at its size", () => {
  const wide = { type: "object", properties: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, { type: "object", properties: { a: { enum: ["x".repeat(50)] } } }])) };
  const { types } = text(wide, 10_000);
  expect(types["data"]?.match(/"x+"/g)?.length).toBeLessThan(250);
  expect(types["data"]).toContain("field4999?: any;");
});

it("keeps equal names of two systems apart", () => {
  const other = { alert: { type: "object", properties: { id: { type: "string" } } } };
  const { types } = typeTexts({ a: { schema: { $ref: "#/schemas/alert" }, shared }, b: { schema: { $ref: "#/schemas/alert" }, shared: other } });
  expect(types).toEqual({ a: "Alert", b: "Alert2" });
});

it("finds fields and items along references and combinations", () => {
  const list = { schema: { $ref: "#/schemas/list" }, shared };
  expect(fieldsOfShape(list).map(({ name }) => name)).toEqual(["total", "items"]);
  const item = itemOfShape(fieldOfShape(list, "items"));
  expect(fieldsOfShape(item ?? { fields: {} }).map(({ name }) => name)).toEqual(["state", "labels", "parent", "at", "x-id"]);
  expect(kindOfShape(fieldOfShape(fieldOfShape(item, "labels"), "anything"))).toBe("string");
  expect(fieldOfShape(item, "nothing")).toBeUndefined();
});

it("reads a schema off a value", () => {
  expect(schemaOfValue([{ a: 1 }, { b: "x", a: null }])).toEqual({ type: "array", items: { type: "object", properties: { a: { type: "number" }, b: { type: "string" } } } });
  expect(schemaOfValue([1, "x"])).toEqual({ type: "array", items: {} });
  expect(schemaOfValue(null)).toEqual({});
});
