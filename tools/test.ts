import { build } from "./build/build.ts";
import { runChecks } from "./check/checks.ts";
import { provision } from "./test/provision.ts";
import { type Counts, runTier } from "./test/tier.ts";

/**
 * `npm test` runs every tier; `npm test -- unit integration` only those named. The last line counts all that ran:
 * `N passed, N failed, N skipped`.
 */
const tiers: Readonly<Record<string, () => Promise<Counts>>> = {
  check: runChecks,
  unit: () => runTier("unit"),
  integration: () => runTier("integration"),
  system: () => runTier("system"),
  fault: async () => {
    process.env.FAULT = "long";
    return sum(await runTier("system", ["tests/fault"]), await runTier("integration", ["platform/store/tests/kill.test.ts"]));
  },
  fuzz: () => {
    process.env.FUZZ = "long";
    return runTier("integration", ["platform/store/tests/fuzz.test.ts"]);
  },
};
const everyDay = ["check", "unit", "integration", "system"];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in tiers));
if (unknown.length > 0) {
  process.stderr.write(`There is no tier ${unknown.join(", ")}; there are ${Object.keys(tiers).join(", ")}.\n`);
  process.exit(2);
}

function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

let total: Counts = { passed: 0, failed: 0, skipped: 0 };

const chosen = asked.length > 0 ? asked : everyDay;
provision(chosen);
if (await build({ quietWhenCurrent: true })) {
  for (const name of chosen) {
    const startedAt = Date.now();
    process.stdout.write(`\n=== ${name}\n`);
    const counts = await tiers[name]?.();
    if (counts) total = sum(total, counts);
    process.stdout.write(`=== ${name}: ${JSON.stringify(counts)} in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
  }
} else {
  process.stderr.write("The build failed; no test was run.\n");
  total = sum(total, { passed: 0, failed: 1, skipped: 0 });
}

process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
if (total.failed > 0) process.exitCode = 1;
