import type { IncomingMessage, ServerResponse } from "node:http";
import { UserError } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import { requestMessages } from "./http.messages.ts";

/**
 * Reads a body of any type up to a limit. Throws `request.too-large`; the connection ends with the answer then, so that nobody has to
 * take the rest.
 */
export async function readBytes(request: IncomingMessage, response: ServerResponse, limitBytes: number): Promise<Buffer> {
  const refuse = (): UserError => {
    if (!response.headersSent) response.setHeader("Connection", "close");
    return new UserError({ reason: "too-large", code: serverErrors.requestTooLarge, message: requestMessages.tooLarge({ limitKiB: Math.round(limitBytes / 1024) }) });
  };
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw refuse();
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limitBytes) return void chunks.push(chunk);
    // What is on its way is taken and dropped: closing over unread bytes would take the answer away from the sender.
    chunks.length = 0;
    reject(refuse());
  });
  request.on("end", () => resolve(Buffer.concat(chunks)));
  request.on("error", reject);
  request.on("close", () => reject(new UserError({ code: serverErrors.requestMalformed, message: requestMessages.bodyUnreadable({ reason: "the connection was closed" }) })));
  return promise;
}
