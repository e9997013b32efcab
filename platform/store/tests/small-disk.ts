import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const IS_ROOT = process.getuid?.() === 0;

const MOUNT_FILE = `mount -o loop,errors=remount-ro "$0.img" "$0"`;

/** A disk of its own, seen only by the processes that enter it; gone when it is disposed of, however that comes about. */
export class SmallDisk {
  readonly path: string;
  readonly #holder: ChildProcess;

  private constructor(path: string, holder: ChildProcess) {
    this.path = path;
    this.#holder = holder;
  }

  /** A disk in memory; needs no rights where users may have namespaces of their own. */
  static inMemory(path: string, mebibytes: number): Promise<SmallDisk> {
    return SmallDisk.#hold(path, `mount -t tmpfs -o size=${mebibytes}m tmpfs "$0"`);
  }

  /** A real file system in a file, which can be broken; only for root. */
  static inFile(path: string, mebibytes: number): Promise<SmallDisk> {
    return SmallDisk.#hold(path, `truncate -s ${mebibytes}M "$0.img" && mkfs.ext4 -q "$0.img" && ${MOUNT_FILE}`);
  }

  static async #hold(path: string, mount: string): Promise<SmallDisk> {
    const script = `mkdir -p "$0" && ${mount} && echo mounted && exec cat`;
    const holder = spawn("unshare", [IS_ROOT ? "-m" : "-rm", "sh", "-c", script, path], { stdio: ["pipe", "pipe", "inherit"] });
    await once(holder.stdout, "data");
    return new SmallDisk(path, holder);
  }

  /** What has to stand before a command that shall see this disk. */
  get entry(): string[] {
    return ["nsenter", "-t", String(this.#holder.pid), ...(IS_ROOT ? ["-m"] : ["-U", "-m", "--preserve-credentials"])];
  }

  /** Takes up whatever space is left. */
  fill(): void {
    for (const bytes of [1_048_576, 4_096]) for (let part = 0; this.#takes(`ballast-${bytes}-${part}`, bytes); part++);
  }

  empty(): void {
    execFileSync("find", [this.#root, "-name", "ballast-*", "-delete"]);
  }

  /** Makes the file system read-only while no file is open for writing. */
  protect(): void {
    this.#run(`mount -o remount,ro "$0"`);
  }

  /** Makes a file system in a file read-only at once, as the kernel does after an error of the disk. */
  breakDown(): void {
    this.#run(`mount -o remount,abort "$0"`);
  }

  /** Mounts a broken file system anew. */
  repair(): void {
    this.#run(`umount "$0" && ${MOUNT_FILE}`);
  }

  #run(script: string): void {
    const [program, ...args] = this.entry;
    execFileSync(program as string, [...args, "sh", "-c", script, this.path]);
  }

  async dispose(): Promise<void> {
    const ended = once(this.#holder, "exit");
    this.#holder.stdin?.end();
    await ended;
  }

  /** The disk as processes outside of it reach it. */
  get #root(): string {
    return `/proc/${this.#holder.pid}/root${this.path}`;
  }

  #takes(name: string, bytes: number): boolean {
    try {
      writeFileSync(join(this.#root, name), Buffer.alloc(bytes));
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === "ENOSPC") return false;
      throw error;
    }
  }
}
