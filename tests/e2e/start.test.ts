import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort, until } from "../systems/process.ts";

interface Process {
  pid: number;
  parent: number;
  command: string;
}

async function processes(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,args="], { maxBuffer: 2 ** 24 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

async function processesBelow(root: number): Promise<Process[]> {
  const all = await processes();
  const childrenOf = (parent: number): Process[] => all.filter((one) => one.parent === parent).flatMap((child) => [child, ...childrenOf(child.pid)]);
  return childrenOf(root);
}

describe("npm start", () => {
  it("leaves the platform alone in memory, and Ctrl-C ends all of it", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "tessera-start-"));
    const [port, gatewayPort] = await Promise.all([freePort(), freePort()]);
    const npm = spawn("npm", ["start"], {
      cwd: join(import.meta.dirname, "../.."),
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TESSERA_DATA_DIR: dataDir, TESSERA_PORT: String(port), TESSERA_GATEWAY_PORT: String(gatewayPort) },
      // A group of its own, as a terminal gives it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const group = -(npm.pid ?? 0);
    const gone = new Promise((resolve) => npm.once("close", resolve));
    onTestFinished(async () => {
      if (npm.exitCode === null && npm.signalCode === null) process.kill(group, "SIGKILL");
      await gone;
      await rm(dataDir, { recursive: true, force: true });
    });
    let output = "";
    for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await until("the platform to be ready", () => output.includes("Tessera is ready") || (npm.exitCode === null ? false : Promise.reject(new Error(output))), 120_000);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);

    const running = await processesBelow(npm.pid ?? 0);
    for (const role of ["supervisor/dist/main.js", "store/dist/main.js", "server/dist/main.js", "gateway/dist/main.js", "server/dist/worker.js"]) expect(running.filter(({ command }) => command.includes(role)), role).toHaveLength(1);
    expect(running.filter(({ command }) => !command.startsWith("sh ") && /tools\/start|\/nx\//.test(command))).toEqual([]);

    process.kill(group, "SIGINT");
    await gone;
    const left = new Set((await processes()).map(({ pid }) => pid));
    expect(running.filter(({ pid }) => left.has(pid))).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow("fetch failed");
  });
});
