import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sourceFingerprint } from "./fingerprint.ts";

const root = join(import.meta.dirname, "../..");
const stampFile = join(root, ".nx/tessera-build");
/** One output of each kind, so that a removed build is noticed although the stamp is there. */
const witnesses = ["platform/server/dist/main.js", "runtime/player/dist/index.html", "designer/dist/index.html"];

async function isCurrent(fingerprint: string): Promise<boolean> {
  if (!witnesses.every((file) => existsSync(join(root, file))) || !existsSync(stampFile)) return false;
  return (await readFile(stampFile, "utf8")) === fingerprint;
}

/** Builds every package whose sources changed, in dependency order, showing progress. Resolves to whether all went well. */
export async function build(options: { quietWhenCurrent: boolean }): Promise<boolean> {
  const fingerprint = await sourceFingerprint(root);
  if (await isCurrent(fingerprint)) {
    if (!options.quietWhenCurrent) process.stdout.write("The build is current.\n");
    return true;
  }
  process.stdout.write("Building Tessera (a first build takes a minute or two)…\n");
  const nx = spawn(process.execPath, [join(root, "node_modules/nx/dist/bin/nx.js"), "run-many", "-t", "build", "--outputStyle=stream"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NX_DAEMON: "false", NX_NO_CLOUD: "true", NX_TUI: "false", FORCE_COLOR: process.stdout.isTTY ? "1" : "0" },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    nx.once("error", reject);
    nx.once("exit", resolve);
  });
  if (code !== 0) return false;
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, await sourceFingerprint(root));
  return true;
}
