import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { DocumentedConnector } from "./documented.ts";

const root = join(import.meta.dirname, "../..");
const documents = globSync("connectors/*/openapi.yaml", { cwd: root }).sort();

describe.each(documents)("the document %s", (file) => {
  it("imports whole, without a finding", () => {
    const name = dirname(file).split("/").at(-1) ?? "";
    const { report, operations } = new DocumentedConnector(name).imported;
    expect(report.problems).toEqual([]);
    expect(report.skipped).toEqual([]);
    expect(operations.length).toBeGreaterThan(3);
  });
});
