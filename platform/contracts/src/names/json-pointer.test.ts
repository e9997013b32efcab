import { describe, expect, it } from "vitest";
import { jsonPointer, readPointer } from "./json-pointer.ts";

// RFC 6901, section 5.
describe("jsonPointer", () => {
  it.each([
    [[], ""],
    [["foo", 0], "/foo/0"],
    [[""], "/"],
    [["a/b"], "/a~1b"],
    [["m~n"], "/m~0n"],
    [["~1"], "/~01"],
  ])("writes %j as %j", (path, pointer) => expect(jsonPointer(path)).toBe(pointer));
});

describe("readPointer", () => {
  const value: unknown = { foo: ["bar", { deep: null }], "": 0, "a/b": 1, "m~n": 8, text: "abc" };
  it.each([
    ["", value],
    ["/foo/0", "bar"],
    ["/foo/1/deep", null],
    ["/", 0],
    ["/a~1b", 1],
    ["/m~0n", 8],
    ["/gone", undefined],
    ["/foo/2", undefined],
    ["/foo/length", undefined],
    ["/foo/01", undefined],
    ["/text/0", undefined],
    ["/constructor", undefined],
    ["/__proto__/toString", undefined],
  ])("reads %j", (pointer, found) => expect(readPointer(value, pointer)).toEqual(found));
});
