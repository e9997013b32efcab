import { existsSync, globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "@tessera/contracts";
import { describe, expect, it } from "vitest";
import { exportDocument, importDocument, parseDocument, type ImportResult } from "../src/index.ts";
import { isObject } from "../src/json.ts";
import { listOperations } from "./documents.ts";

const repository = resolve(import.meta.dirname, "../../..");
const folder = resolve(repository, process.env["CORPUS_DIR"] ?? "../shared/corpus");
const everything = process.env["CORPUS"] === "full";
const present = existsSync(folder);
if (!present) process.stdout.write(`Skipped: no OpenAPI documents in ${folder}; set CORPUS_DIR to a folder of them.\n`);

/** Every third document; all with CORPUS=full. The sample never changes, so that a failure can be repeated. */
const files = present ? globSync("**/*.{json,yaml,yml}", { cwd: folder }).toSorted().filter((_file, index) => everything || index % 3 === 0) : [];

interface Outcome {
  imported: number;
  skipped: number;
  refused: string | undefined;
}

function importFile(file: string): ImportResult | string {
  try {
    return importDocument(parseDocument(readFileSync(resolve(folder, file))));
  } catch (error) {
    if (error instanceof UserError && error.code.startsWith("openapi.")) return error.message;
    throw error;
  }
}

function examine(file: string): Outcome {
  const first = importFile(file);
  if (typeof first === "string") return { imported: 0, skipped: 0, refused: first };
  const { operations, schemas, facts, report } = first;
  const { root } = parseDocument(readFileSync(resolve(folder, file)));
  const openedElsewhere = Object.values(isObject(root["paths"]) ? root["paths"] : {}).some((item) => isObject(item) && "$ref" in item);
  if (!openedElsewhere) expect(operations.length + report.skipped.length, "operations imported or skipped").toBe(listOperations(root).length);
  expect(report.skipped.every(({ reasons }) => reasons.length > 0)).toBe(true);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);

  const text = JSON.stringify(exportDocument({ title: facts.info.title, version: facts.info.version, operations, schemas, facts }));
  const second = importDocument(parseDocument(text));
  // Compared as text: the assertion's own deep comparison takes seconds on documents of this size.
  expect(sorted(second.operations) === sorted(operations), "operations after export and import").toBe(true);
  expect(sorted(second.schemas) === sorted(schemas), "schemas after export and import").toBe(true);
  expect(sorted(second.facts) === sorted(facts), "facts after export and import").toBe(true);
  return { imported: operations.length, skipped: report.skipped.length, refused: undefined };
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

describe.skipIf(!present)("documents of the public", () => {
  it(`${files.length} of them are imported and exported again without loss, or refused with a reason`, { timeout: 240_000 }, () => {
    const failures: string[] = [];
    const total = { documents: 0, imported: 0, skipped: 0, refused: 0 };
    for (const file of files) {
      try {
        const outcome = examine(file);
        total.documents += 1;
        total.imported += outcome.imported;
        total.skipped += outcome.skipped;
        total.refused += outcome.refused === undefined ? 0 : 1;
      } catch (error) {
        failures.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    process.stdout.write(`${total.documents} documents, ${total.refused} refused; ${total.imported} operations imported, ${total.skipped} skipped by name\n`);
    expect(failures).toEqual([]);
    expect(total.imported).toBeGreaterThan(0);
  });

  it.each(files.filter((file) => /(github-api|kubernetes|datadog|openai)/.test(file)))("%s gives schemas whose references all lead somewhere", (file) => {
    const result = importFile(file);
    if (typeof result === "string") throw new Error(result);
    const dangling = JSON.stringify(result.schemas).matchAll(/"\$ref":"#\/schemas\/([^"]+)"/g);
    expect([...dangling].map(([, name]) => name ?? "").filter((name) => !Object.hasOwn(result.schemas, name))).toEqual([]);
  });
});
