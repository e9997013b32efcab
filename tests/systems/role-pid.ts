import { readFile, readdir } from "node:fs/promises";

const scripts = { store: "store/dist/main.js", server: "server/dist/main.js", gateway: "gateway/dist/main.js", worker: "server/dist/worker.js" } as const;
export type Role = keyof typeof scripts;

/** Pid of a role below the supervisor. */
export async function pidOf(supervisor: number, role: Role): Promise<number | undefined> {
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const [command, status] = await Promise.all([
      readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => ""),
      readFile(`/proc/${entry}/status`, "utf8").catch(() => ""),
    ]);
    if (command.includes(scripts[role]) && Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === supervisor) return Number(entry);
  }
  return undefined;
}
