import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Codes by the file that declares them: every `errors.ts` keeps its codes as texts of a record. */
const declared = globSync(["platform/*/src/**/errors.ts", "runtime/*/src/**/errors.ts"], { cwd: root }).map((file) => ({
  file,
  codes: [...readFileSync(join(root, file), "utf8").matchAll(/^ {2}\w+: "([a-z][a-z-]*(?:\.[a-z-]+)?)",$/gm)].map((match) => match[1] ?? ""),
}));
const documented = new Set([...readFileSync(join(root, "docs/reference/errors.md"), "utf8").matchAll(/^\| `([a-z.-]+)` \| [^|]+ \|$/gm)].map((match) => match[1]));

describe("docs/reference/errors.md", () => {
  it.each(declared.filter(({ codes }) => codes.length > 0))("explains every code of $file", ({ codes }) => {
    expect(codes.filter((code) => !documented.has(code))).toEqual([]);
  });

  it("explains no code that is gone", () => {
    const all = new Set(declared.flatMap(({ codes }) => codes));
    expect([...documented].filter((code) => code !== undefined && !all.has(code))).toEqual([]);
    expect(all.size).toBeGreaterThan(100);
  });
});
