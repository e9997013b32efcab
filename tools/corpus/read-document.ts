import { readFileSync } from "node:fs";
import { exportDocument, importDocument, parseDocument } from "../../platform/openapi/src/index.ts";
import { countOperations } from "./count-operations.ts";
import { sameJson } from "./same-json.ts";
import type { Reading } from "./reading.ts";

// Reads the one document that is named as argument and prints what came of it as JSON.
const [file = ""] = process.argv.slice(2);
process.stdout.write(JSON.stringify(read(file)));

function read(path: string): Reading {
  const bytes = readFileSync(path);
  const started = performance.now();
  try {
    const document = parseDocument(bytes);
    const result = importDocument(document);
    const timeMs = performance.now() - started;
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    const { operations, schemas, facts, report } = result;
    const findings: Record<string, number> = {};
    for (const { severity, code } of report.problems) if (severity !== "error") findings[code] = (findings[code] ?? 0) + 1;
    const text = JSON.stringify(exportDocument({ title: facts.info.title, version: facts.info.version, operations, schemas, facts }));
    const again = importDocument(parseDocument(text));
    const roundTrip = sameJson([operations, schemas, facts], [again.operations, again.schemas, again.facts]);
    return {
      bytes: bytes.length,
      stated: countOperations(document.root),
      imported: operations.length,
      repaired: new Set(report.problems.flatMap(({ severity, operation }) => (severity === "warning" && operation !== undefined ? [operation] : []))).size,
      skipped: report.skipped.map(({ method, path: at, reasons }) => `${method} ${at}: ${reasons.map(({ en }) => en).join("; ")}`),
      findings,
      timeMs,
      peakBytes,
      roundTrip,
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { bytes: bytes.length, stated: 0, imported: 0, repaired: 0, skipped: [], findings: {}, timeMs: performance.now() - started, peakBytes: process.resourceUsage().maxRSS * 1024, refused: error.message };
  }
}
