import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What confines the child processes on this machine besides the isolate; `notes` says what could not be had and why. */
export interface Isolation {
  /** Another user than the pool's, without supplementary groups. */
  user: boolean;
  /** A network namespace with no interfaces. */
  network: boolean;
  /** Node's permission model: no file but the package's own, no process, no worker. */
  permissions: boolean;
  /** No core dump, no file may grow, few descriptors. */
  resourceLimits: boolean;
  notes: readonly string[];
}

/** How to start a child: `command` with `args` before the script's own arguments. */
export interface Launch {
  command: string;
  args: readonly string[];
  uid?: number;
  gid?: number;
  isolation: Isolation;
}

/** The build of the child, wherever this file itself was loaded from. */
const childFile = fileURLToPath(new URL("../../dist/child/main.js", import.meta.url));
const distFolder = dirname(dirname(childFile));
const packageFile = fileURLToPath(new URL("../../package.json", import.meta.url));

/** Bounds of the child's own heap; user code lives in isolates with limits of their own. */
const childHeapMb = 96;

function nativeModule(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("isolated-vm");
  const locate = createRequire(entry)("node-gyp-build") as { path(folder: string): string };
  return locate.path(dirname(entry));
}

interface Candidate {
  prefix: readonly string[];
  user: boolean;
  network: boolean;
  spawnAs?: { uid: number; gid: number };
}

function candidates(ids: { uid: number; gid: number }): Candidate[] {
  const isRoot = process.getuid?.() === 0;
  const linux = process.platform === "linux";
  const drop = ["setpriv", `--reuid=${ids.uid}`, `--regid=${ids.gid}`, "--clear-groups", "--no-new-privs", "--bounding-set=-all"];
  const all: Candidate[] = [];
  if (linux && isRoot) all.push({ prefix: ["unshare", "--net", "--ipc", "--", ...drop], user: true, network: true });
  if (linux && isRoot) all.push({ prefix: drop, user: true, network: false });
  if (isRoot) all.push({ prefix: [], user: true, network: false, spawnAs: ids });
  if (linux) all.push({ prefix: isRoot ? ["unshare", "--net", "--ipc", "--"] : ["unshare", "--user", "--net", "--ipc", "--"], user: false, network: true });
  all.push({ prefix: [], user: false, network: false });
  return all;
}

function explain(cause: Error & { code?: unknown }): string {
  // The probe's own tests say nothing and exit with 1.
  return cause.code === 1 ? `node, ${childFile} or the module of isolated-vm cannot be read there` : (cause.message.split("\n")[0] ?? "failed");
}

const shellLimits = "ulimit -c 0; ulimit -f 0; ulimit -n 64; ";

/** Finds the strictest way to start a child that works on this machine, by trying each with files that the child must read. */
export async function findLaunch(ids: { uid: number; gid: number }): Promise<Launch> {
  const native = nativeModule();
  await access(childFile, constants.R_OK);
  const node = process.execPath;
  const nodeArgs = [
    "--no-node-snapshot",
    "--disable-warning=SecurityWarning",
    `--max-old-space-size=${childHeapMb}`,
    "--permission",
    "--allow-addons",
    `--allow-fs-read=${distFolder}/*`,
    `--allow-fs-read=${packageFile}`,
    `--allow-fs-read=${native}`,
    childFile,
    native,
  ];
  const notes: string[] = [];
  const shell = "/bin/sh";
  const hasShell = await access(shell, constants.X_OK).then(() => true, () => false);
  if (!hasShell) notes.push("no /bin/sh: resource limits are not set");
  for (const candidate of candidates(ids)) {
    const [first, ...rest] = candidate.prefix;
    const isolation = { user: candidate.user, network: candidate.network, permissions: true, resourceLimits: hasShell, notes };
    if (!hasShell && first === undefined) return { command: node, args: nodeArgs, ...candidate.spawnAs, isolation };
    const readable = `${shellLimits}[ -r "$1" ] && [ -r "$2" ] && [ -x "$0" ]`;
    const test = [...rest, shell, "-c", readable, node, childFile, native];
    const failure = await run(first ?? shell, first === undefined ? test.slice(1) : test, { ...candidate.spawnAs, env: {}, timeout: 5_000 }).then(
      () => undefined,
      (cause: Error & { stderr?: string; code?: unknown }) => cause.stderr?.trim() || explain(cause),
    );
    if (failure === undefined) {
      const real = [...rest, shell, "-c", `${shellLimits}exec "$0" "$@"`, node, ...nodeArgs];
      return { command: first ?? shell, args: first === undefined ? real.slice(1) : real, ...candidate.spawnAs, isolation };
    }
    const wanted = [candidate.user ? `user ${ids.uid}` : "", candidate.network ? "no network" : ""].filter((part) => part !== "").join(" and ");
    notes.push(`${wanted === "" ? "resource limits" : wanted} not possible by ${candidate.prefix[0] ?? "a direct start"}: ${failure.slice(0, 300)}`);
  }
  return { command: node, args: nodeArgs, isolation: { user: false, network: false, permissions: true, resourceLimits: false, notes } };
}
