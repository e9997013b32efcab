import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pluginDescriptorSchema, schemaTextKeyword, schemaTextSchema } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { describePlugin, pluginRegistry } from "./registry.ts";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

type Node = Record<string, unknown>;

function nodesIn(value: unknown): Node[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(nodesIn);
  return Array.isArray(value) ? inner : [value as Node, ...inner];
}

function propertiesIn(schema: Node): Node[] {
  return nodesIn(schema).flatMap((node) => (node["type"] === "object" ? (Object.values((node["properties"] ?? {}) as Node) as Node[]) : []));
}

describe("the registry", () => {
  it("carries every plugin folder under its name", () => {
    expect([...pluginRegistry.keys()].toSorted()).toEqual(folders.toSorted());
  });

  it.each([...pluginRegistry.values()])("describes $name for the control plane", (plugin) => {
    const descriptor = pluginDescriptorSchema.parse(describePlugin(plugin));
    expect(descriptor.phases.length).toBeGreaterThan(0);
    expect(descriptor.attributes).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", additionalProperties: false });
    expect(JSON.parse(JSON.stringify(descriptor))).toEqual(descriptor);
    for (const text of [descriptor.title, descriptor.description]) expect(text["zh-CN"]).toMatch(/\p{Script=Han}/u);
  });

  it.each([...pluginRegistry.values()])("names and explains every attribute of $name in both languages", (plugin) => {
    const properties = propertiesIn(describePlugin(plugin).attributes);
    for (const property of properties) {
      const { title, description } = schemaTextSchema.parse(property[schemaTextKeyword]);
      expect([property["title"], property["description"]]).toEqual([title?.en, description?.en]);
      for (const text of [title, description]) expect(text?.["zh-CN"]).toMatch(/\p{Script=Han}/u);
    }
  });

  it.each([...pluginRegistry.values()])("says every pattern of $name in words", (plugin) => {
    const { attributes } = describePlugin(plugin);
    for (const node of nodesIn(attributes)) if (typeof node["pattern"] === "string") expect(schemaTextSchema.parse(node[schemaTextKeyword]).rule?.["zh-CN"]).toMatch(/\p{Script=Han}/u);
  });

  it.each(folders)("%s has its page in the one format, naming every attribute", (folder) => {
    const page = readFileSync(join(import.meta.dirname, folder, "README.md"), "utf8");
    const headings = [...page.matchAll(/^##? (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([folder, "Version", "Function", "Attributes", "How to enable", "How to test", "How to remove"]);
    const plugin = pluginRegistry.get(folder);
    expect(page).toContain(`\n${plugin?.version ?? ""}, priority ${plugin?.priority ?? ""}`);
    const properties = plugin === undefined ? {} : (describePlugin(plugin).attributes["properties"] as Record<string, unknown>);
    for (const name of Object.keys(properties ?? {})) expect(page).toContain(`\`${name}`);
  });
});
