import type { Duplex } from "node:stream";
import { FrameFollower, closeCodes, closeFrame } from "./frames.ts";

export interface TunnelOptions {
  /** Longest time without a frame in either direction. */
  idleMs: number;
  /** Largest message as it is sent, in bytes. */
  maxMessageBytes: number;
  /** The code with which the connection is closed first, as soon as it is known; 1006 when it just breaks. */
  onClosing(code: number): void;
  /** Bytes of the caller, bytes of the backend. */
  onBytes(fromCaller: number, fromBackend: number): void;
}

/** Two joined connections. */
export interface Tunnel {
  readonly ended: Promise<void>;
  /** Closes both sides in order. */
  close(code: number, reason: string): void;
}

/** Time that the sides have to answer a close frame and to end their connections. */
const graceMs = 2_000;

/** One direction: what comes from `source` goes to `target`. */
interface Way {
  source: Duplex;
  target: Duplex;
  frames: FrameFollower;
  /** Frames that the gateway writes to `target` are masked. */
  isMasked: boolean;
  /** Sent to `target` as soon as no frame is half sent; nothing after it. */
  closing: { code: number; reason: string } | undefined;
  isClosed: boolean;
}

/**
 * Joins a caller and a backend after the handshake, byte by byte with back-pressure: payloads and extensions are theirs, only the
 * heads of frames are read. `head` is what the caller sent already.
 */
export function joinSockets(caller: Duplex, head: Buffer, backend: Duplex, { idleMs, maxMessageBytes, onBytes, onClosing }: TunnelOptions): Tunnel {
  const up: Way = { source: caller, target: backend, frames: new FrameFollower(true, maxMessageBytes), isMasked: true, closing: undefined, isClosed: false };
  const down: Way = { source: backend, target: caller, frames: new FrameFollower(false, maxMessageBytes), isMasked: false, closing: undefined, isClosed: false };
  let isClosing = false;
  let grace: NodeJS.Timeout | undefined;
  let resolveEnd = () => undefined as void;
  const ended = new Promise<void>((resolve) => (resolveEnd = resolve));

  const closesWith = (code: number) => {
    if (!isClosing) onClosing(code);
    isClosing = true;
  };

  const finishSoon = () => {
    grace ??= setTimeout(() => {
      caller.destroy();
      backend.destroy();
    }, graceMs);
  };

  const sendClose = (way: Way) => {
    if (way.closing === undefined || way.isClosed || !way.frames.isBetweenFrames) return;
    way.isClosed = true;
    // A side that said goodbye itself, or is gone, hears nothing more.
    if (way.frames.closeCode === undefined && way.target.writable) way.target.write(closeFrame(way.closing.code, way.closing.reason, way.isMasked));
  };

  const closeWay = (way: Way, code: number, reason: string) => {
    way.closing ??= { code, reason };
    sendClose(way);
  };

  const close = (code: number, reason: string) => {
    closesWith(code);
    closeWay(up, code, reason);
    closeWay(down, code, reason);
    finishSoon();
  };

  const idle = setTimeout(() => close(closeCodes.goingAway, "idle"), idleMs);

  const take = (way: Way, chunk: Buffer) => {
    idle.refresh();
    onBytes(way === up ? chunk.length : 0, way === down ? chunk.length : 0);
    const { forward, violation } = way.frames.take(chunk);
    if (!way.isClosed && forward.length > 0 && way.target.writable && !way.target.write(forward)) {
      way.source.pause();
      way.target.once("drain", () => way.source.resume());
    }
    if (violation !== undefined) {
      closesWith(violation);
      const back = way === up ? down : up;
      closeWay(back, violation, violation === closeCodes.tooBig ? "message too big" : "protocol error");
      closeWay(way, closeCodes.goingAway, "the other side broke the protocol");
      way.isClosed = true;
      finishSoon();
    }
    sendClose(way);
    if (way.frames.closeCode === undefined) return;
    closesWith(way.frames.closeCode);
    finishSoon();
    // Both said goodbye: the server ends the connection (RFC 6455, 7.1.1).
    const other = way === up ? down : up;
    if (way.isClosed || other.frames.closeCode !== undefined || other.isClosed) for (const side of [caller, backend]) if (side.writable) side.end();
  };

  const leave = (way: Way) => {
    const saidGoodbye = way.frames.closeCode !== undefined;
    if (!saidGoodbye) {
      closesWith(closeCodes.abnormal);
      if (way === up) closeWay(way, closeCodes.goingAway, "the caller is gone");
      else closeWay(way, closeCodes.badGateway, "the backend is gone");
    }
    if (way.target.writable) way.target.end();
    finishSoon();
  };

  let open = 2;
  for (const way of [up, down]) {
    way.source.on("data", (chunk: Buffer) => take(way, chunk));
    way.source.on("end", () => leave(way));
    way.source.on("error", () => leave(way));
    const closed = () => {
      leave(way);
      open -= 1;
      if (open > 0) return;
      clearTimeout(idle);
      clearTimeout(grace);
      resolveEnd();
    };
    // First of all who listen: the request is logged when the caller's connection closes.
    if (way.source.closed) queueMicrotask(closed);
    else way.source.prependListener("close", closed);
  }
  if (head.length > 0) take(up, head);
  caller.resume();
  backend.resume();
  return { ended, close };
}
