import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Message, verbatim } from "@tessera/contracts";
import { LogFile } from "./log-file.ts";
import { childMessages } from "./supervisor.messages.ts";

export interface ChildOptions {
  /** Role, e.g. `store`; names the log file and the messages. */
  name: string;
  /** Script and its arguments, run by this very Node. */
  script: string;
  args?: readonly string[];
  nodeArgs?: readonly string[];
  env: Record<string, string | undefined>;
  logFile: string;
  /** Called for each line that the child prints as `tessera-<name> <word> <rest>`. */
  onSignal: (word: string, rest: string) => void;
  /** Called with the restart count and why, when the child ended by itself. */
  onCrash: (why: Message, restartInMs: number) => void;
  /** Exit codes with which the child says that a restart cannot help (bad settings: 2). */
  onFatal: (why: Message) => void;
  /** Something that the person at the console should know. */
  onWarning: (what: Message) => void;
}

/** How long a child may take to end after SIGTERM before it is killed, in ms. */
const graceMs = 10_000;
const firstDelayMs = 200;
const longestDelayMs = 10_000;
/** A role keeps at most 80 MB of log: the file and three older ones. */
const logBytes = 20_000_000;
const oldLogs = 3;
/** A child that ran this long has recovered: its next restart is quick again. */
const healthyMs = 30_000;
const preload = new URL("./child-preload.js", import.meta.url);

/** One process of the platform: started, restarted with growing delays when it ends by itself, stopped on request. */
export class Child {
  readonly #options: ChildOptions;
  readonly #log: LogFile;
  #process: ChildProcess | undefined;
  #stopping = false;
  #delayMs = firstDelayMs;
  #timer: NodeJS.Timeout | undefined;
  #lastError = "";
  #wasReady = false;

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#log = new LogFile({
      path: options.logFile,
      maxBytes: logBytes,
      kept: oldLogs,
      onFailure: (error) => options.onWarning(childMessages.noLog({ name: options.name, reason: error.message })),
    });
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get name(): string {
    return this.#options.name;
  }

  start(): void {
    const { script, args = [], nodeArgs = [], env, name } = this.#options;
    const startedAt = Date.now();
    const child = spawn(process.execPath, ["--import", preload.href, ...nodeArgs, script, ...args], { env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    child.stdin?.on("error", (error) => this.#log.line(`standard input: ${error.message}`));
    this.#process = child;
    if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => this.#read(line));
    if (child.stderr) {
      createInterface({ input: child.stderr }).on("line", (line) => {
        this.#lastError = line;
        this.#log.line(line);
      });
    }
    child.once("error", (error) => this.#options.onFatal(childMessages.cannotStart({ name, reason: error.message })));
    child.once("exit", (code, signal) => this.#ended(code, signal, Date.now() - startedAt));
  }

  /** Asks the child to end, kills it after the grace period; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await gone;
      clearTimeout(killer);
    }
    await this.#log.close();
  }

  #read(line: string): void {
    const signal = /^tessera-[a-z]+ ([a-z-]+)(?: (.*))?$/.exec(line);
    if (signal?.[1]) {
      if (signal[1] === "ready") this.#wasReady = true;
      this.#options.onSignal(signal[1], signal[2] ?? "");
    } else this.#log.line(line);
  }

  #ended(code: number | null, signal: NodeJS.Signals | null, ranMs: number): void {
    if (this.#stopping) return;
    const { name } = this.#options;
    // Settings that worked once are not wrong: what looks like it later (a port still held) passes.
    if (code === 2 && !this.#wasReady) {
      this.#options.onFatal(this.#lastError === "" ? childMessages.badSettings({ name }) : verbatim(this.#lastError));
      return;
    }
    if (ranMs > healthyMs) this.#delayMs = firstDelayMs;
    this.#options.onCrash(whyEnded(name, code, signal, this.#lastError.slice(0, 300)), this.#delayMs);
    this.#timer = setTimeout(() => this.start(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs);
  }
}

function whyEnded(name: string, code: number | null, signal: NodeJS.Signals | null, said: string): Message {
  if (signal) return childMessages.killed({ name, signal });
  return code && said ? childMessages.endedSaying({ name, code, said }) : childMessages.ended({ name, code: code ?? 0 });
}
