/** Receives one frame: its header, parsed, and its body as text. */
export type FrameReceiver = (header: unknown, body: string) => void;

/** Header and body sizes, each a little-endian unsigned 32-bit number. */
const prefixBytes = 8;

/** Packs a JSON header and a text body, which is not interpreted, into one buffer. */
export function encodeFrame(header: object, body = ""): Buffer {
  const head = JSON.stringify(header);
  const headBytes = Buffer.byteLength(head);
  const bodyBytes = Buffer.byteLength(body);
  const frame = Buffer.allocUnsafe(prefixBytes + headBytes + bodyBytes);
  frame.writeUInt32LE(headBytes, 0);
  frame.writeUInt32LE(bodyBytes, 4);
  frame.write(head, prefixBytes);
  if (bodyBytes > 0) frame.write(body, prefixBytes + headBytes);
  return frame;
}

/** Thrown for bytes that are no frame or a frame over its limits: whoever sent them cannot be trusted any more. */
export class FrameError extends Error {
  override name = "FrameError";
}

/** Cuts a byte stream into frames; `push` throws FrameError before it buffers more than the given sizes. */
export class FrameDecoder {
  readonly #maxHeadBytes: number;
  readonly #maxBodyBytes: number;
  readonly #receive: FrameReceiver;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #needed = prefixBytes;

  constructor(limits: { maxHeadBytes: number; maxBodyBytes: number }, receive: FrameReceiver) {
    this.#maxHeadBytes = limits.maxHeadBytes;
    this.#maxBodyBytes = limits.maxBodyBytes;
    this.#receive = receive;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    while (this.#buffered >= this.#needed) {
      const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks, this.#buffered);
      this.#chunks = [all];
      const headBytes = all.readUInt32LE(0);
      const bodyBytes = all.readUInt32LE(4);
      if (headBytes > this.#maxHeadBytes || bodyBytes > this.#maxBodyBytes) {
        throw new FrameError(`a frame of ${headBytes} + ${bodyBytes} bytes is over its limits`);
      }
      const end = prefixBytes + headBytes + bodyBytes;
      if (all.length < end) {
        this.#needed = end;
        return;
      }
      const rest = all.subarray(end);
      this.#chunks = rest.length === 0 ? [] : [rest];
      this.#buffered = rest.length;
      this.#needed = prefixBytes;
      this.#receive(parseHead(all.toString("utf8", prefixBytes, prefixBytes + headBytes)), all.toString("utf8", prefixBytes + headBytes, end));
    }
  }
}

function parseHead(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FrameError("the header of a frame is not JSON", { cause });
  }
}
