import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TextDecoder } from "node:util";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { OperationalError, UserError } from "@tessera/contracts";
import { egressErrors } from "./errors.ts";
import { egressMessages } from "./messages.ts";

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export const acceptedEncodings = "gzip, deflate, br";

/** Reads a body with at most `maxBytes` after decompression; throws `egress.too-large` or `egress.bad-answer`. */
export async function readBody(body: Readable, encoding: string, maxBytes: number, subject: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new UserError({ code: egressErrors.tooLarge, reason: "too-large", message: egressMessages.tooLarge({ subject, limit: maxBytes }) });
      }
      chunks.push(chunk);
    }
  };
  if (encoding === "" || encoding === "identity") {
    await pipeline(body, collect);
  } else {
    const decoder = decoders[encoding]?.();
    if (decoder === undefined) {
      // Giving the body up makes undici report its own abort on the stream; the error below is the one that counts.
      body.on("error", () => undefined).destroy();
      throw new OperationalError({ code: egressErrors.badAnswer, kind: "bad-answer", message: egressMessages.encoding({ subject, encoding: encoding.slice(0, 50) }) });
    }
    await pipeline(body, decoder, collect);
  }
  return Buffer.concat(chunks, size);
}

/** Decodes text by the charset of its content type; unknown charsets and invalid bytes are read as UTF-8. */
export function decodeText(body: Buffer, contentType: string): string {
  const charset = /;\s*charset="?([\w.:-]+)"?/i.exec(contentType)?.[1] ?? "utf-8";
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    decoder = new TextDecoder();
  }
  return decoder.decode(body);
}
