import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withFigures } from "./corpus/figures-page.ts";
import { documentsIn, measure } from "./corpus/measure.ts";
import type { NamedReading } from "./corpus/reading.ts";
import { figures, reasons, slowest } from "./corpus/table.ts";

const page = join(import.meta.dirname, "../docs/benchmarks.md");
const [given] = process.argv.slice(2);
const folder = resolve(given ?? "");
if (given === undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  process.stderr.write("Usage: npm run corpus -- DIR   (a folder with OpenAPI documents: .json, .yaml, .yml)\n");
  process.exit(2);
}

const files = documentsIn(folder);
const readings: NamedReading[] = [];
// One after the other: two at once would slow each other down.
for (const file of files) {
  readings.push(await measure(folder, file));
  if (process.stderr.isTTY) process.stderr.write(`\r${readings.length} of ${files.length}`);
}
if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
if (readings.length === 0) {
  process.stderr.write(`There is no document in ${folder}.\n`);
  process.exit(1);
}
const table = figures(readings);
process.stdout.write(`${table}\n\n${reasons(readings)}\n\n${slowest(readings, 8)}\n`);
writeFileSync(page, withFigures(readFileSync(page, "utf8"), `Import of ${readings.length} public API documents (\`npm run corpus -- DIR\`), each in a process of its own · ${new Date().toISOString().slice(0, 10)}\n\n${table}`));
