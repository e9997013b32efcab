import { describe, expect, it } from "vitest";
import { announcesBreaking, isMajorNeeded, suggestVersion } from "./suggest-version.ts";

const changes = { breaking: [{ level: "documentation" }, { level: "breaking" }], "non-breaking": [{ level: "non-breaking" }, { level: "documentation" }], documentation: [{ level: "documentation" }], none: [] } as const;

describe("suggestVersion", () => {
  it.each([
    ["1.4.2", "breaking", "2.0.0"],
    ["1.4.2", "non-breaking", "1.5.0"],
    ["1.4.2", "documentation", "1.4.3"],
    ["1.4.2", "none", "1.4.3"],
    ["0.4.2", "breaking", "0.5.0"],
    ["0.4.2", "non-breaking", "0.4.3"],
    ["2.0.0-rc.1", "breaking", "2.0.0"],
    ["2.0.0-rc.1", "documentation", "2.0.0"],
    [null, "breaking", "1.0.0"],
  ] as const)("after %s for %s changes is %s", (current, level, version) => expect(suggestVersion(current, changes[level])).toBe(version));
});

it("asks for a major version when something breaks", () => {
  expect(isMajorNeeded(changes.breaking)).toBe(true);
  expect(isMajorNeeded(changes["non-breaking"])).toBe(false);
});

it.each([["1.0.0", "2.0.0", true], ["1.0.0", "1.9.0", false], ["0.1.0", "0.2.0", true], ["0.1.0", "0.1.1", false], ["0.9.0", "1.0.0", true], ["2.0.0", "1.0.0", false]] as const)("from %s to %s says so: %s", (from, to, told) => expect(announcesBreaking(from, to)).toBe(told));
