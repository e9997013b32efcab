import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { manifests } from "@tessera/components/manifests";
import { templateViewSchema } from "@tessera/contracts";
import { checkBundle, exportFiles, importFiles } from "@tessera/page";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");
const folders = globSync("saas-templates/*/*/template.json", { cwd: root }).map((file) => join(root, dirname(file)));
const templateSchema = templateViewSchema.omit({ installedAs: true });

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(globSync(["app.json", "pages/*.json", "queries/*"], { cwd: folder }).map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

describe.each(folders)("the app in %s", (folder) => {
  const template = templateSchema.parse(JSON.parse(readFileSync(join(folder, "template.json"), "utf8")));
  const files = filesOf(folder);
  const imported = importFiles(files);

  it("imports without a problem and exports to the same text", () => {
    expect(imported.problems).toEqual([]);
    expect(exportFiles(imported.bundle as NonNullable<typeof imported.bundle>)).toEqual(files);
  });

  it("names only components, properties, queries and nodes that exist", () => {
    expect(checkBundle(imported.bundle as NonNullable<typeof imported.bundle>, manifests)).toEqual([]);
  });

  it("says truly which connectors and operations it needs, and they exist", () => {
    const bundle = imported.bundle as NonNullable<typeof imported.bundle>;
    const used = Object.values(bundle.queries).map((query) => `${query.connector} ${query.operation}`);
    const said = template.connectors.flatMap(({ alias, operations }) => operations.map((operation) => `${alias} ${operation}`));
    expect([...new Set(used)].sort()).toEqual(said.sort());
    expect(Object.keys(bundle.app.connectors).sort()).toEqual(template.connectors.map(({ alias }) => alias).sort());
    for (const { catalog, operations } of template.connectors) {
      const document = parse(readFileSync(join(root, `connectors/${catalog}/openapi.yaml`), "utf8")) as { paths: Record<string, Record<string, { operationId?: string }>> };
      const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
      for (const operation of operations) expect(ids).toContain(operation);
    }
  });

  it("has both languages for every text", () => {
    const missing: string[] = [];
    const walk = (value: unknown, place: string): void => {
      if (typeof value !== "object" || value === null) return;
      const keys = Object.keys(value);
      if ((keys.includes("en") || keys.includes("zh-CN")) && !(keys.includes("en") && keys.includes("zh-CN"))) missing.push(place);
      for (const [key, inner] of Object.entries(value)) walk(inner, `${place}/${key}`);
    };
    walk(imported.bundle, relative(root, folder));
    walk(template, "template.json");
    expect(missing).toEqual([]);
  });
});
