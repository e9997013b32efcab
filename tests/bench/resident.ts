import { readFile, readdir } from "node:fs/promises";

/** Resident memory of a process and all its descendants, in bytes by pid with its command; Linux only. */
export async function residentOfTree(root: number): Promise<{ pid: number; command: string; bytes: number }[]> {
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
      return { pid, command: command.replace(/^.*\/(?=(platform|runtime|connectors)\/)/, ""), bytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024 };
    }),
  );
  return found.filter((process) => process.bytes > 0);
}
