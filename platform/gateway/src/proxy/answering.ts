import type { CalledSide } from "../pipeline/called-side.ts";
import type { HeaderMap, RequestContext } from "../pipeline/context.ts";
import type { PreparedAnswer } from "./attempt.ts";
import { rewriteLocation } from "./location.ts";
import { changeAnswerBody, describeChangedAnswer, isChangedAnswer } from "./transform/message-body.ts";
import type { TextSources } from "./transform/sources.ts";

/** How the answers of one request become what its caller gets. */
export interface Answering {
  readsWhole(status: number, headers: HeaderMap): number | undefined;
  prepare(status: number, headers: HeaderMap, body: Buffer | undefined): PreparedAnswer;
}

interface AnsweringOptions {
  context: RequestContext;
  called: CalledSide;
  sources: TextSources | undefined;
  limitBytes: number;
  /** Runs the response phase over `context.answer`. */
  onAnswer(): void;
}

function isEventStream(headers: HeaderMap): boolean {
  return /^text\/event-stream\s*(;|$)/i.test(String(headers["content-type"] ?? ""));
}

/** Proxies on the way must neither keep nor collect events. */
function describeStream(headers: HeaderMap): void {
  headers["cache-control"] ??= "no-cache";
  headers["x-accel-buffering"] ??= "no";
}

/** The transforms of the operation come first, then the response phase of the plugins: the way of the call backwards. */
export function createAnswering({ context, called, sources, limitBytes, onAnswer }: AnsweringOptions): Answering {
  const { route, answer } = context;
  const { backend, transforms } = called;
  const prefix = `/${route.space}/${route.connector}/${route.stage}`;
  const change = transforms?.response.body;
  return {
    readsWhole(status, headers) {
      if (change === undefined || !isChangedAnswer(status, headers)) return undefined;
      if (context.call.method !== "HEAD") return limitBytes;
      describeChangedAnswer(headers, undefined);
      return undefined;
    },
    prepare(status, headers, whole) {
      answer.status = status;
      answer.headers = headers;
      const location = headers["location"];
      if (typeof location === "string") headers["location"] = rewriteLocation(backend.credential?.withoutSecret?.(location) ?? location, backend.origin, backend.basePath, prefix);
      const body = whole !== undefined && change !== undefined && sources !== undefined ? changeAnswerBody(whole, change, sources) : undefined;
      if (body !== undefined) describeChangedAnswer(headers, body.length);
      if (sources !== undefined) transforms?.response.headers?.(headers, sources);
      const streams = route.operation.transport === "event-stream" && isEventStream(headers);
      if (streams) describeStream(headers);
      onAnswer();
      return { status: answer.status, headers: answer.headers, ...(body === undefined ? {} : { body }), ...(streams ? { idleMs: called.idleMs } : {}) };
    },
  };
}
