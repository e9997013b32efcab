import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { kinds } from "./new/kinds.ts";
import type { Scaffold } from "./new/scaffold.ts";

const root = join(import.meta.dirname, "..");

function readArguments() {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { openapi: { type: "string" }, only: { type: "string" } } });
    return { kind: positionals[0] ?? "", name: positionals[1] ?? "", options: values };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { kind: "", name: "", options: {} };
  }
}

const { kind, name, options } = readArguments();
const maker = kinds[kind];

if (!maker || !/^[a-z0-9][a-z0-9-]*$/.test(name) || (kind !== "connector" && Object.keys(options).length > 0)) {
  const list = Object.entries(kinds).map(([id, { describe }]) => `  ${id.padEnd(14)} ${describe}`);
  process.stderr.write(`Usage: npm run new -- <kind> <name>   (name: lower-case letters, digits and '-')\n${list.join("\n")}\n`);
  process.exit(2);
}

let scaffold: Scaffold;
try {
  scaffold = await maker.make(name, options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
const taken = Object.keys(scaffold.files).filter((file) => existsSync(join(root, file)));
if (taken.length > 0) {
  process.stderr.write(`${taken.join(", ")} is there already; nothing was written.\n`);
  process.exit(1);
}
for (const [file, text] of Object.entries(scaffold.files)) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
  process.stdout.write(`+ ${file}\n`);
}
for (const note of scaffold.notes ?? []) process.stdout.write(`  ${note}\n`);
process.stdout.write(`${scaffold.next}\n`);
