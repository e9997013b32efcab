import { readFile } from "node:fs/promises";
import os from "node:os";

/** What a machine is; changes rarely. Sizes in bytes, times in seconds. */
export interface Facts {
  hostname: string;
  platform: string;
  distribution: string;
  kernel: string;
  architecture: string;
  cpuModel: string;
  cpuCount: number;
  memoryBytes: number;
  bootTime: string;
  uptimeSeconds: number;
}

async function distribution(): Promise<string> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? `${os.type()} ${os.release()}`;
}

export async function readFacts(): Promise<Facts> {
  const cpus = os.cpus();
  const uptimeSeconds = Math.floor(os.uptime());
  return {
    hostname: os.hostname(),
    platform: os.platform(),
    distribution: await distribution(),
    kernel: os.release(),
    architecture: os.arch(),
    cpuModel: cpus[0]?.model ?? "unknown",
    cpuCount: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    bootTime: new Date(Date.now() - uptimeSeconds * 1000).toISOString(),
    uptimeSeconds,
  };
}
