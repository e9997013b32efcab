import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, "../..");

/** Runs a command with its output shown; resolves to its exit code. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
}

/** Runs one vitest project and counts its tests; a tier that ran nothing or broke outside of a test counts one failure. */
export async function runTier(project: string, filters: readonly string[] = []): Promise<Counts> {
  const folder = join(root, "tests/output");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${project}${filters.length > 0 ? "-part" : ""}.json`);
  await rm(file, { force: true });
  const code = await run(join(root, "node_modules/.bin/vitest"), [
    "run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${file}`, ...filters,
  ]);
  const report = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}
