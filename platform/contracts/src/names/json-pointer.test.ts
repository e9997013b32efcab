import { describe, expect, it } from "vitest";
import { jsonPointer } from "./json-pointer.ts";

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
