import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { kinds } from "./new/kinds.ts";

const root = join(import.meta.dirname, "..");
const [kind = "", name = ""] = process.argv.slice(2);
const maker = kinds[kind];

if (!maker || !/^[a-z0-9][a-z0-9-]*$/.test(name)) {
  const list = Object.entries(kinds).map(([id, { describe }]) => `  ${id.padEnd(14)} ${describe}`);
  process.stderr.write(`Usage: npm run new -- <kind> <name>   (name: lower-case letters, digits and '-')\n${list.join("\n")}\n`);
  process.exit(2);
}

const scaffold = maker.make(name);
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
process.stdout.write(`${scaffold.next}\n`);
