import { UserError, jsonErrorPlace, jsonErrorReason } from "@tessera/contracts";
import express, { type Response } from "express";
import { serverErrors } from "../errors.ts";
import type { ApiRequest } from "./api-request.ts";
import { requestMessages } from "./http.messages.ts";

const parsers = new Map<number, ReturnType<typeof express.json>>();

/**
 * Reads the JSON body of a request, once its sender is known to be allowed to send it. Throws {@link UserError}
 * `request.malformed` with line and column, `request.too-large` or `request.media-type`.
 */
export async function readBody(request: ApiRequest, response: Response, limitBytes: number): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
  if (!request.is("application/json") || (charset !== undefined && charset.toLowerCase() !== "utf-8")) {
    throw new UserError({ code: serverErrors.requestMediaType, message: requestMessages.mediaType({ type: request.headers["content-type"]?.slice(0, 200) ?? requestMessages.noType() }) });
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
  if (type === "entity.too.large") return new UserError({ reason: "too-large", code: serverErrors.requestTooLarge, message: requestMessages.tooLarge({ limitKiB: Math.round(limitBytes / 1024) }), cause: failure });
  if (type === "entity.parse.failed") {
    const at = jsonErrorPlace(body ?? "");
    const place = at === undefined ? "" : requestMessages.place({ line: at.line, column: at.column });
    return new UserError({ code: serverErrors.requestMalformed, message: requestMessages.notJson({ place, reason: jsonErrorReason(message) }), ...(at === undefined ? {} : { detail: { ...at } }), cause: failure });
  }
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    return new UserError({ code: serverErrors.requestMediaType, message: requestMessages.encoding({ reason: message }), cause: failure });
  }
  return new UserError({ code: serverErrors.requestMalformed, message: requestMessages.bodyUnreadable({ reason: message }), cause: failure });
}
