import { readFile, readdir } from "node:fs/promises";

/** A running process. Command lines are left out: they may hold secrets. */
export interface Process {
  pid: number;
  name: string;
  /** As in proc(5): R running, S sleeping, D waiting for a disk, Z ended, T stopped, I idle. */
  state: string;
  parent: number;
  threads: number;
  residentBytes: number;
  /** Time on processors since it started, seconds. */
  cpuSeconds: number;
  startedAt: string;
}

/** Linux counts process times in ticks of 1/100 s for user space on every architecture Node runs on (time(7), USER_HZ). */
const ticksPerSecond = 100;
const pageBytes = 4096;

/** Fields of `/proc/<pid>/stat`; the name stands in parentheses and may itself hold spaces and parentheses. */
export function parseStat(text: string, bootTimeMs: number): Process | undefined {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return undefined;
  const rest = text.slice(close + 2).trim().split(" ");
  const number = (index: number) => Number(rest[index] ?? 0);
  return {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state: rest[0] ?? "?",
    parent: number(1),
    threads: number(17),
    residentBytes: number(21) * pageBytes,
    cpuSeconds: (number(11) + number(12)) / ticksPerSecond,
    startedAt: new Date(bootTimeMs + (number(19) / ticksPerSecond) * 1000).toISOString(),
  };
}

export type ProcessOrder = "memory" | "cpu" | "pid";

/** The first `limit` processes in an order; an empty list where there is no /proc. */
export async function readProcesses(order: ProcessOrder, limit: number): Promise<{ total: number; items: Process[] }> {
  const entries = (await readdir("/proc").catch(() => [] as string[])).filter((name) => /^\d+$/.test(name));
  const boot = /^btime (\d+)$/m.exec(await readFile("/proc/stat", "utf8").catch(() => ""))?.[1] ?? "0";
  const found = await Promise.all(
    // A process may end between listing and reading.
    entries.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").then((text) => parseStat(text, Number(boot) * 1000), () => undefined)),
  );
  const all = found.filter((process) => process !== undefined);
  const by: Record<ProcessOrder, (a: Process, b: Process) => number> = {
    memory: (a, b) => b.residentBytes - a.residentBytes,
    cpu: (a, b) => b.cpuSeconds - a.cpuSeconds,
    pid: (a, b) => a.pid - b.pid,
  };
  return { total: all.length, items: all.sort(by[order]).slice(0, limit) };
}
