import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { appBundleSchema } from "@tessera/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkBundle } from "../check/check-bundle.ts";
import { sampleApp, sampleManifests } from "../fixtures/sample-app.ts";
import { assembleBundle, explodeBundle } from "../records/bundle.ts";
import { exportFiles } from "./export-files.ts";
import { importFiles } from "./import-files.ts";
import { transformFromFile, transformToFile } from "./transform-file.ts";

async function readFixture(version: string): Promise<Record<string, string>> {
  const folder = join(import.meta.dirname, "../fixtures", version);
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Object.fromEntries(await Promise.all(names.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1).replaceAll("\\", "/"), await readFile(path, "utf8")] as const;
  })));
}

describe("files of format version 1", () => {
  it("load, are sound, keep what they do not know, and are written as they were read", async () => {
    const files = await readFixture("v1");
    const { bundle, problems } = importFiles(files);
    expect(problems).toEqual([]);
    if (!bundle) throw new Error("the fixture must load");
    expect(checkBundle(bundle, sampleManifests)).toEqual([]);
    expect(bundle.pages.overview?.nodes.alertsTable).toMatchObject({ parent: "frame", slot: "default" });
    expect(bundle.queries.openAlerts?.transform).toBe("return data.map((alert) => ({ name: alert.labels.alertname, ...alert }))");
    expect(exportFiles(bundle)).toEqual(files);
  });
});

describe("export and import", () => {
  const text = fc.string({ maxLength: 12 });
  const extra = fc.dictionary(fc.constantFrom("xNote", "zColour"), fc.oneof(text, fc.array(fc.integer()), fc.dictionary(text.filter((key) => key !== "__proto__"), fc.integer())));
  const rect = fc.record({ x: fc.nat(23), y: fc.nat(99), w: fc.integer({ min: 1, max: 24 }), h: fc.integer({ min: 1, max: 99 }) });

  it("give back the same app, unknown fields included, and the same text", () => {
    fc.assert(fc.property(extra, extra, rect, text, fc.option(fc.string({ maxLength: 60 }), { nil: undefined }), (onNode, onHead, place, title, transform) => {
      const records = sampleApp();
      Object.assign(records["node/home/grid"] ?? {}, onNode);
      Object.assign(records["page/home"] ?? {}, onHead, { title: { en: title } });
      Object.assign(records.app ?? {}, onHead);
      records["layout/home/tablet/box"] = { ...place, ...onNode };
      if (transform !== undefined) Object.assign(records["query/hosts"] ?? {}, { transform: transform.replaceAll("\r", "") });
      const bundle = assembleBundle(records);
      const files = exportFiles(bundle);
      const back = importFiles(files);
      expect(back.problems).toEqual([]);
      expect(back.bundle).toEqual(appBundleSchema.parse(bundle));
      expect(back.bundle && exportFiles(back.bundle)).toEqual(files);
      expect(explodeBundle(assembleBundle(explodeBundle(bundle)))).toEqual(records);
      for (const file of Object.values(files)) expect(file.endsWith("\n")).toBe(true);
    }), { numRuns: 50 });
  });

  it("keeps the order of moved lines, whatever the old order keys say", async () => {
    const files = await readFixture("v1");
    const page = JSON.parse(files["pages/overview.json"] ?? "") as { nodes: { id: string }[] };
    page.nodes.reverse();
    const { bundle } = importFiles({ ...files, "pages/overview.json": JSON.stringify(page) });
    const nodes = bundle?.pages.overview?.nodes;
    expect((nodes?.details?.order ?? "") < (nodes?.frame?.order ?? "")).toBe(true);
  });

  it("reads a transform that someone formatted anew", () => {
    expect(transformFromFile("// note\nexport default function transform(data) {\n  return data;\n}\n")).toBe("  return data;");
    expect(transformFromFile(transformToFile("a }{ b"))).toBe("a }{ b");
    expect(transformToFile("return user.name + data")).toBe("export default function (data, inputs, user) {\nreturn user.name + data\n}\n");
    expect(transformFromFile("export default function (data, inputs, user) {\nreturn 1\n}\n")).toBe("return 1");
    expect(transformFromFile("const a = 1")).toBeNull();
    expect(() => transformFromFile("const a =")).toThrow(SyntaxError);
  });
});

describe("bad files", () => {
  it.each([
    ["app.json", undefined, ""],
    ["app.json", "{", ""],
    ["app.json", "[]", ""],
    ["app.json", "{\"schemaVersion\": 2, \"title\": {}}", "/schemaVersion"],
    ["pages/overview.json", "{\"id\": \"other\"}", "/id"],
    ["pages/overview.json", "{\"id\": \"overview\", \"nodes\": {}}", "/nodes"],
    ["pages/overview.json", "{\"schemaVersion\":1,\"id\":\"overview\",\"title\":{},\"path\":\"o\",\"order\":\"a0\",\"nodes\":[{\"id\":\"a\",\"type\":\"container\",\"name\":\"a\",\"children\":[{\"id\":\"b\",\"type\":\"BAD\",\"name\":\"b\"}]}]}", "/nodes/0/children/0/type"],
    ["pages/overview.json", "{\"id\": \"overview\", \"nodes\": [{\"id\":\"a\"},{\"id\":\"a\"}]}", "/nodes/1/id"],
    ["pages/bad-id.json", "{}", ""],
    ["pages/__proto__.json", "{}", ""],
    ["queries/openAlerts.js", "export const a = 1", ""],
    ["queries/lost.js", "export default function () {}", ""],
    ["pages/overview.json", `{"schemaVersion":1,"id":"overview","title":{},"path":"o","order":"a0","nodes":[{"id":"a","type":"table","name":"a","props":{"data":{"kind":"static","value":${"[".repeat(150)}${"]".repeat(150)}}}}]}`, "/nodes/0/props/data/value"],
    ["pages/overview.json", `${"{\"a\":".repeat(5_000)}1${"}".repeat(5_000)}`, ""],
  ])("%s with %s: nothing is imported, and the problem has its place", async (file, content, path) => {
    const { [file]: _replaced, ...files } = await readFixture("v1");
    const { bundle, problems } = importFiles(content === undefined ? files : { ...files, [file]: content });
    expect(bundle).toBeNull();
    expect(problems).toContainEqual({ file, path, message: expect.stringMatching(/.{10}/), text: { en: expect.stringMatching(/.{10}/), "zh-CN": expect.stringMatching(/[\u4e00-\u9fff]/) } });
  });

  it("never crash, whatever they hold", () => {
    const json = fc.json({ maxDepth: 4 });
    fc.assert(fc.property(json, json, (page, query) => {
      expect(importFiles({ "app.json": page, "pages/a.json": page, "queries/q.json": query, "pages/b.json": `{"id":"b","nodes":[${query}],"layout":${page}}` }).bundle).toBeNull();
    }));
  });
});
