import type { ServerResponse } from "node:http";
import { DefectError, isTesseraError } from "@tessera/contracts";
import type { Dispatcher } from "undici";
import { gatewayErrors } from "../errors.ts";
import type { HeaderMap } from "../pipeline/context.ts";
import { backendFailure, backendTimeout } from "./failure.ts";
import { answeredHeaders } from "./headers.ts";

/** How one call of the backend ended. */
export type AttemptEnd =
  | { kind: "answered" }
  /** Nothing was sent to the caller yet; another call may be made. */
  | { kind: "failed"; error: Error }
  | { kind: "retry"; status: number }
  /** The answer had begun; its connection was cut, so that the caller notices. */
  | { kind: "broken"; error: Error };

/** What an attempt is told by the exchange it belongs to. */
export interface AttemptHooks {
  timeoutMs: number;
  /** Whether an answer with this status is thrown away for another call. */
  wantsRetry(status: number): boolean;
  /** Turns the backend's answer into what is sent; runs the response phase. */
  prepare(status: number, headers: HeaderMap): { status: number; headers: HeaderMap };
  onBytes(count: number): void;
}

/** Longest time a caller may leave a started answer unread. */
const callerStallMs = 60_000;

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
  private started = false;
  private over = false;
  private retryStatus: number | undefined;
  private readonly response: ServerResponse;
  private readonly hooks: AttemptHooks;

  constructor(response: ServerResponse, hooks: AttemptHooks) {
    this.response = response;
    this.hooks = hooks;
    this.ended = new Promise((resolve) => (this.resolveEnd = resolve));
    this.watch(hooks.timeoutMs, () => backendTimeout(hooks.timeoutMs));
  }

  /** Ends the call from this side: the caller went away, or the time is over. */
  abort(reason: Error): void {
    this.abortReason ??= reason;
    if (this.controller === undefined) this.finish({ kind: "failed", error: reason });
    else this.controller.abort(reason);
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
      const { status: sent, headers } = this.hooks.prepare(status, answeredHeaders(Array.isArray(raw) ? raw : []));
      this.response.writeHead(sent, headers);
    } catch (cause) {
      this.abort(isTesseraError(cause) ? cause : new DefectError({ code: gatewayErrors.defect, message: "The answer could not be prepared", cause }));
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.abortReason !== undefined || this.retryStatus !== undefined) return;
    this.hooks.onBytes(chunk.length);
    if (this.response.write(chunk)) {
      this.timer?.refresh();
      return;
    }
    controller.pause();
    this.watch(callerStallMs, () => new Error(`the caller read nothing for ${callerStallMs} ms`));
    this.response.once("drain", () => {
      if (this.over) return;
      this.watch(this.hooks.timeoutMs, () => backendTimeout(this.hooks.timeoutMs));
      controller.resume();
    });
  }

  onResponseEnd(): void {
    if (this.abortReason !== undefined || this.retryStatus !== undefined) return;
    this.response.end();
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
