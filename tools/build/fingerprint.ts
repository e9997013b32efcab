import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const sourceRoots = ["platform", "runtime", "designer", "connectors"];
const skipped = new Set(["node_modules", "dist", "dist-types", "tests", "bench", ".nx"]);

async function collect(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      if (skipped.has(entry.name)) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return collect(path, found);
      if (/\.test\.tsx?$|\.md$/.test(entry.name)) return;
      const { mtimeMs, size } = await stat(path);
      found.push(`${path} ${mtimeMs} ${size}`);
    }),
  );
}

/** Hash over path, time and size of everything a build reads; takes milliseconds where hashing content takes seconds. */
export async function sourceFingerprint(root: string): Promise<string> {
  const found: string[] = [];
  await Promise.all(sourceRoots.map((folder) => collect(join(root, folder), found)));
  const lock = await stat(join(root, "package-lock.json"));
  found.push(`lock ${lock.mtimeMs} ${lock.size}`);
  return createHash("sha256").update(found.sort().join("\n")).digest("hex");
}
