import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const preload = join(import.meta.dirname, "../dist/child-preload.js");

async function child(program: string) {
  const started = spawn(process.execPath, ["--import", preload, "--eval", `${program}; process.stdout.write("up")`], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void started.kill("SIGKILL"));
  const exited = once(started, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  await once(started.stdout, "data");
  return { exited, loseSupervisor: () => started.stdin.end() };
}

it("ends a child as on SIGTERM when its supervisor is gone", async () => {
  const { exited, loseSupervisor } = await child("setInterval(() => undefined, 1000); process.once('SIGTERM', () => process.exit(7))");
  loseSupervisor();
  expect(await exited).toEqual([7, null]);
});

it("kills a child that hangs in its own end when nobody else is left to do it", async () => {
  const { exited, loseSupervisor } = await child("setInterval(() => undefined, 1000); process.on('SIGTERM', () => undefined)");
  loseSupervisor();
  expect(await exited).toEqual([null, "SIGKILL"]);
});
