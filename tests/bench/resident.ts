import { readFile, readdir } from "node:fs/promises";

/** Memory of one process, in bytes. */
export interface Resident {
  pid: number;
  command: string;
  /** Resident set size: pages that several processes map (the binary of Node) count in each of them. */
  bytes: number;
  /** Proportional set size: a page counts once, shared out over the processes that map it. */
  proportionalBytes: number;
}

/** Memory of a process and all its descendants; Linux only. */
export async function residentOfTree(root: number): Promise<Resident[]> {
  const parents = new Map<number, number>();
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const status = await readFile(`/proc/${entry}/status`, "utf8").catch(() => "");
    parents.set(Number(entry), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  const found = await Promise.all(
    [...parents.keys()].filter(isBelow).map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
      const command = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0").filter((part) => part.endsWith(".js")).join(" ");
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
      return {
        pid,
        command: command.replace(/^.*\/(?=(platform|runtime|connectors)\/)/, ""),
        bytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
        proportionalBytes: Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024,
      };
    }),
  );
  return found.filter((process) => process.bytes > 0);
}
