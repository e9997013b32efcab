import { randomBytes } from "node:crypto";

/** Status codes of closing (RFC 6455, 7.4.1; 1014 from the IANA registry). */
export const closeCodes = { goingAway: 1001, protocolError: 1002, noStatus: 1005, abnormal: 1006, policyViolation: 1008, tooBig: 1009, serviceRestart: 1012, badGateway: 1014 } as const;

const opcodes = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;
const known: ReadonlySet<number> = new Set(Object.values(opcodes));
const maskBytes = 4;
const longestControl = 125;

interface FrameHead {
  opcode: number;
  isFinal: boolean;
  isMasked: boolean;
  /** Of the head itself. */
  size: number;
  length: number;
  mask: Buffer | undefined;
}

/** Reads the head of a frame (RFC 6455, 5.2); undefined while it is not all there. */
function readHead(data: Buffer, at: number): FrameHead | undefined {
  if (data.length < at + 2) return undefined;
  const [first = 0, second = 0] = data.subarray(at, at + 2);
  const short = second & 0x7f;
  const isMasked = (second & 0x80) !== 0;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const size = 2 + lengthBytes + (isMasked ? maskBytes : 0);
  if (data.length < at + size) return undefined;
  const length = lengthBytes === 0 ? short : lengthBytes === 2 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
  return { opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, isMasked, size, length, mask: isMasked ? Buffer.from(data.subarray(at + size - maskBytes, at + size)) : undefined };
}

/** What of a chunk may go on, and why nothing after it may. */
export interface Taken {
  forward: Buffer;
  violation: typeof closeCodes.protocolError | typeof closeCodes.tooBig | undefined;
}

/**
 * Follows the frames in one direction without touching their contents: it knows where frames end, how long messages are, and with
 * which code the side closes. A head goes on only when it is complete, so that what was passed on never ends inside of one.
 */
export class FrameFollower {
  /** Code of the close frame that passed; 1005 when it held none. */
  closeCode: number | undefined;
  private readonly isMasked: boolean;
  private readonly maxMessageBytes: number;
  private pending: Buffer = Buffer.alloc(0);
  private frame: FrameHead | undefined;
  private left = 0;
  private messageBytes = 0;
  private closeStart: number[] = [];

  /** Frames of clients are masked, those of servers are not (RFC 6455, 5.1). */
  constructor(isMasked: boolean, maxMessageBytes: number) {
    this.isMasked = isMasked;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Whether another frame may follow what was passed on. */
  get isBetweenFrames(): boolean {
    return this.left === 0;
  }

  take(chunk: Buffer): Taken {
    const data = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    let at = 0;
    while (at < data.length) {
      if (this.left > 0) {
        const step = Math.min(this.left, data.length - at);
        this.pass(data, at, step);
        at += step;
        continue;
      }
      const head = readHead(data, at);
      if (head === undefined) break;
      const violation = this.violationOf(head);
      if (violation !== undefined) return { forward: data.subarray(0, at), violation };
      this.begin(head);
      at += head.size;
    }
    this.pending = at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at));
    return { forward: data.subarray(0, at), violation: undefined };
  }

  private violationOf({ opcode, isFinal, isMasked, length }: FrameHead): Taken["violation"] {
    if (isMasked !== this.isMasked || !known.has(opcode)) return closeCodes.protocolError;
    if (opcode >= opcodes.close) return !isFinal || length > longestControl ? closeCodes.protocolError : undefined;
    const before = opcode === opcodes.continuation ? this.messageBytes : 0;
    return before + length > this.maxMessageBytes ? closeCodes.tooBig : undefined;
  }

  private begin(head: FrameHead): void {
    const { opcode, isFinal, length } = head;
    this.frame = head;
    this.left = length;
    if (opcode < opcodes.close) this.messageBytes = isFinal ? 0 : (opcode === opcodes.continuation ? this.messageBytes : 0) + length;
    else if (opcode === opcodes.close && length < 2) this.closeCode ??= closeCodes.noStatus;
  }

  private pass(data: Buffer, at: number, count: number): void {
    const { opcode, mask, length } = this.frame ?? {};
    if (opcode === opcodes.close && this.closeCode === undefined) {
      for (let index = at; index < at + count && this.closeStart.length < 2; index += 1) {
        const place = (length ?? 0) - this.left + (index - at);
        this.closeStart.push((data[index] ?? 0) ^ (mask?.[place % maskBytes] ?? 0));
      }
      const [high, low] = this.closeStart;
      if (high !== undefined && low !== undefined) this.closeCode = high * 256 + low;
    }
    this.left -= count;
  }
}

/** A close frame as a client (masked) or a server writes it; the reason is ASCII of at most 123 bytes. */
export function closeFrame(code: number, reason: string, isMasked: boolean): Buffer {
  const payload = Buffer.alloc(2 + reason.length);
  payload.writeUInt16BE(code);
  payload.write(reason, 2, "latin1");
  const head = Buffer.from([0x80 | opcodes.close, payload.length | (isMasked ? 0x80 : 0)]);
  if (!isMasked) return Buffer.concat([head, payload]);
  const mask = randomBytes(maskBytes);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % maskBytes] ?? 0))]);
}
