import type { IncomingMessage, ServerResponse } from "node:http";
import { UserError } from "@tessera/contracts";
import { gatewayErrors } from "../errors.ts";
import { proxyMessages } from "./proxy.messages.ts";

/** The body of a request as it goes to the backend. */
export interface RequestBody {
  /** Bytes, when small enough to keep; null when there is none. */
  kept: Buffer | null;
  /** The rest of the cases: read once, as the backend takes it. */
  stream: (() => AsyncGenerator<Buffer>) | undefined;
  /** Announced size, undefined for chunked. */
  size: number | undefined;
}

/** Largest body of a call that is signed with its body, which has to be read before. */
const signedBodyBytes = 4 * 1024 * 1024;

/** Largest body, of a call or an answer, that is changed: reading one as JSON holds up all other calls meanwhile. */
export const changedBodyBytes = 8 * 1024 * 1024;

/** Bodies up to this size are read before the backend is called: a slow caller then costs it nothing. */
const keepBytes = 64 * 1024;

function bodyTooLarge(limitBytes: number): UserError {
  return new UserError({ code: gatewayErrors.bodyTooLarge, reason: "too-large", message: proxyMessages.bodyTooLarge({ limitBytes }) });
}

function signedBodyTooLarge(limitBytes: number): UserError {
  return new UserError({ code: gatewayErrors.bodyTooLarge, reason: "too-large", message: proxyMessages.signedBodyTooLarge({ limitBytes }) });
}

function changedBodyTooLarge(limitBytes: number): UserError {
  return new UserError({ code: gatewayErrors.bodyTooLarge, reason: "too-large", message: proxyMessages.changedBodyTooLarge({ limitBytes }) });
}

function collect(request: IncomingMessage, limitBytes: number, tooLarge: (limitBytes: number) => UserError): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (error: Error) => {
      request.off("data", take);
      reject(error);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) fail(tooLarge(limitBytes));
      else chunks.push(chunk);
    };
    request.on("data", take);
    request.once("end", () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size)));
    request.once("error", fail);
    request.once("close", () => (request.complete ? undefined : fail(new DOMException("The caller went away", "AbortError"))));
  });
}

/**
 * Prepares the body: small ones are kept, larger ones stream. Throws `gateway.body-too-large`, for chunked ones from the
 * stream. `keepUpTo` raises what is kept, so that a call can be tried again, `isSigned` keeps all up to 4 MiB and
 * refuses more, `isChanged` likewise up to 8 MiB; `onBytes` counts what passes.
 */
export async function readRequestBody(request: IncomingMessage, response: ServerResponse, options: { limitBytes: number; keepUpTo: number; isSigned: boolean; isChanged: boolean; awaitsContinue: boolean; onBytes: (count: number) => void }): Promise<RequestBody> {
  const announced = request.headers["content-length"];
  const chunked = request.headers["transfer-encoding"] !== undefined;
  const size = announced === undefined ? undefined : Number(announced);
  if (!chunked && (size === undefined || size === 0)) return { kept: size === 0 ? Buffer.alloc(0) : null, stream: undefined, size };
  if (size !== undefined && size > options.limitBytes) throw bodyTooLarge(options.limitBytes);
  const isWhole = options.isSigned || options.isChanged;
  const wholeBytes = Math.min(options.limitBytes, options.isSigned ? signedBodyBytes : changedBodyBytes);
  const tooLarge = options.isSigned ? signedBodyTooLarge : changedBodyTooLarge;
  if (isWhole && size !== undefined && size > wholeBytes) throw tooLarge(wholeBytes);
  if (options.awaitsContinue) response.writeContinue();
  if (isWhole) {
    const kept = await collect(request, wholeBytes, tooLarge);
    options.onBytes(kept.length);
    return { kept, stream: undefined, size: kept.length };
  }
  if (size !== undefined && size <= Math.max(keepBytes, options.keepUpTo)) {
    const kept = await collect(request, options.limitBytes, bodyTooLarge);
    options.onBytes(kept.length);
    return { kept, stream: undefined, size };
  }
  async function* stream(): AsyncGenerator<Buffer> {
    let passed = 0;
    // The request must outlive its iterator: its socket still carries the answer when the backend stops reading.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      passed += chunk.length;
      if (passed > options.limitBytes) throw bodyTooLarge(options.limitBytes);
      options.onBytes(chunk.length);
      yield chunk;
    }
  }
  return { kept: null, stream, size };
}
