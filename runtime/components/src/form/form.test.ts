import { describe, expect, it } from "vitest";
import type { FieldEntry } from "../field/form-context.ts";
import { checkNumber, checkText, isBlank, wholePattern } from "../field/rules.ts";
import { messagesIn } from "../messages/messages.ts";
import { sharedField, valuesOf, wrongEntries } from "./entries.ts";

const t = messagesIn("en");
const entry = (node: string, field: string, value: unknown, error: string | null = null): FieldEntry => ({ node, field, label: field, value, error, focus: () => undefined });

describe("a form's entries", () => {
  const entries = new Map([entry("n1", "host", "web"), entry("n2", "port", 0, "Must be at least 1"), entry("n3", "host", "db")].map((one) => [one.node, one]));
  it("give the values by field, the wrong ones, and the field that two inputs write", () => {
    expect(valuesOf(entries)).toEqual({ host: "db", port: 0 });
    expect(wrongEntries(entries).map(({ node }) => node)).toEqual(["n2"]);
    expect(sharedField(entries)).toBe("host");
  });

  it("cannot reach the prototype by a field's name", () => {
    const values = valuesOf(new Map([["n1", entry("n1", "__proto__", { polluted: true })]]));
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect(Object.keys(values)).toEqual(["__proto__"]);
  });
});

describe("rules", () => {
  it("match the whole text, count characters as people do, and leave empty texts to `required`", () => {
    expect(checkText("web-1", { pattern: "[a-z]+" }, t, "en")).toBe("Does not have the expected form");
    expect(checkText("web", { pattern: "[a-z]+", patternMessage: "x" }, t, "en")).toBeNull();
    expect(checkText("👍👍", { maxLength: 2 }, t, "en")).toBeNull();
    expect(checkText("", { minLength: 3, pattern: "a" }, t, "en")).toBeNull();
    expect(checkText("ab", { minLength: 3 }, t, "en")).toBe("Must have at least 3 characters");
  });

  it("ignore a pattern that is not one", () => {
    expect(wholePattern("(")).toBeNull();
    expect(checkText("x", { pattern: "(" }, t, "en")).toBeNull();
  });

  it("check numbers against both bounds", () => {
    expect([checkNumber(0, { min: 1 }, t), checkNumber(5, { min: 1, max: "4" }, t), checkNumber(2, { min: 1, max: 4 }, t), checkNumber(null, { min: 1 }, t)]).toEqual(["Must be at least 1", "Must be at most 4", null, null]);
  });

  it("take nothing, an empty list and an off switch for blank, but not zero", () => {
    expect([null, "", [], [null, null], false, 0].map(isBlank)).toEqual([true, true, true, true, true, false]);
  });
});
