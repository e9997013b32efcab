import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, launch, until } from "./process.ts";

export interface StartedSystem {
  url: string;
  stop: () => Promise<void>;
}

export interface SystemStart {
  name: string;
  /** Writes what the program needs into its temporary folder and answers the command that starts it on the port. */
  prepare: (folder: string, port: number) => Promise<[command: string, args: string[]]>;
  /** Whether it serves, and what must be done once before tests. */
  ready: (url: string) => Promise<boolean>;
}

/** Starts a real product on a loopback port with a temporary folder that `stop` removes. */
export async function startSystem({ name, prepare, ready }: SystemStart): Promise<StartedSystem> {
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), "tessera-system-")), freePort()]);
  const running = launch(...(await prepare(folder, port)));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(name, () => ready(url));
  } catch (error) {
    const output = running.output();
    await stop();
    throw new Error(`${name} did not start: ${output}`, { cause: error });
  }
  return { url, stop };
}
