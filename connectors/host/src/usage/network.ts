import { readFile } from "node:fs/promises";
import os from "node:os";

/** Counters since the machine started. */
export interface NetworkInterface {
  name: string;
  addresses: string[];
  receivedBytes: number;
  sentBytes: number;
  receiveErrors: number;
  sendErrors: number;
}

/** Counters by interface of `/proc/net/dev` (proc(5)). */
export function parseNetDev(text: string): Map<string, Pick<NetworkInterface, "receivedBytes" | "sentBytes" | "receiveErrors" | "sendErrors">> {
  const counters = new Map();
  for (const [, name = "", rest = ""] of text.matchAll(/^\s*([^:\s]+):\s*(.*)$/gm)) {
    const numbers = rest.trim().split(/\s+/).map(Number);
    counters.set(name, { receivedBytes: numbers[0] ?? 0, receiveErrors: numbers[2] ?? 0, sentBytes: numbers[8] ?? 0, sendErrors: numbers[10] ?? 0 });
  }
  return counters;
}

export async function readNetwork(): Promise<NetworkInterface[]> {
  const counters = parseNetDev(await readFile("/proc/net/dev", "utf8").catch(() => ""));
  return Object.entries(os.networkInterfaces()).map(([name, addresses = []]) => ({
    name,
    addresses: addresses.map((entry) => entry.address),
    ...(counters.get(name) ?? { receivedBytes: 0, sentBytes: 0, receiveErrors: 0, sendErrors: 0 }),
  }));
}
