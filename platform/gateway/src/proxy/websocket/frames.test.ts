import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameFollower, closeCodes, closeFrame } from "./frames.ts";
import { acceptOf, readProtocols } from "./handshake.ts";

interface Given {
  opcode: number;
  payload: Buffer;
  isFinal?: boolean;
  mask?: Buffer;
}

function frame({ opcode, payload, isFinal = true, mask }: Given): Buffer {
  const { length } = payload;
  const marked = mask === undefined ? 0 : 0x80;
  const head = [(isFinal ? 0x80 : 0) | opcode];
  if (length < 126) head.push(marked | length);
  else if (length < 65_536) head.push(marked | 126, length >> 8, length & 0xff);
  else head.push(marked | 127, 0, 0, 0, 0, (length >>> 24) & 0xff, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
  return Buffer.concat([Buffer.from(head), mask ?? Buffer.alloc(0), mask === undefined ? payload : payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

const mask = Buffer.from([1, 2, 3, 4]);
const text = (content: string, isFinal = true) => frame({ opcode: isFinal ? 1 : 1, payload: Buffer.from(content), isFinal, mask });

function feed(follower: FrameFollower, bytes: Buffer, cuts: readonly number[] = []) {
  const parts: Buffer[] = [];
  let violation: number | undefined;
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    const taken = follower.take(bytes.subarray(from, cut));
    parts.push(Buffer.from(taken.forward));
    violation ??= taken.violation;
    from = cut;
  }
  return { bytes: Buffer.concat(parts), violation };
}

describe("frames", () => {
  it("pass byte for byte however they are cut", () => {
    const payload = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const frames = fc.array(fc.record({ opcode: fc.constantFrom(1, 2, 9, 10), payload }).map(({ opcode, payload: bytes }) => frame({ opcode, payload: opcode > 8 ? bytes.subarray(0, 125) : bytes, mask })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(frames.map((list) => Buffer.concat(list)), fc.array(fc.nat(1_500), { maxLength: 20 }), (bytes, cuts) => {
        const follower = new FrameFollower(true, 1_000_000);
        expect(feed(follower, bytes, cuts.map((cut) => Math.min(cut, bytes.length)))).toEqual({ bytes, violation: undefined });
        expect(follower.isBetweenFrames).toBe(true);
        expect(follower.closeCode).toBeUndefined();
      }),
    );
  });

  it("are not between frames inside of one, and no half head goes on", () => {
    const follower = new FrameFollower(true, 1_000_000);
    const bytes = text("hello");
    expect(feed(follower, bytes.subarray(0, 3)).bytes).toHaveLength(0);
    expect(follower.isBetweenFrames).toBe(true);
    expect(feed(follower, bytes.subarray(3, 8)).bytes).toEqual(bytes.subarray(0, 8));
    expect(follower.isBetweenFrames).toBe(false);
  });

  it.each<[string, Buffer, number]>([
    ["a message that is too long", Buffer.concat([text("ok"), frame({ opcode: 2, payload: Buffer.alloc(200), mask })]), closeCodes.tooBig],
    ["one in too many parts", Buffer.concat([text("ok"), frame({ opcode: 1, payload: Buffer.alloc(60), isFinal: false, mask }), frame({ opcode: 0, payload: Buffer.alloc(60), mask })]), closeCodes.tooBig],
    ["a length beyond all", Buffer.concat([text("ok"), Buffer.from([0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4])]), closeCodes.tooBig],
    ["a frame without mask", Buffer.concat([text("ok"), frame({ opcode: 1, payload: Buffer.from("x") })]), closeCodes.protocolError],
    ["an unknown opcode", Buffer.concat([text("ok"), frame({ opcode: 3, payload: Buffer.from("x"), mask })]), closeCodes.protocolError],
    ["a long ping", Buffer.concat([text("ok"), frame({ opcode: 9, payload: Buffer.alloc(126), mask })]), closeCodes.protocolError],
    ["a close frame in parts", Buffer.concat([text("ok"), frame({ opcode: 8, payload: Buffer.alloc(2), isFinal: false, mask })]), closeCodes.protocolError],
  ])("stop at %s", (_name, bytes, code) => {
    const { bytes: passed, violation } = feed(new FrameFollower(true, 100), bytes);
    expect(violation).toBe(code);
    expect(passed.subarray(0, text("ok").length)).toEqual(text("ok"));
  });

  it("count a message from its first part, whatever came between", () => {
    const part = (opcode: number, isFinal: boolean) => frame({ opcode, payload: Buffer.alloc(opcode > 8 ? 100 : 50), isFinal, mask });
    expect(feed(new FrameFollower(true, 100), Buffer.concat([part(1, false), part(9, true), part(0, true), part(2, true)])).violation).toBeUndefined();
  });

  it.each([1000, 1001, 3999])("of closing are read, masked or not, wherever they are cut: %i", (code) => {
    for (const isMasked of [true, false]) {
      const bytes = closeFrame(code, "over", isMasked);
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const follower = new FrameFollower(isMasked, 100);
        feed(follower, bytes, [cut]);
        expect(follower.closeCode).toBe(code);
      }
    }
  });

  it("of closing may hold no code", () => {
    const follower = new FrameFollower(false, 100);
    feed(follower, Buffer.from([0x88, 0]));
    expect(follower.closeCode).toBe(closeCodes.noStatus);
  });
});

describe("the handshake", () => {
  it("is accepted as RFC 6455 says in 1.3", () => expect(acceptOf("dGhlIHNhbXBsZSBub25jZQ==")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
  it.each([
    [undefined, { field: undefined, token: undefined, offersOwn: false }],
    ["chat, superchat", { field: "chat, superchat", token: undefined, offersOwn: false }],
    ["tessera, tessera.bearer.tsr_abc-_1, chat", { field: "chat", token: "tsr_abc-_1", offersOwn: true }],
    ["tessera.bearer.a.b.c", { field: undefined, token: "a.b.c", offersOwn: false }],
  ])("of protocols %s keeps the token to itself", (field, expected) => expect(readProtocols(field)).toEqual(expected));
});
