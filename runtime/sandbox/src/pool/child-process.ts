import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";
import { encodeFrame, FrameDecoder } from "../wire/frame.ts";
import { maxBodyBytes, maxHeadBytes } from "../wire/messages.ts";
import type { ChildMessage, ParentMessage } from "../wire/messages.ts";
import type { Launch } from "./isolation.ts";

export interface ChildEvents {
  message(message: ChildMessage, body: string): void;
  /** The process is gone; `reason` is for the log and carries the last lines it wrote. */
  exit(reason: string): void;
}

const maxErrorText = 4_096;

/** One child process and its channel. What it sends is checked before it is believed: it may have been taken over. */
export class SandboxChild {
  readonly #process: ChildProcess;
  readonly #channel: Duplex;
  #errorText = "";
  #gone = false;

  constructor(launch: Launch, folder: string, events: ChildEvents) {
    this.#process = spawn(launch.command, launch.args, {
      cwd: folder,
      env: { TZ: "UTC" },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      ...(launch.uid === undefined ? {} : { uid: launch.uid, gid: launch.gid }),
    });
    this.#channel = this.#process.stdio[3] as Duplex;
    const decoder = new FrameDecoder({ maxHeadBytes, maxBodyBytes }, (header, body) => {
      if (!isChildMessage(header)) throw new TypeError("a message of unknown form");
      events.message(header, body);
    });
    this.#channel.on("data", (chunk: Buffer) => {
      if (this.#gone) return;
      try {
        decoder.push(chunk);
      } catch (cause) {
        this.#errorText = `broke the protocol: ${cause instanceof Error ? cause.message : String(cause)}`;
        this.kill();
      }
    });
    // The exit that follows a broken channel says more than the channel's own error.
    this.#channel.on("error", () => this.kill());
    this.#process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-maxErrorText);
    });
    const end = (how: string): void => {
      if (this.#gone) return;
      this.#gone = true;
      this.#channel.destroy();
      this.#process.stderr?.destroy();
      events.exit(this.#errorText === "" ? how : `${how}: ${this.#errorText.trim()}`);
    };
    this.#process.on("error", (cause) => end(`could not be started: ${cause.message}`));
    this.#process.on("exit", (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  send(message: ParentMessage, body?: string): void {
    if (!this.#gone) this.#channel.write(encodeFrame(message, body));
  }

  kill(): void {
    if (!this.#gone) this.#process.kill("SIGKILL");
  }
}

const fates = new Set(["keep", "retire", "kill"]);

function isChildMessage(value: unknown): value is ChildMessage {
  if (typeof value !== "object" || value === null) return false;
  const message = value as Record<string, unknown>;
  const isRun = Number.isInteger(message["id"]);
  const isEnd = isRun && typeof message["cpuMs"] === "number" && Array.isArray(message["logs"]);
  if (message["type"] === "ready") return true;
  if (message["type"] === "trimmed") return typeof message["rssBytes"] === "number";
  if (message["type"] === "call") return isRun && Number.isInteger(message["call"]) && typeof message["name"] === "string";
  if (message["type"] === "done") return isEnd;
  const failure = message["failure"];
  return message["type"] === "failed" && isEnd && typeof failure === "object" && failure !== null && fates.has(String(message["fate"]));
}
