import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";

const root = join(import.meta.dirname, "../../../..");

/** A real process of the platform, started from its build. */
export class Child {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  output = "";
  errors = "";

  constructor(script: string, options: { args?: readonly string[]; env?: Record<string, string>; input?: string } = {}) {
    const { PATH } = process.env;
    this.process = spawn(process.execPath, [resolve(root, script), ...(options.args ?? [])], { env: { ...(PATH === undefined ? {} : { PATH }), ...options.env }, stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"] });
    this.process.stdin?.on("error", (error) => (this.errors += `standard input: ${error.message}\n`)).end(options.input);
    this.process.stdout?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.process.stderr?.on("data", (chunk: Buffer) => (this.errors += chunk.toString()));
    this.exited = new Promise((resolve) => this.process.once("exit", (code) => resolve(code)));
  }

  /** What follows `prefix` on the line that starts with it. */
  async line(prefix: string): Promise<string> {
    const pattern = new RegExp(`^${prefix}(?: (.*))?$`, "m");
    let code: number | null | undefined;
    void this.exited.then((ended) => (code = ended));
    return until(`the line '${prefix}'`, () => {
      const found = pattern.exec(this.output);
      if (found === null && code !== undefined) throw new Error(`ended with ${String(code)}:\n${this.output}${this.errors}`);
      return found === null ? undefined : (found[1] ?? "");
    });
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.process.kill(signal);
    return this.exited;
  }
}

/** Asks again until there is a value; fails after 30 s. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const value = await look();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not come within 30 s`);
}
