import { StoreError } from "../errors.ts";

/** Largest message, as MongoDB's `maxMessageSizeBytes`. */
export const MAX_MESSAGE_BYTES = 48_000_000;
/** Bytes in front of every message: its length, its number, the number it answers and its operation code. */
export const HEADER_BYTES = 16;

/** One message as it came over the wire, header included. */
export interface Frame {
  readonly requestId: number;
  readonly opCode: number;
  readonly bytes: Buffer;
}

/** Cuts a byte stream into messages; a length that cannot be is a ProtocolError, after which the stream is of no use. */
export class FrameSplitter {
  #chunks: Buffer[] = [];
  #available = 0;
  #needed = HEADER_BYTES;

  /** Adds received bytes and returns the messages that are complete now; one longer than `limit` is refused before it is buffered. */
  push(chunk: Buffer, limit = MAX_MESSAGE_BYTES): Frame[] {
    this.#chunks.push(chunk);
    this.#available += chunk.length;
    const frames: Frame[] = [];
    while (this.#available >= this.#needed) {
      const joined = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
      this.#chunks = [joined];
      const length = joined.readInt32LE(0);
      if (length < HEADER_BYTES || length > limit) {
        throw new StoreError("ProtocolError", `a message declares ${length} bytes; allowed are ${HEADER_BYTES} to ${limit}`);
      }
      this.#needed = length;
      if (joined.length < length) break;
      frames.push({ requestId: joined.readInt32LE(4), opCode: joined.readInt32LE(12), bytes: joined.subarray(0, length) });
      this.#chunks = joined.length === length ? [] : [joined.subarray(length)];
      this.#available -= length;
      this.#needed = HEADER_BYTES;
    }
    return frames;
  }
}

/** Builds a message around its parts. */
export function frameOf(requestId: number, responseTo: number, opCode: number, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, HEADER_BYTES);
  const message = Buffer.concat([Buffer.alloc(HEADER_BYTES), ...parts], length);
  writeHeader(message, requestId, responseTo, opCode);
  return message;
}

/** Fills the header of a message that is complete otherwise. */
export function writeHeader(message: Buffer, requestId: number, responseTo: number, opCode: number): void {
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(requestId, 4);
  message.writeInt32LE(responseTo, 8);
  message.writeInt32LE(opCode, 12);
}
