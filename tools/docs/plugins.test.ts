import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describePlugin, pluginRegistry } from "../../platform/gateway/src/plugins/registry.ts";

const folder = join(import.meta.dirname, "../../platform/gateway/src/plugins");

type Schema = { properties?: Record<string, Schema>; required?: string[]; default?: unknown };

/** Paths of the attributes a person sets: `count`, `request.set`. */
function attributePaths(schema: Schema, before = ""): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => (inner.properties === undefined ? [before + name] : attributePaths(inner, `${before}${name}.`)));
}

/** Names in the first column of the table of attributes, and the third, the default. */
function documented(page: string): Map<string, string> {
  const rows = [...page.matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \| [^|]+ \|$/gm)];
  return new Map(rows.flatMap(([, names = "", standard = ""]) => [...names.matchAll(/`([\w.]+)`/g)].map((name) => [name[1] ?? "", standard] as const)));
}

describe.each([...pluginRegistry.values()])("the pages of the plugin $name", (plugin) => {
  const descriptor = describePlugin(plugin);
  const schema = descriptor.attributes as Schema;

  it.each(["README.md", "README.zh-CN.md"])("%s names every attribute and no other, with its default", (name) => {
    const found = documented(readFileSync(join(folder, plugin.name, name), "utf8"));
    expect([...found.keys()].sort()).toEqual(attributePaths(schema).sort());
    for (const [attribute, { default: standard }] of Object.entries(schema.properties ?? {})) {
      if (typeof standard === "number" || typeof standard === "boolean" || typeof standard === "string") expect(found.get(attribute)).toBe(`\`${String(standard)}\``);
    }
  });

  it.each(["README.md", "README.zh-CN.md"])("%s says version, priority, phases and levels truly", (name) => {
    const page = readFileSync(join(folder, plugin.name, name), "utf8");
    const facts = /^1\..*$/m.exec(page)?.[0] ?? "";
    expect(facts.match(/[\d.]*\d/g)).toEqual([descriptor.version, String(descriptor.priority)]);
    const words = new Set(facts.match(/[a-z]+/g));
    for (const word of [...descriptor.phases, ...descriptor.levels]) expect(words).toContain(word);
    for (const phase of ["rewrite", "access", "response", "log"] as const) expect(words.has(phase)).toBe(descriptor.phases.includes(phase));
  });
});
