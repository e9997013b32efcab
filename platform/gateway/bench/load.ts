import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Agent, request } from "undici";

const run = promisify(execFile);

export interface Load {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(text: string, percentile: string): number {
  const [, value, unit] = new RegExp(`${percentile}%\\s+([\\d.]+)(us|ms|s)`).exec(text) ?? [];
  return Number(value) * (units[unit ?? ""] ?? Number.NaN);
}

async function withWrk(url: string, headers: Record<string, string>, connections: number, seconds: number): Promise<Load> {
  const { stdout } = await run("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]), url]);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50Ms: milliseconds(stdout, "50"),
    p99Ms: milliseconds(stdout, "99"),
    errors: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
  };
}

async function withUndici(url: string, headers: Record<string, string>, connections: number, seconds: number): Promise<Load> {
  const agent = new Agent({ connections, pipelining: 1 });
  const times: number[] = [];
  let errors = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const startedAt = performance.now();
        const { statusCode, body } = await request(url, { dispatcher: agent, headers });
        await body.dump();
        if (statusCode > 399) errors += 1;
        times.push(performance.now() - startedAt);
      }
    }),
  );
  await agent.destroy();
  times.sort((a, b) => a - b);
  return { requestsPerSecond: times.length / seconds, p50Ms: times[Math.floor(times.length * 0.5)] ?? 0, p99Ms: times[Math.floor(times.length * 0.99)] ?? 0, errors };
}

/** Loads an address for some seconds over a number of kept connections, with wrk where it is installed. */
export const load = existsSync("/usr/bin/wrk") ? withWrk : withUndici;

/** Starts a process and waits for the address in its line `… ready http://…`; `stop` ends it. */
export async function startProcess(command: string, args: string[], environment: Record<string, string> = {}): Promise<{ url: string; pid: number; stop(): void }> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], env: { PATH: process.env["PATH"], ...environment } });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = /ready (http:\S+)/.exec(line)?.[1];
      if (ready !== undefined) resolve(ready);
    });
  });
  return { url, pid: child.pid ?? 0, stop: () => void child.kill("SIGKILL") };
}
