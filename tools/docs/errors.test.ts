import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Codes by the file that declares them: every `errors.ts` keeps its codes as texts of a record. */
const declared = globSync(["platform/*/src/**/errors.ts", "runtime/*/src/**/errors.ts"], { cwd: root }).map((file) => ({
  file,
  codes: [...readFileSync(join(root, file), "utf8").matchAll(/^ {2}\w+: "([a-z][a-z-]*(?:\.[a-z-]+)?)",$/gm)].map((match) => match[1] ?? ""),
}));

const codesOf = (page: string): string[] => [...readFileSync(join(root, page), "utf8").matchAll(/^\| `([a-z.-]+)` \| [^|]+ \|$/gm)].map((match) => match[1] ?? "");

describe.each(["docs/reference/errors.md", "docs/reference/errors.zh-CN.md"])("%s", (page) => {
  const documented = new Set(codesOf(page));

  it.each(declared.filter(({ codes }) => codes.length > 0))("explains every code of $file", ({ codes }) => {
    expect(codes.filter((code) => !documented.has(code))).toEqual([]);
  });

  it("explains no code that is gone", () => {
    const all = new Set(declared.flatMap(({ codes }) => codes));
    expect([...documented].filter((code) => !all.has(code))).toEqual([]);
    expect(all.size).toBeGreaterThan(100);
  });

  it("explains each code once", () => {
    expect(codesOf(page)).toHaveLength(documented.size);
  });
});

it("both languages explain the codes in the same order", () => {
  expect(codesOf("docs/reference/errors.zh-CN.md")).toEqual(codesOf("docs/reference/errors.md"));
});
