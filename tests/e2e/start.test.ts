import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort, launch, until } from "../systems/process.ts";
import { processes, processesBelow } from "../systems/processes.ts";
import { roleScripts } from "../systems/role-pid.ts";

describe("npm start", () => {
  it("leaves the platform alone in memory, and Ctrl-C ends all of it", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "tessera-start-"));
    const [port, gatewayPort] = await Promise.all([freePort(), freePort()]);
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, TESSERA_DATA_DIR: dataDir, TESSERA_PORT: String(port), TESSERA_GATEWAY_PORT: String(gatewayPort) };
    // A group of its own, as a terminal gives it.
    const { process: npm, output } = launch("npm", ["start"], env, { cwd: join(import.meta.dirname, "../.."), detached: true });
    const group = -(npm.pid ?? 0);
    const gone = new Promise((resolve) => npm.once("close", resolve));
    onTestFinished(async () => {
      if (npm.exitCode === null && npm.signalCode === null) process.kill(group, "SIGKILL");
      await gone;
      await rm(dataDir, { recursive: true, force: true });
    });
    await until("the platform to be ready", () => output().includes("Tessera is ready") || (npm.exitCode === null ? false : Promise.reject(new Error(output()))), 120_000);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);

    const running = await processesBelow(npm.pid ?? 0);
    const runs = (script: string) => running.filter(({ command: [program = "", ...parts] }) => program.endsWith("node") && parts.some((part) => part.endsWith(script)));
    for (const script of ["supervisor/dist/main.js", ...Object.values(roleScripts)]) expect(runs(script), script).toHaveLength(1);
    expect(runs("tools/start.ts")).toEqual([]);

    process.kill(group, "SIGINT");
    await gone;
    const left = new Set((await processes()).map(({ pid }) => pid));
    expect(running.filter(({ pid }) => left.has(pid))).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow("fetch failed");
  });
});
