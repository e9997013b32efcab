import { operationSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { type Transform, listAt, typedValue, valueText, withAction, withList } from "./transform-list.ts";

const row: Transform = { action: "set", name: "x-team", value: "ops" };

describe("lists of transforms", () => {
  it("are written to their place, in a form that the contract takes, and leave nothing empty", () => {
    const backend = withList({}, "request/headers", [row]);
    expect(operationSchema.parse({ id: "a", method: "GET", path: "/a", backend }).backend).toEqual(backend);
    expect(listAt(backend, "request/headers")).toEqual([row]);
    expect(listAt(backend, "response/body")).toEqual([]);
    expect(withList(backend, "request/headers", [])).toEqual({});
  });
  it("keep the name when a row does something else", () => {
    expect(withAction(row, "remove", "request/headers")).toEqual({ action: "remove", name: "x-team" });
    expect(withAction(row, "add", "request/headers")).toEqual({ action: "add", name: "x-team", value: "ops" });
    expect(withAction(row, "rename", "request/headers")).toEqual({ action: "rename", name: "x-team", to: "" });
    expect(withAction(row, "map", "request/headers")).toEqual({ action: "map", name: "x-team", values: {} });
  });
  it.each([["5", 5], ["true", true], ['{"a":1}', { a: 1 }], ['"5"', "5"], ["five", "five"], ["{broken", "{broken"], ["${vars.a}", "${vars.a}"]])("read %s of a body as it is meant", (text, value) => {
    expect(typedValue(text, "request/body")).toEqual(value);
    expect(typedValue(valueText(value), "request/body")).toEqual(value);
  });
  it("take the values of headers as texts", () => expect(typedValue("5", "request/headers")).toBe("5"));
});
