import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { backUp } from "./backup.ts";
import type { BackupContent } from "./backup.ts";
import { restore } from "./restore.ts";

const EXAMPLES = {
  backup: "e.g. tessera-store backup --dbpath ./data/store --out ./store.backup",
  restore: "e.g. tessera-store restore --from ./store.backup --dbpath ./data/store",
} as const;

/** Runs `tessera-store backup …` or `tessera-store restore …`; gives the line to print, undefined when it is neither. */
export async function runBackupCommand(args: readonly string[]): Promise<string | undefined> {
  const [command, ...rest] = args;
  if (command === "backup") {
    const { dbpath, out } = parsed(rest, ["dbpath", "out"], EXAMPLES.backup);
    return `${out}: ${describe(await backUp(dbpath as string, out as string))}\n`;
  }
  if (command === "restore") {
    const { from, dbpath } = parsed(rest, ["from", "dbpath"], EXAMPLES.restore);
    return `${dbpath}: ${describe(await restore(from as string, dbpath as string))}\n`;
  }
  return undefined;
}

function describe({ collections, documents, bytes }: BackupContent): string {
  return `${documents} documents in ${collections} collections, ${(bytes / 1_048_576).toFixed(1)} MiB`;
}

function parsed(args: readonly string[], names: readonly string[], example: string): Record<string, string> {
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...args], options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])), strict: true, allowPositionals: false }));
  } catch (error) {
    throw new SettingError(`${error instanceof Error ? error.message.split(".")[0] : String(error)}, ${example}`);
  }
  for (const name of names) if (typeof values[name] !== "string" || values[name] === "") throw new SettingError(`--${name} is missing, ${example}`);
  return values as Record<string, string>;
}
