import { readFile, readdir } from "node:fs/promises";

/** Names of the folders in a folder that comes with the platform, sorted; none without it. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(nullIfMissing)) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

/** Text of a file; null without it. */
export async function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(nullIfMissing);
}

/** Handles the rejection of a file operation: null when there is no such file or folder. */
export function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
  throw error;
}
