import { processes } from "./processes.ts";

/** What the process of each role runs. */
export const roleScripts = { store: "store/dist/main.js", server: "server/dist/main.js", gateway: "gateway/dist/main.js", worker: "server/dist/worker.js" } as const;
export type Role = keyof typeof roleScripts;

/** Pid of a role below the supervisor. */
export async function pidOf(supervisor: number, role: Role): Promise<number | undefined> {
  return (await processes()).find(({ parent, command }) => parent === supervisor && command.some((part) => part.endsWith(roleScripts[role])))?.pid;
}
