import { join } from "node:path";
import { run } from "../test/tier.ts";

const bin = (name: string) => join(import.meta.dirname, "../../node_modules/.bin", name);

/** What holds of the code without running it; each counts as one test. */
const checks: ReadonlyArray<{ name: string; command: string; args: readonly string[] }> = [
  { name: "lint and boundaries", command: bin("oxlint"), args: ["--deny-warnings"] },
  { name: "types", command: bin("tsc"), args: ["-p", "tsconfig.tests.json"] },
  { name: "unused code and dependencies", command: bin("knip"), args: ["--no-progress"] },
];

/** Runs all checks, even after one failed. */
export async function runChecks(): Promise<{ passed: number; failed: number; skipped: number }> {
  let failed = 0;
  for (const check of checks) {
    const code = await run(check.command, check.args);
    process.stdout.write(`${code === 0 ? "ok  " : "FAIL"} ${check.name}\n`);
    if (code !== 0) failed += 1;
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
}
