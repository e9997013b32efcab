import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { DefectError, isTesseraError } from "@tessera/contracts";
import type { Dispatcher } from "undici";
import { gatewayErrors } from "../errors.ts";
import type { HeaderMap } from "../pipeline/context.ts";
import { backendFailure, backendTimeout } from "./failure.ts";
import { answeredHeaders } from "./headers.ts";
import { answerTooLarge } from "./transform/message-body.ts";

/** How one call of the backend ended. */
export type AttemptEnd =
  | { kind: "answered" }
  /** The backend speaks another protocol from now on; nothing was sent to the caller yet. */
  | { kind: "upgraded"; status: number; headers: HeaderMap; socket: Duplex }
  /** Nothing was sent to the caller yet; another call may be made. */
  | { kind: "failed"; error: Error }
  | { kind: "retry"; status: number }
  /** The answer had begun; its connection was cut, so that the caller notices. */
  | { kind: "broken"; error: Error };

/** An answer as it is sent. */
export interface PreparedAnswer {
  status: number;
  headers: HeaderMap;
  /** In place of the backend's, where that was read whole. */
  body?: Buffer;
  /** Of a stream: longest time without an event, once it began. Its head is sent at once. */
  idleMs?: number;
}

/** What an attempt is told by the exchange it belongs to. */
export interface AttemptHooks {
  timeoutMs: number;
  /** Whether an answer with this status is thrown away for another call. */
  wantsRetry(status: number): boolean;
  /** Up to which size the body is read whole to be changed; undefined: it streams. May throw. */
  readsWhole(status: number, headers: HeaderMap): number | undefined;
  /** Turns the backend's answer into what is sent; runs the response phase. `body` where it was read whole. */
  prepare(status: number, headers: HeaderMap, body: Buffer | undefined): PreparedAnswer;
  onBytes(count: number): void;
}

/** Longest time a caller may leave a started answer unread. */
const callerStallMs = 60_000;

/** An answer that is read whole before anything of it is sent. */
interface Reading {
  status: number;
  headers: HeaderMap;
  limitBytes: number;
  chunks: Buffer[];
  size: number;
}

/**
 * One call of the backend, streamed to the caller with back-pressure. One timer watches for progress: it starts with the
 * call, is set back by every part in either direction, and counts against the caller while the caller does not read.
 */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly ended: Promise<AttemptEnd>;
  private resolveEnd: (end: AttemptEnd) => void = () => undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private abortReason: Error | undefined;
  private timer: NodeJS.Timeout | undefined;
  private timeoutMs: number;
  private started = false;
  private over = false;
  private retryStatus: number | undefined;
  private reading: Reading | undefined;
  private readonly response: ServerResponse;
  private readonly hooks: AttemptHooks;

  constructor(response: ServerResponse, hooks: AttemptHooks) {
    this.response = response;
    this.hooks = hooks;
    this.timeoutMs = hooks.timeoutMs;
    this.ended = new Promise((resolve) => (this.resolveEnd = resolve));
    this.watch(this.timeoutMs, () => backendTimeout(this.timeoutMs));
  }

  /** Ends the call from this side: the caller went away, or the time is over. */
  abort(reason: Error): void {
    this.abortReason ??= reason;
    if (this.controller === undefined) this.finish({ kind: "failed", error: reason });
    else this.controller.abort(reason);
  }

  /** Ends an answer that has begun after what was sent of it, as if it ended there; one that has not is let be. */
  endHere(): void {
    if (this.over || !this.response.headersSent) return;
    this.response.end();
    this.finish({ kind: "answered" });
    this.controller?.abort(new Error("the stream was ended"));
  }

  /** The request body moved on. */
  progress(): void {
    this.timer?.refresh();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    this.started = true;
    if (this.abortReason !== undefined) controller.abort(this.abortReason);
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController, status: number, _headers: unknown, socket: Duplex): void {
    if (this.over || this.abortReason !== undefined) {
      socket.destroy();
      this.finish({ kind: "failed", error: this.abortReason ?? new Error("the attempt is over") });
      return;
    }
    const raw = controller.rawHeaders;
    this.finish({ kind: "upgraded", status, headers: answeredHeaders(Array.isArray(raw) ? raw : []), socket });
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200 || this.abortReason !== undefined) return;
    if (this.hooks.wantsRetry(status)) {
      this.retryStatus = status;
      controller.abort(new Error(`status ${status} is tried again`));
      return;
    }
    this.timer?.refresh();
    try {
      const raw = controller.rawHeaders;
      const headers = answeredHeaders(Array.isArray(raw) ? raw : []);
      const limitBytes = this.hooks.readsWhole(status, headers);
      if (limitBytes === undefined) this.start(this.hooks.prepare(status, headers, undefined));
      else this.reading = { status, headers, limitBytes, chunks: [], size: 0 };
    } catch (cause) {
      this.abort(asFailure(cause));
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.over || this.abortReason !== undefined || this.retryStatus !== undefined) return;
    this.hooks.onBytes(chunk.length);
    if (this.reading !== undefined) return this.readOn(this.reading, chunk);
    if (this.response.write(chunk)) {
      this.timer?.refresh();
      return;
    }
    controller.pause();
    this.watch(callerStallMs, () => new Error(`the caller read nothing for ${callerStallMs} ms`));
    this.response.once("drain", () => {
      if (this.over) return;
      this.watch(this.timeoutMs, () => backendTimeout(this.timeoutMs));
      controller.resume();
    });
  }

  onResponseEnd(): void {
    if (this.over || this.abortReason !== undefined || this.retryStatus !== undefined) return;
    if (this.reading === undefined) this.response.end();
    else {
      const { status, headers, chunks, size } = this.reading;
      try {
        const answer = this.hooks.prepare(status, headers, Buffer.concat(chunks, size));
        this.response.writeHead(answer.status, answer.headers);
        this.response.end(answer.body);
      } catch (cause) {
        this.finish({ kind: "failed", error: asFailure(cause) });
        return;
      }
    }
    this.finish({ kind: "answered" });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (this.over) return;
    if (this.retryStatus !== undefined) return this.finish({ kind: "retry", status: this.retryStatus });
    const error = this.abortReason ?? backendFailure(cause, this.started);
    if (!this.response.headersSent) return this.finish({ kind: "failed", error });
    this.response.destroy();
    this.finish({ kind: "broken", error });
  }

  private start({ status, headers, idleMs }: PreparedAnswer): void {
    this.response.writeHead(status, headers);
    if (idleMs === undefined) return;
    this.response.flushHeaders();
    this.timeoutMs = idleMs;
    this.watch(idleMs, () => backendTimeout(idleMs));
  }

  private readOn(reading: Reading, chunk: Buffer): void {
    reading.size += chunk.length;
    if (reading.size > reading.limitBytes) return this.abort(answerTooLarge(reading.limitBytes));
    reading.chunks.push(chunk);
    this.timer?.refresh();
  }

  private watch(timeoutMs: number, reason: () => Error): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.abort(reason()), timeoutMs);
  }

  private finish(end: AttemptEnd): void {
    this.over = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.resolveEnd(end);
  }
}

function asFailure(cause: unknown): Error {
  return isTesseraError(cause) ? cause : new DefectError({ code: gatewayErrors.defect, message: "The answer could not be prepared", cause });
}
