import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build/build.ts";

/** Rebuilds on change, restarts the platform on a rebuilt server side, and serves the designer with hot reload on port 5173. */
const root = join(import.meta.dirname, "..");
if (!(await build({ quietWhenCurrent: true }))) process.exit(1);

const bin = (name: string) => join(root, "node_modules/.bin", name);
const watched = ["platform/server/dist", "platform/gateway/dist", "platform/store/dist", "runtime/sandbox/dist", "platform/supervisor/dist"];
const children = [
  spawn(bin("tsc"), ["-b", "-w", "--preserveWatchOutput"], { cwd: root, stdio: "inherit" }),
  spawn(process.execPath, [...watched.flatMap((folder) => ["--watch-path", join(root, folder)]), join(root, "platform/supervisor/dist/main.js")], { cwd: root, stdio: "inherit" }),
  spawn(bin("vite"), ["build", "--watch"], { cwd: join(root, "runtime/player"), stdio: "inherit" }),
  spawn(bin("vite"), [], { cwd: join(root, "designer"), stdio: "inherit" }),
];
const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
