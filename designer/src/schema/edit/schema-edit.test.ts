import { describe, expect, it } from "vitest";
import { freeName, isNullable, kindOf, propertyRows, withKeyword, withKind, withNullable, withProperties } from "./schema-edit.ts";

const host = { type: "object", description: "A host", required: ["id", "hidden"], properties: { id: { type: "string" }, next: { $ref: "#/schemas/Host" } } };

describe("the kind of a schema", () => {
  it.each([
    [{ type: "string" }, "string"],
    [{ type: ["integer", "null"] }, "integer"],
    [{ properties: {} }, "object"],
    [{ items: {} }, "array"],
    [{ $ref: "#/schemas/Host" }, "ref:Host"],
    [{ $ref: "#/schemas/a~1b" }, "ref:a/b"],
    [{}, "any"],
    [true, "any"],
    [{ type: ["string", "integer"] }, "other"],
    [{ oneOf: [{}] }, "other"],
    [{ const: 1 }, "other"],
    [false, "other"],
  ])("of %j is %s", (schema, kind) => expect(kindOf(schema)).toBe(kind));
});

describe("an edit of a schema", () => {
  it("keeps the texts when the kind changes", () => {
    expect(withKind(host, "array")).toEqual({ type: "array", description: "A host", items: { type: "string" } });
    expect(withKind({ type: ["string", "null"], format: "date", title: "T" }, "integer")).toEqual({ type: ["integer", "null"], title: "T" });
    expect(withKind(host, "ref:Other")).toEqual({ $ref: "#/schemas/Other", description: "A host" });
    expect(withKind(host, "object")).toEqual({ type: "object", description: "A host", properties: host.properties });
    expect(withKind(host, "any")).toEqual({ description: "A host" });
  });
  it("makes a value nullable and takes it back", () => {
    const nullable = withNullable({ type: "string", format: "date" }, true);
    expect(isNullable(nullable)).toBe(true);
    expect(withNullable(nullable, false)).toEqual({ type: "string", format: "date" });
  });
  it("sets and removes a keyword", () => {
    expect(withKeyword({ type: "string" }, "format", "date")).toEqual({ type: "string", format: "date" });
    expect(withKeyword({ type: "string", format: "date" }, "format", "")).toEqual({ type: "string" });
    expect(withKeyword(true, "description", "x")).toEqual({ description: "x" });
  });
  it("of nothing changes nothing", () => expect(withProperties(host, propertyRows(host))).toEqual({ ...host, required: ["hidden", "id"] }));
  it("renames in place, keeps the order and what is required", () => {
    const rows = propertyRows(host).map((row) => (row.name === "id" ? { ...row, name: "key" } : row));
    expect(withProperties(host, rows)).toEqual({ type: "object", description: "A host", properties: { key: { type: "string" }, next: { $ref: "#/schemas/Host" } }, required: ["hidden", "key"] });
  });
  it("removes a property with its place in required", () => expect(withProperties({ ...host, required: ["id"] }, propertyRows(host).slice(1))).not.toHaveProperty("required"));
  it("finds a free name", () => expect(freeName(propertyRows({ properties: { field: {}, field2: {} } }))).toBe("field3"));
});
