import { describe, expect, it } from "vitest";
import { readOutcome } from "./outcome.ts";

const thrown = (facts: object): string => `e${JSON.stringify({ kind: "threw", name: "Error", message: "no", stack: "", ...facts })}`;

describe("an outcome", () => {
  it("is the JSON behind a v and nothing behind a u", () => {
    expect(readOutcome('v{"a":1}', 100)).toEqual({ json: '{"a":1}' });
    expect(readOutcome("u", 100)).toEqual({ json: "" });
  });

  it("is held to a depth, which brackets in texts do not count for", () => {
    expect(readOutcome(`v${"[".repeat(500)}${"]".repeat(500)}`, 9_999)).toHaveProperty("json");
    expect(readOutcome(`v${"[".repeat(501)}${"]".repeat(501)}`, 9_999)).toMatchObject({ failure: { kind: "not-serializable" } });
    expect(readOutcome(`v${'{"a":'.repeat(501)}1${"}".repeat(501)}`, 9_999)).toMatchObject({ failure: { kind: "not-serializable" } });
    expect(readOutcome(`v[${'[],{"\\\"[":1},'.repeat(600)}"${"[\\{".repeat(600)}"]`, 99_999)).toHaveProperty("json");
  });

  it("is held to bytes", () => {
    expect(readOutcome('v"中"', 5)).toEqual({ json: '"中"' });
    expect(readOutcome('v"中"', 4)).toEqual({ failure: { kind: "output-too-large" } });
  });

  it("takes the place from the first frame in the user's text", () => {
    const stack = "Error: no\n    at f (realm.js:1:1)\n    at program.js:7:9\n    at program.js:1:1";
    expect(readOutcome(thrown({ stack }), 100)).toEqual({ failure: { kind: "threw", name: "Error", message: "no", line: 7, column: 9 } });
  });

  it("names the capability call behind an error, and memory behind a refused buffer", () => {
    expect(readOutcome(thrown({ call: 3 }), 100)).toMatchObject({ failure: { call: 3 } });
    expect(readOutcome(thrown({ name: "RangeError", message: "Array buffer allocation failed" }), 100)).toEqual({ failure: { kind: "memory" } });
  });

  it("cuts what a program made endless", () => {
    const { failure } = readOutcome(thrown({ name: "n".repeat(9_999), message: "m".repeat(9_999) }), 100);
    expect([failure?.name?.length, failure?.message?.length]).toEqual([200, 2_000]);
  });
});
