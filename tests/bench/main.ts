import { existsSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../systems/process.ts";
import { describeMachine } from "./machine.ts";

const root = join(import.meta.dirname, "../..");

/** Each bench is a program of its own that prints JSON lines, so that none warms or burdens another. */
const benches: Readonly<Record<string, string>> = {
  platform: "tests/bench/platform.bench.ts",
  portal: "tests/bench/portal.bench.ts",
  runs: "tests/bench/runs.bench.ts",
  store: "platform/store/bench/store.bench.ts",
  gateway: "platform/gateway/bench/gateway.bench.ts",
  sandbox: "runtime/sandbox/bench/sandbox.bench.ts",
  player: "runtime/player/bench/player.bench.ts",
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}.\n`);
  process.exit(2);
}

for (const [key, value] of Object.entries(describeMachine())) process.stdout.write(`${key}: ${value}\n`);
for (const [name, file] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (!existsSync(join(root, file))) {
    process.stderr.write(`${file} is missing\n`);
    process.exitCode = 1;
    continue;
  }
  process.stdout.write(`\n## ${name}\n`);
  const bench = launch(process.execPath, [join(root, file)]);
  bench.process.stdout?.pipe(process.stdout, { end: false });
  const code = await new Promise<number | null>((resolve) => bench.process.once("exit", resolve));
  if (code !== 0) {
    process.stderr.write(`${name} failed:\n${bench.output().slice(-4000)}\n`);
    process.exitCode = 1;
  }
}
