import { describe, expect, it } from "vitest";
import { jsonErrorPlace } from "./json-place.ts";

describe("jsonErrorPlace", () => {
  it.each([
    ['{\n "a": ,\n}', { line: 2, column: 7 }],
    ["{", { line: 1, column: 2 }],
    ["\n\n  x", { line: 3, column: 3 }],
    ['{"a":', { line: 1, column: 6 }],
    ['{"a":1,}', { line: 1, column: 8 }],
    ["[1,2", { line: 1, column: 5 }],
    ["1 2", { line: 1, column: 3 }],
    ['"text', { line: 1, column: 6 }],
    ['["\\x"]', { line: 1, column: 4 }],
    ["[-]", { line: 1, column: 3 }],
    ["tru", { line: 1, column: 4 }],
    ["", { line: 1, column: 1 }],
    [`[${'"fill",\n'.repeat(1_000)} oops]`, { line: 1_001, column: 2 }],
  ])("finds the place in %j", (text, place) => expect(jsonErrorPlace(text)).toEqual(place));

  it("searches no text of many megabytes, but names the place that the parser names", () => {
    const filler = `"${"x".repeat(4_000_000)}"`;
    expect(jsonErrorPlace(`[${filler}, oops]`)).toBeUndefined();
    expect(jsonErrorPlace(`[\n${filler} 1]`)).toEqual({ line: 2, column: 4_000_004 });
  });

  it("finds none in JSON", () => expect(jsonErrorPlace('{"a":[1,null]}')).toBeUndefined());
});
