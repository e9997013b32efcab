import { readFile, statfs } from "node:fs/promises";

/** One mounted file system with storage behind it. Sizes in bytes. */
export interface Filesystem {
  device: string;
  mountPoint: string;
  type: string;
  totalBytes: number;
  availableBytes: number;
  usedBytes: number;
  usedPercent: number;
}

const withoutStorage = /^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|efivarfs|fusectl|hugetlbfs|mqueue|nsfs|proc|pstore|ramfs|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs)$/;

/** Mounts of `/proc/mounts` that hold data, each device once; spaces in names are written as octal there (fstab(5)). */
export function parseMounts(text: string): { device: string; mountPoint: string; type: string }[] {
  const seen = new Set<string>();
  return text.split("\n").flatMap((line) => {
    const [device, mountPoint, type] = line.split(" ");
    if (!device || !mountPoint || !type || withoutStorage.test(type)) return [];
    if (device.startsWith("/dev/") && seen.has(device)) return [];
    seen.add(device);
    return [{ device, mountPoint: mountPoint.replace(/\\([0-7]{3})/g, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 8))), type }];
  });
}

export async function readFilesystems(): Promise<Filesystem[]> {
  const mounts = parseMounts(await readFile("/proc/mounts", "utf8").catch(() => "root / unknown"));
  const found = await Promise.all(
    mounts.map(async (mount) => {
      // A mount may vanish or be out of reach between listing and reading; it is left out then.
      const space = await statfs(mount.mountPoint).catch(() => undefined);
      if (!space || space.blocks === 0) return [];
      const totalBytes = space.blocks * space.bsize;
      const availableBytes = space.bavail * space.bsize;
      const usedBytes = (space.blocks - space.bfree) * space.bsize;
      return [{ ...mount, totalBytes, availableBytes, usedBytes, usedPercent: Math.round((usedBytes / (usedBytes + availableBytes || 1)) * 10_000) / 100 }];
    }),
  );
  return found.flat().sort((a, b) => (a.mountPoint < b.mountPoint ? -1 : 1));
}
