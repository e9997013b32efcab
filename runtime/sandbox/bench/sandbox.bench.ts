import { readFileSync } from "node:fs";
import { createSandboxPool } from "../dist/index.js";

const alerts = Array.from({ length: 100 }, (_, index) => ({
  id: index,
  name: `alert ${index}`,
  labels: { region: `region-${index % 7}`, severity: index % 3 === 0 ? "critical" : "warning" },
  value: index * 1.5,
  startsAt: "2026-01-01T00:00:00Z",
}));
const source = "return data.alerts.filter((a) => a.value > 3).map((a) => ({ ...a.labels, name: a.name.toUpperCase() }))";
const asyncSource = `await null; ${source}`;

function report(name: string, value: number, unit: string): void {
  process.stdout.write(`${JSON.stringify({ name, value: Number(value.toFixed(3)), unit })}\n`);
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

async function latency(name: string, rounds: number, call: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < 100; round += 1) await call();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
    // Calls in practice do not come back to back; the next clean context is made in the pause.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  times.sort((one, other) => one - other);
  report(`${name} p50`, times[Math.floor(rounds / 2)] ?? 0, "ms");
  report(`${name} p99`, times[Math.floor(rounds * 0.99)] ?? 0, "ms");
}

const coldStart = performance.now();
const pool = createSandboxPool();
await pool.run({ space: "bench", source, input: { data: { alerts } } });
report("cold start: pool to first result", performance.now() - coldStart, "ms");
await latency("warm call, 100 objects", 1_000, () => pool.run({ space: "bench", source, input: { data: { alerts } } }));
await latency("warm async call, 100 objects", 1_000, () => pool.run({ space: "bench", source: asyncSource, input: { data: { alerts } } }));
await latency("call with a capability", 500, () =>
  pool.run({ space: "bench", source: "return await capabilities.echo(data)", input: { data: 1 }, capabilities: { echo: async (value) => value } }),
);
let other = 0;
await latency("first call of a space", 100, () => pool.run({ space: `bench-${(other += 1)}`, source, input: { data: { alerts } } }));

for (const spaces of [1, 4]) {
  const start = performance.now();
  const runs = 2_000;
  let next = 0;
  const lane = async (): Promise<void> => {
    while ((next += 1) <= runs) await pool.run({ space: `load-${next % spaces}`, source, input: { data: { alerts } } });
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  report(`throughput, ${spaces} space(s)`, runs / ((performance.now() - start) / 1_000), "runs/s");
}
for (const pid of pool.stats().pids) report("resident size of one child after load", residentMb(pid), "MiB");
await pool.close();

const idle = createSandboxPool({ maxProcesses: 1 });
await idle.run({ space: "bench", source: "return 1", input: null });
report("resident size of one child, one warm isolate", residentMb(idle.stats().pids[0] ?? 0), "MiB");
await idle.close();
