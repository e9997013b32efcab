import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Modules that a file brings in at run time, itself included, with the packages each one imports. */
function reachable(file: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file.href)) return seen;
  const source = readFileSync(file, "utf8");
  const imports = [...source.matchAll(/^(?:import|export) (?!type\b)(?:[^;]*? from )?"([^"]+)";/gms)].map((match) => match[1] ?? "");
  seen.set(file.href, imports.filter((name) => !name.startsWith(".")));
  for (const name of imports.filter((one) => one.startsWith("."))) reachable(new URL(name, file), seen);
  return seen;
}

it("the manifests reach no React, no antd and no other library that a server would have to carry", () => {
  const modules = reachable(new URL("../src/manifests.ts", import.meta.url));
  expect(modules.size).toBeGreaterThan(17);
  expect([...modules.values()].flat()).toEqual([]);
});
