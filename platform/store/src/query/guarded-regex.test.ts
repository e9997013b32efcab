import { describe, expect, it } from "vitest";
import { compileRegex } from "./regex.ts";

const HOSTILE: readonly (readonly [pattern: string, options: string, text: string])[] = [
  ["(a+)+$", "", `${"a".repeat(60)}!`],
  ["(a+)+$", "i", `${"Aa".repeat(30)}!`],
  ["^(a|aa)+$", "i", `${"a".repeat(80)}!`],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", "", "a".repeat(80)],
  ["(x+x+)+y", "u", "x".repeat(60)],
  ["^(?=(a+)+b)", "i", "A".repeat(60)],
  ["(.*)*\\1z", "s", "ab".repeat(40)],
  ["a+$", "", `${"a".repeat(2_000_000)}b`],
  ["\\s*\\s*\\s*\\s*\\s*x", "m", " ".repeat(20_000)],
];

describe("regular expressions", () => {
  it.each(HOSTILE)("end %s with the options '%s' in time", (pattern, options, text) => {
    expect(() => compileRegex(pattern, options).test(text)).toThrow(expect.objectContaining({ code: 51_156 }) as Error);
  });

  it("match long texts as well as short ones", () => {
    const words = "the quick brown fox ".repeat(5_000);
    expect(compileRegex("fox\\s+the.*quick", "i").test(words.toUpperCase())).toBe(true);
    expect(compileRegex("^(?:the|quick|brown|fox|\\s)+$").test(words)).toBe(true);
    expect(compileRegex("(\\w+) \\1").test(`${words}fox fox`)).toBe(true);
    expect(compileRegex("é{2,}x", "i").test(`${"a".repeat(5_000)}ÉéX`)).toBe(true);
  });

  it("give what they captured", () => {
    expect(compileRegex("(a+)+(b)").exec(`${"c".repeat(100)}aab`)?.slice(0, 3)).toEqual(["aab", "aa", "b"]);
  });
});
