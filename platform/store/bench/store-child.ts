import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** The built store in a process of its own. */
export class StoreChild {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  uri = "";

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts it and gives the milliseconds until it was ready. */
  async start(): Promise<number> {
    const started = performance.now();
    const child = spawn(process.execPath, [PROGRAM, "--dbpath", join(this.#folder, "data"), "--socket", join(this.#folder, "store.sock")], { stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    this.uri = line.split(" ").at(-1) as string;
    return performance.now() - started;
  }

  /** Resident memory in MiB; Linux only. */
  async residentMebibytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, "utf8");
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    child.kill(signal);
    await once(child, "exit");
  }
}
