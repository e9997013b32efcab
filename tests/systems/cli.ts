import { execFile } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "../../platform/cli/bin/tessera.js");

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `tessera` as a person would, with its own configuration file. */
export function createCli(configFile: string) {
  return (args: readonly string[], stdin = ""): Promise<CliResult> =>
    new Promise((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [main, ...args],
        { env: { PATH: process.env.PATH, TESSERA_CONFIG: configFile, LANG: "en_US.UTF-8" }, maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== "number") reject(error);
          else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
        },
      );
      child.stdin?.end(stdin);
    });
}
