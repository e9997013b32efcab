import { execFileSync } from "node:child_process";
import os from "node:os";
import { findProgram } from "../../tools/test/provision.ts";

function versionOf(program: string, args: readonly string[], pattern: RegExp): string {
  const path = findProgram(program);
  if (!path) return "not installed";
  try {
    const output = execFileSync(path, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return pattern.exec(output)?.[0] ?? output.split("\n")[0] ?? "unknown";
  } catch (error) {
    return pattern.exec(String((error as { stderr?: string }).stderr))?.[0] ?? "unknown";
  }
}

/** What the figures were measured on. */
export function describeMachine(): Record<string, string> {
  return {
    cpu: `${os.availableParallelism()} × ${os.cpus()[0]?.model ?? "unknown"}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    chromium: versionOf("chromium", ["--version"], /[\d.]{6,}/),
    date: new Date().toISOString().slice(0, 10),
  };
}
