import { readFile } from "node:fs/promises";
import os from "node:os";

/** Sizes in bytes. `available` counts what the system can free at once. */
export interface Memory {
  totalBytes: number;
  availableBytes: number;
  usedBytes: number;
  usedPercent: number;
  swapTotalBytes: number;
  swapUsedBytes: number;
}

/** Values of `/proc/meminfo` (proc(5)), which counts in KiB. */
export function parseMeminfo(text: string): Record<string, number> {
  return Object.fromEntries([...text.matchAll(/^(\w+):\s+(\d+) kB$/gm)].map(([, name = "", kib = "0"]) => [name, Number(kib) * 1024]));
}

export async function readMemory(): Promise<Memory> {
  const info = parseMeminfo(await readFile("/proc/meminfo", "utf8").catch(() => ""));
  const totalBytes = info.MemTotal ?? os.totalmem();
  const availableBytes = info.MemAvailable ?? os.freemem();
  const swapTotalBytes = info.SwapTotal ?? 0;
  const usedBytes = totalBytes - availableBytes;
  return {
    totalBytes,
    availableBytes,
    usedBytes,
    usedPercent: Math.round((usedBytes / totalBytes) * 10_000) / 100,
    swapTotalBytes,
    swapUsedBytes: swapTotalBytes - (info.SwapFree ?? 0),
  };
}
