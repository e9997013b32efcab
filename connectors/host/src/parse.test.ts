import { describe, expect, it } from "vitest";
import { parseStat } from "./process/processes.ts";
import { parseMounts } from "./usage/filesystems.ts";
import { parseMeminfo } from "./usage/memory.ts";
import { parseNetDev } from "./usage/network.ts";

describe("readers of /proc", () => {
  it("read a process whose name holds spaces and parentheses", () => {
    const stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 7 0 12345 1000000 512 18446744073709551615";
    expect(parseStat(stat, 0)).toEqual({
      pid: 42, name: "a (b) c", state: "S", parent: 1, threads: 7, residentBytes: 512 * 4096, cpuSeconds: 3, startedAt: new Date(123_450).toISOString(),
    });
    expect(parseStat("", 0)).toBeUndefined();
  });

  it("leave out mounts without storage and repeated devices, and decode names", () => {
    const mounts = "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\n/dev/sda1 /again ext4 rw 0 0\n/dev/sdb1 /with\\040space xfs rw 0 0\n";
    expect(parseMounts(mounts)).toEqual([
      { device: "/dev/sda1", mountPoint: "/", type: "ext4" },
      { device: "/dev/sdb1", mountPoint: "/with space", type: "xfs" },
    ]);
  });

  it("count memory in bytes", () => {
    expect(parseMeminfo("MemTotal:  1024 kB\nMemAvailable: 512 kB\nHugePages_Total: 0\n")).toEqual({ MemTotal: 1_048_576, MemAvailable: 524_288 });
  });

  it("read network counters", () => {
    const text = "Inter-| Receive\n face |bytes\n    lo: 10 1 2 0 0 0 0 0 20 1 3 0 0 0 0 0\n";
    expect(parseNetDev(text).get("lo")).toEqual({ receivedBytes: 10, receiveErrors: 2, sentBytes: 20, sendErrors: 3 });
  });
});
