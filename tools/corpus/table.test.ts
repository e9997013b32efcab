import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { countOperations } from "./count-operations.ts";
import { withFigures } from "./figures-page.ts";
import { documentsIn, measure } from "./measure.ts";
import { figures, reasons } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "corpus-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("operations are counted without the importer", () => {
  const item = { get: {}, POST: {}, parameters: [], "x-bk-apigateway-method-any": {} };
  expect(countOperations({ paths: { "/a": item, "/b": { $ref: "#/components/pathItems/b" }, "/c": null, "/d": { $ref: "other.yaml" } }, components: { pathItems: { b: { put: {}, trace: {} } } } })).toBe(7 + 2);
  expect(countOperations({ paths: [] })).toBe(0);
});

describe("a folder of documents", () => {
  it("is measured document by document, each with what became of it", async () => {
    writeFileSync(join(folder, "a.yaml"), "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a/{id}:\n    get: {}\n    trace: {}\n");
    writeFileSync(join(folder, "b.json"), "<html>");
    writeFileSync(join(folder, "notes.txt"), "");
    expect(documentsIn(folder)).toEqual(["a.yaml", "b.json"]);
    const readings = [await measure(folder, "a.yaml"), await measure(folder, "b.json")];
    expect(readings).toMatchObject([
      { file: "a.yaml", stated: 2, imported: 1, repaired: 1, roundTrip: true, skipped: [expect.stringContaining("TRACE /a/{id}")] },
      { file: "b.json", refused: expect.stringContaining("web page") },
    ]);
    expect(readings[0]?.peakBytes).toBeGreaterThan(1e6);
    expect(figures(readings)).toContain("| documents imported | ≥ 99% | 50.00% (1 of 2) |");
    expect(reasons(readings)).toMatch(/^refused {2}b\.json.*\nskipped {2}a\.yaml/);
  });
});

it("figures replace those that stood in the page, and nothing else", () => {
  const once = withFigures("# Figures\n\nbefore\n", "| a |");
  expect(once).toMatch(/^# Figures\n\nbefore\n\n<!--[^>]+-->\n\| a \|\n<!--[^>]+-->\n$/);
  expect(withFigures(`${once}after\n`, "| b |")).toBe(`${once.replace("| a |", "| b |")}after\n`);
});
