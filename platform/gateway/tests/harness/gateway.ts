import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pino from "pino";
import { startGateway as start } from "../../src/index.ts";
import type { Gateway, GatewayOptions } from "../../src/index.ts";
import { onEnd, temporaryFolder } from "./cleanup.ts";
import { secretKey } from "./publish.ts";

/** A URI where nothing listens. */
export const noStore = "mongodb://127.0.0.1:1/?directConnection=true&serverSelectionTimeoutMS=200";

export interface TestGateway extends Gateway {
  dataDir: string;
  access: Record<string, unknown>[];
  /** Lines of the log, as text. */
  lines: string[];
}

/** A gateway in this process that may call backends on this machine. */
export async function startGateway(mongoUri: string, more: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const dataDir = more.dataDir ?? (await temporaryFolder());
  const access: Record<string, unknown>[] = [];
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
  const gateway = await start({ mongoUri, dataDir, host: "127.0.0.1", port: 0, secretKeys: [secretKey], egressAllow: ["127.0.0.0/8"], log, writeAccess: (record) => access.push(record), ...more });
  onEnd(() => gateway.close(0));
  return { ...gateway, dataDir, access, lines };
}

export interface GatewayProcess {
  url: string;
  pid: number;
  stdout: string[];
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** The built gateway in its own process. */
export async function spawnGateway(environment: Record<string, string>): Promise<GatewayProcess> {
  const main = join(import.meta.dirname, "../../dist/main.js");
  const child = spawn(process.execPath, [main], { env: { PATH: process.env["PATH"], TESSERA_GATEWAY_PORT: "0", TESSERA_SECRET_KEY: secretKey.toString("base64"), TESSERA_EGRESS_ALLOW: "127.0.0.0/8", TESSERA_LOG_LEVEL: "fatal", ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  const stdout: string[] = [];
  const exited = once(child, "exit") as Promise<[number | null]>;
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return (await exited)[0];
  };
  onEnd(() => kill("SIGKILL"));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      stdout.push(line);
      const ready = /^tessera-gateway ready (http:\S+)$/.exec(line)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    exited.then(([code]) => reject(new Error(`the gateway ended with ${code} before it was ready`)), reject);
  });
  return { url, pid: child.pid ?? 0, stdout, kill };
}
