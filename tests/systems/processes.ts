import { readFile, readdir } from "node:fs/promises";

/** A process of this machine. */
export interface Process {
  pid: number;
  parent: number;
  /** The program and its arguments. */
  command: readonly string[];
}

/** All processes that run now; Linux only. */
export async function processes(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
  const found = await Promise.all(
    pids.map(async (pid): Promise<Process | undefined> => {
      const [command, status] = await Promise.all([textOf(`/proc/${pid}/cmdline`), textOf(`/proc/${pid}/status`)]);
      const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
      // One that ended meanwhile has neither.
      return parent === undefined ? undefined : { pid: Number(pid), parent: Number(parent), command: command.split("\0").slice(0, -1) };
    }),
  );
  return found.filter((process) => process !== undefined);
}

/** The processes that a process started, and those that these started; without itself. */
export async function processesBelow(root: number): Promise<Process[]> {
  const all = await processes();
  const below = (parent: number): Process[] => all.filter((one) => one.parent === parent).flatMap((child) => [child, ...below(child.pid)]);
  return below(root);
}

export function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
