import type { SandboxLog } from "../program.ts";

const levels: ReadonlySet<string> = new Set(["debug", "info", "warn", "error"]);

/** Collects the lines of one run; the realm already cuts the log, this holds when a program got around the realm. */
export class RunLog {
  readonly lines: SandboxLog[] = [];
  #left: number;

  constructor(maxBytes: number) {
    this.#left = maxBytes;
  }

  add(level: unknown, message: unknown): void {
    if (this.#left < 0 || typeof level !== "string" || typeof message !== "string" || !levels.has(level)) return;
    this.#left -= Buffer.byteLength(message) + 16;
    const fits = this.#left >= 0;
    this.lines.push(fits ? { level: level as SandboxLog["level"], message } : { level: "warn", message: "The log limit is reached; later lines are dropped." });
  }
}
