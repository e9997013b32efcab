import { randomBytes } from "node:crypto";
import type { NextFunction, Request, Response } from "express";
import type { ApiRequest } from "./api-request.ts";

/** W3C Trace Context, version 00: the trace id of a well-formed `traceparent`. */
const traceparent = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A new trace id: 16 random bytes, hex, as W3C Trace Context wants. */
export function newTraceId(): string {
  return randomBytes(16).toString("hex");
}

/** Gives each request its trace id, taken from `traceparent` where the caller sent one, and answers it in `X-Trace-Id`. */
export function traceMiddleware(request: Request, response: Response, next: NextFunction): void {
  const given = traceparent.exec(request.headers["traceparent"]?.toString() ?? "")?.[1];
  const traceId = given === undefined || /^0+$/.test(given) ? newTraceId() : given;
  (request as ApiRequest).tessera = { traceId };
  response.setHeader("X-Trace-Id", traceId);
  next();
}
