import { Socket } from "node:net";
import { createRequire } from "node:module";
import type * as ivm from "isolated-vm";
import { encodeFrame, FrameDecoder } from "../wire/frame.ts";
import { maxBodyBytes, maxHeadBytes } from "../wire/messages.ts";
import type { ParentMessage } from "../wire/messages.ts";
import { Floor } from "./floor.ts";

/** The one descriptor that the parent leaves open. */
const channelFd = 3;

const nativeFile = process.argv[2];
if (nativeFile === undefined) throw new Error("usage: main.js <native module of isolated-vm>");
const { ivm: library } = createRequire(import.meta.url)(nativeFile) as { ivm: typeof ivm };

// A thread in a built-in that cannot be interrupted would hold up an orderly exit for ever.
const leave = (): void => process.kill(process.pid, "SIGKILL") as unknown as void;

const channel = new Socket({ fd: channelFd, readable: true, writable: true });
const floor = new Floor(library, (message, body) => channel.write(encodeFrame(message, body)));

function receive(message: ParentMessage, body: string): void {
  if (message.type === "run") void floor.run(message, body);
  else if (message.type === "answer") {
    const { error } = message;
    floor.answer(message.id, message.call, error === undefined, error?.message ?? body, error?.code ?? "");
  } else if (message.type === "cancel") floor.cancel(message.id);
  else {
    floor.trim();
    channel.write(encodeFrame({ type: "trimmed", rssBytes: process.memoryUsage.rss() }));
  }
}

const decoder = new FrameDecoder({ maxHeadBytes, maxBodyBytes }, (header, body) => receive(header as ParentMessage, body));
channel.on("data", (chunk: Buffer) => decoder.push(chunk));
channel.on("end", leave);
channel.on("error", leave);
channel.write(encodeFrame({ type: "ready" }));
