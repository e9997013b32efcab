import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NamedReading, Reading } from "./reading.ts";

export const limits = { timeMs: 15_000, memoryMb: 1024 } as const;
/** A process also exports and imports again and has to start. */
const endAfterMs = 4 * limits.timeMs;

const reader = fileURLToPath(import.meta.resolve("./read-document.ts"));

/** Documents below a folder, in a fixed order. */
export function documentsIn(folder: string): string[] {
  return globSync("**/*.{json,yaml,yml}", { cwd: folder }).toSorted();
}

/** Imports one document in a process that is ended when it takes too long; too much memory ends it by itself. */
export function measure(folder: string, file: string): Promise<NamedReading> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${limits.memoryMb}`, "--conditions=tessera-source", "--disable-warning=ExperimentalWarning", reader, join(folder, file)], { stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    const timer = setTimeout(() => child.kill("SIGKILL"), endAfterMs);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve({ file, ...(JSON.parse(Buffer.concat(output).toString()) as Reading) });
      else resolve(ended(file, signal === "SIGKILL" ? `ended after ${endAfterMs / 1000} s` : `failed: ${reasonIn(Buffer.concat(errors).toString())}`));
    });
  });
}

function ended(file: string, refused: string): NamedReading {
  return { file, bytes: 0, stated: 0, imported: 0, repaired: 0, skipped: [], findings: {}, timeMs: endAfterMs, peakBytes: 0, refused };
}

function reasonIn(text: string): string {
  return /(?:\w*Error|FATAL ERROR): .*/.exec(text)?.[0] ?? text.trim().slice(-300);
}
