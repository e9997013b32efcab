import { processes, processesBelow, textOf } from "../systems/processes.ts";

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
  const top = (await processes()).filter(({ pid }) => pid === root);
  const found = await Promise.all(
    [...top, ...(await processesBelow(root))].map(async ({ pid, command }) => {
      const [status, rollup] = await Promise.all([textOf(`/proc/${pid}/status`), textOf(`/proc/${pid}/smaps_rollup`)]);
      const scripts = command.filter((part) => part.endsWith(".js")).join(" ");
      return {
        pid,
        command: scripts.replace(/^.*\/(?=(platform|runtime|connectors)\/)/, ""),
        bytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
        proportionalBytes: Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024,
      };
    }),
  );
  return found.filter((process) => process.bytes > 0);
}
