import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import type { SandboxPoolOptions } from "@tessera/sandbox";
import { createSandboxPool } from "@tessera/sandbox";
import { SandboxDriver, until } from "./driver.ts";

const open: SandboxDriver[] = [];
function start(options?: SandboxPoolOptions): SandboxDriver {
  const sandbox = new SandboxDriver(options);
  open.push(sandbox);
  return sandbox;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.pool.close()));
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Whether a process runs; one that ended but was not reaped by its new parent does not. */
const isRunning = (pid: number): boolean => {
  const { status, stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return status === 0 && !stdout.trim().startsWith("Z");
};

describe("fair share", () => {
  it("lets good programs of one space go on beside 200 hostile ones of another", async () => {
    const sandbox = start({ maxProcesses: 2, limits: { cpuMs: 100 }, maxQueueMs: 170_000 });
    const ended: string[] = [];
    const bad = Array.from({ length: 200 }, (_, index) =>
      sandbox.code(index % 2 === 0 ? "while (true);" : "const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1))", { space: "bad" }).then((code) => ended.push(code)),
    );
    for (let index = 0; index < 50; index += 1) expect(await sandbox.value("return data + 1", { space: "good", input: { data: index } })).toBe(index + 1);
    expect(ended.length).toBeLessThan(200);
    await Promise.all(bad);
    expect(new Set(ended)).toEqual(new Set(["sandbox.timeout", "sandbox.memory"]));
  });

  it("takes turns between spaces on a single process", async () => {
    const sandbox = start({ maxProcesses: 1, limits: { cpuMs: 50 } });
    const order: string[] = [];
    const bad = Array.from({ length: 6 }, () => sandbox.code("while (true);", { space: "bad" }).then(() => order.push("bad")));
    await sandbox.run("return 1", { space: "good" });
    order.push("good");
    await Promise.all(bad);
    expect(order.indexOf("good")).toBeLessThan(3);
  });

  it("refuses what a space queues beyond its share or waits for too long", async () => {
    const sandbox = start({ maxProcesses: 1, maxQueuedPerSpace: 2, maxQueueMs: 2_000, limits: { cpuMs: 4_000 } });
    await sandbox.run("1");
    const codes = Promise.all(Array.from({ length: 5 }, () => sandbox.code("while (true);")));
    expect((await codes).toSorted()).toEqual(["sandbox.overloaded", "sandbox.overloaded", "sandbox.overloaded", "sandbox.overloaded", "sandbox.timeout"]);
  });
});

describe("processes", () => {
  it("killed in mid-run fail that run only, and are replaced", async () => {
    const sandbox = start({ maxProcesses: 1 });
    await sandbox.run("1");
    const [victim] = sandbox.pool.stats().pids;
    const reached = Promise.withResolvers<void>();
    const run = sandbox.code("return capabilities.hang()", { capabilities: { hang: () => (reached.resolve(), new Promise<never>(() => undefined)) } });
    await reached.promise;
    process.kill(victim as number, "SIGKILL");
    expect(await run).toBe("sandbox.crashed");
    expect(await sandbox.value("return 2")).toBe(2);
    expect(sandbox.pool.stats()).toMatchObject({ crashes: 1, processes: 1 });
    expect(sandbox.pool.stats().pids).not.toContain(victim);
  });

  it("that stop answering are killed by the pool, and the run ends in time", async () => {
    const sandbox = start({ maxProcesses: 1, limits: { wallMs: 300 } });
    await sandbox.run("1");
    const [frozen] = sandbox.pool.stats().pids as [number];
    process.kill(frozen, "SIGSTOP");
    expect(await sandbox.code("return 1")).toBe("sandbox.timeout");
    await until("the frozen process is gone", () => !isAlive(frozen));
    expect(await sandbox.value("return 2")).toBe(2);
  });

  it("run without privileges, environment or inherited files", async () => {
    const sandbox = start({ maxProcesses: 1 });
    await sandbox.run("1");
    const { pids, isolation } = sandbox.pool.stats();
    const [pid] = pids as [number];
    expect(isolation?.permissions).toBe(true);
    if (process.platform !== "linux") return;
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    if (isolation?.user === true) {
      expect(status).toMatch(/^Uid:\s+65534\s+65534\s+65534\s+65534$/m);
      expect(status).toMatch(/^Groups:\s*$/m);
    }
    if (isolation?.network === true) expect(readFileSync(`/proc/${pid}/net/dev`, "utf8").split("\n").filter((line) => line.includes(":") && !line.includes("lo:"))).toEqual([]);
    expect(readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter((entry) => entry !== "" && !/^(TZ|PWD|_|OLDPWD|SHLVL)=/.test(entry))).toEqual([]);
    expect(readFileSync(`/proc/${pid}/limits`, "utf8")).toMatch(/Max file size\s+0\s+0/);
    expect(readdirSync(`/proc/${pid}/fd`).length).toBeLessThan(40);
    expect(readdirSync(`/proc/${pid}/cwd/`)).toEqual([]);
  });

  it("start on demand when none is kept, and go when idle", async () => {
    const sandbox = start({ minProcesses: 0, maxProcesses: 2, idleMs: 100 });
    expect(sandbox.pool.stats().processes).toBe(0);
    expect(await sandbox.value("return 1")).toBe(1);
    await until("no process is left", () => sandbox.pool.stats().processes === 0);
    expect(await sandbox.value("return 2")).toBe(2);
    expect(sandbox.pool.stats().crashes).toBe(0);
  });

  it("end with the pool, and so do its runs", async () => {
    const sandbox = start({ maxProcesses: 2 });
    await sandbox.run("1");
    const { pids } = sandbox.pool.stats();
    const runs = Promise.all(Array.from({ length: 5 }, () => sandbox.code("while (true);")));
    await sandbox.pool.close();
    expect(await runs).toEqual(Array.from({ length: 5 }, () => "sandbox.closed"));
    expect(await sandbox.code("1")).toBe("sandbox.closed");
    await until("the processes are gone", () => !pids.some(isAlive));
  });

  it("do not outlive a pool that is killed", async () => {
    const entry = new URL("../dist/index.js", import.meta.url).href;
    const script = `import { createSandboxPool } from ${JSON.stringify(entry)};
      const pool = createSandboxPool();
      await pool.run({ space: "a", source: "1", input: null });
      pool.run({ space: "a", source: "new Array(2 ** 32 - 2).fill(0)", input: null }).catch(() => undefined);
      console.log(pool.stats().pids[0]);`;
    const folder = mkdtempSync(join(tmpdir(), "sandbox-owner-"));
    chmodSync(folder, 0o755);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], { env: { ...process.env, TMPDIR: folder }, stdio: ["ignore", "pipe", "inherit"] });
    const [text] = (await once(owner.stdout, "data")) as [Buffer];
    const pid = Number(text.toString());
    expect(isRunning(pid)).toBe(true);
    owner.kill("SIGKILL");
    await until("the child of the killed pool is gone", () => !isRunning(pid));
  });

  it("are never started by a pool that is closed at once", async () => {
    const pool = createSandboxPool();
    await pool.close();
    expect(pool.stats().processes).toBe(0);
  });
});

describe("abort signals", () => {
  it("end a run that computes, one that waits for a capability, and one in the queue", async () => {
    const sandbox = start({ maxProcesses: 1, limits: { cpuMs: 10_000, wallMs: 20_000 } });
    await sandbox.run("1");
    const reached = Promise.withResolvers<void>();
    const waiting = new AbortController();
    const waits = sandbox.code("return capabilities.hang()", {
      signal: waiting.signal,
      capabilities: { hang: () => (reached.resolve(), new Promise<never>(() => undefined)) },
    });
    await reached.promise;
    const computing = new AbortController();
    const computes = sandbox.code("while (true);", { signal: computing.signal });
    const queued = new AbortController();
    const queues = sandbox.code("return 1", { signal: queued.signal });
    for (const one of [queued, waiting, computing]) one.abort();
    expect(await Promise.all([waits, computes, queues])).toEqual(["sandbox.cancelled", "sandbox.cancelled", "sandbox.cancelled"]);
    expect(await sandbox.value("return 3")).toBe(3);
    expect(await sandbox.code("1", { signal: AbortSignal.abort() })).toBe("sandbox.cancelled");
    await until("the cancelled runs are let go", () => sandbox.pool.stats().running === 0);
  });
});

it("refuses options out of range", () => {
  expect(() => createSandboxPool({ minProcesses: 3, maxProcesses: 2 })).toThrowError(/maxProcesses/);
  expect(() => createSandboxPool({ maxPerSpace: 0 })).toThrowError(/maxPerSpace/);
});
