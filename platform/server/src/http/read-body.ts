import { UserError } from "@tessera/contracts";
import express, { type Response } from "express";
import { serverErrors } from "../errors.ts";
import type { ApiRequest } from "./api-request.ts";
import { jsonErrorPlace } from "./json-error-place.ts";

const parsers = new Map<number, ReturnType<typeof express.json>>();

/**
 * Reads the JSON body of a request, once its sender is known to be allowed to send it. Throws {@link UserError}
 * `request.malformed` with line and column, `request.too-large` or `request.media-type`.
 */
export async function readBody(request: ApiRequest, response: Response, limitBytes: number): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
  if (!request.is("application/json") || (charset !== undefined && charset.toLowerCase() !== "utf-8")) {
    throw new UserError({ code: serverErrors.requestMediaType, message: `The body is '${request.headers["content-type"] ?? "of no stated type"}'; send it as 'Content-Type: application/json' in UTF-8.` });
  }
  let parser = parsers.get(limitBytes);
  if (parser === undefined) parsers.set(limitBytes, (parser = express.json({ limit: limitBytes, strict: false })));
  const failure = await new Promise<unknown>((resolve) => parser(request, response, resolve));
  if (failure !== undefined) throw bodyError(failure, limitBytes);
  return request.body;
}

function hasBody(request: ApiRequest): boolean {
  return request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
}

/** Errors of body-parser by their `type` (its README, "Errors"). */
function bodyError(failure: unknown, limitBytes: number): unknown {
  const { type, body, message } = failure as { type?: string; body?: string; message: string };
  if (type === "entity.too.large") return new UserError({ reason: "too-large", code: serverErrors.requestTooLarge, message: `The body is larger than the ${Math.round(limitBytes / 1024)} KiB allowed here.`, cause: failure });
  if (type === "entity.parse.failed") {
    const at = jsonErrorPlace(body ?? "");
    const place = at === undefined ? "" : ` at line ${at.line}, column ${at.column}`;
    return new UserError({ code: serverErrors.requestMalformed, message: `The body is not valid JSON${place}: ${reasonOf(message)}.`, ...(at === undefined ? {} : { detail: { ...at } }), cause: failure });
  }
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    return new UserError({ code: serverErrors.requestMediaType, message: `The body cannot be read: ${message}. Send UTF-8, plain or with gzip, deflate or br.`, cause: failure });
  }
  return new UserError({ code: serverErrors.requestMalformed, message: `The body cannot be read: ${message}.`, cause: failure });
}

/** V8's message without the excerpt of the input, which may hold a secret. */
function reasonOf(message: string): string {
  return message.replace(/, ".*$/s, "").replace(/ in JSON at position.*$/s, "").replace(/\.$/, "").slice(0, 120);
}
