import { type ChildProcess, spawn } from "node:child_process";
import { access, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const main = join(import.meta.dirname, "../dist/main.js");

async function until<T>(probe: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const value = await probe();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not happen`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

describe("the supervisor", () => {
  let dataDir: string;
  const started: ChildProcess[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "tessera-supervisor-"));
  });
  afterEach(async () => {
    for (const child of started.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  async function start(extra: Record<string, string> = {}) {
    const port = await freePort();
    const env = { PATH: process.env.PATH, TESSERA_DATA_DIR: dataDir, TESSERA_PORT: String(port), TESSERA_GATEWAY_PORT: String(await freePort()), ...extra };
    const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { child, port, output: () => output, exited };
  }

  async function childrenOf(pid: number): Promise<number[]> {
    const found: number[] = [];
    for (const entry of await readdir("/proc")) {
      if (!/^\d+$/.test(entry)) continue;
      const status = await readFile(`/proc/${entry}/status`, "utf8").catch(() => "");
      if (new RegExp(`^PPid:\\s+${pid}$`, "m").test(status)) found.push(Number(entry));
    }
    return found;
  }

  it("prints the address and the first-run link, and stops everything on Ctrl-C", async () => {
    const run = await start();
    await until(() => (run.output().includes("Tessera is ready") ? true : undefined), "ready");
    expect(run.output()).toContain(`http://127.0.0.1:${run.port}/setup?token=`);
    expect((await fetch(`http://127.0.0.1:${run.port}/readyz`)).status).toBe(200);
    const children = process.platform === "linux" ? await childrenOf(run.child.pid ?? 0) : [];
    run.child.kill("SIGINT");
    expect(await run.exited).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
    await expect(access(join(dataDir, "store.sock"))).rejects.toThrow("ENOENT");
  });

  it.skipIf(process.platform !== "linux")("leaves no process behind when it is killed, and starts again on the same data", async () => {
    const run = await start();
    await until(() => (run.output().includes("Tessera is ready") ? true : undefined), "ready");
    const children = await childrenOf(run.child.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(4);
    run.child.kill("SIGKILL");
    await until(() => (children.some(isAlive) ? undefined : true), "the end of the children");
    const again = await start();
    await until(() => (again.output().includes("Tessera is ready") ? true : undefined), `ready again: ${again.output()}`);
    again.child.kill("SIGTERM");
    expect(await again.exited).toBe(0);
  });

  it.each([
    [{ TESSERA_PORT: "web" }, "TESSERA_PORT must be a port number"],
    [{ TESSERA_SECRET_KEY: "x" }, "TESSERA_SECRET_KEY must be 32 random bytes"],
    [{ TESSERA_SECRET_KEY: "x", LC_ALL: "zh_CN.UTF-8" }, "TESSERA_SECRET_KEY 须为 base64 编码的 32 个随机字节，例如"],
  ])("refuses the setting %j in one line with exit code 2", async (extra, message) => {
    const run = await start(extra);
    expect(await run.exited).toBe(2);
    expect(run.output()).toContain(message);
    expect(run.output().trim().split("\n")).toHaveLength(1);
  });

  it("says which port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const run = await start({ TESSERA_PORT: String((taken.address() as AddressInfo).port) });
    expect(await run.exited).toBe(2);
    expect(run.output()).toContain("in use");
    taken.close();
  });
});
