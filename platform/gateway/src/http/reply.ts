import type { IncomingMessage, ServerResponse } from "node:http";
import type { Locale, Problem } from "@tessera/contracts";

/** Rest of a refused request body that is read away, so that its sender can read the refusal. */
const lingerMs = 2_000;

/** Whether a body is announced that has not arrived; a request without one counts as complete before its parser says so. */
export function hasUnreadBody(request: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": coding } = request.headers;
  return !request.complete && (coding !== undefined || (length !== undefined && Number(length) > 0));
}

/** Reads the rest of a body away for a moment, then ends the connection if it goes on. */
export function giveUpBody(request: IncomingMessage): void {
  const { socket } = request;
  request.resume();
  const timer = setTimeout(() => (request.complete ? undefined : socket.destroy()), lingerMs);
  request.once("close", () => clearTimeout(timer));
}

/** Sends JSON text; an unread request body is given up soon after, whatever its size. */
export function sendJson(request: IncomingMessage, response: ServerResponse, status: number, headers: Record<string, string>, contentType: string, text: string): void {
  const unread = hasUnreadBody(request);
  const isHead = request.method === "HEAD";
  response.writeHead(status, {
    ...headers,
    "content-type": contentType,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    ...(unread ? { connection: "close" } : {}),
  });
  response.end(isHead ? undefined : text);
  if (unread) giveUpBody(request);
}

/** Sends an error as RFC 9457 describes, in the language it is worded in. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, problem: Problem, locale: Locale, headers: Record<string, string>): void {
  sendJson(request, response, problem.status, { ...headers, "content-language": locale, vary: "Accept-Language" }, "application/problem+json; charset=utf-8", JSON.stringify(problem));
}
