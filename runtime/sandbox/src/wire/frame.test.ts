import { describe, expect, it } from "vitest";
import { encodeFrame, FrameDecoder, FrameError } from "./frame.ts";

function decoder(limits = { maxHeadBytes: 1_000, maxBodyBytes: 1_000 }) {
  const frames: [unknown, string][] = [];
  return { frames, decoder: new FrameDecoder(limits, (header, body) => frames.push([header, body])) };
}

describe("frames", () => {
  const sent: [object, string][] = [
    [{ type: "run", id: 1 }, '{"a":"中文😀"}'],
    [{ type: "done" }, ""],
    [{}, "x".repeat(900)],
  ];
  const bytes = Buffer.concat(sent.map(([header, body]) => encodeFrame(header, body)));

  it.each([1, 2, 7, 8, 9, 100, bytes.length])("arrive whole when the stream comes in pieces of %i bytes", (size) => {
    const { decoder: receiver, frames } = decoder();
    for (let start = 0; start < bytes.length; start += size) receiver.push(bytes.subarray(start, start + size));
    expect(frames).toEqual(sent);
  });

  it("over a limit are refused by their prefix, before anything is buffered", () => {
    const tooLong = Buffer.alloc(8);
    tooLong.writeUInt32LE(0xffff_ffff, 4);
    expect(() => decoder().decoder.push(tooLong)).toThrowError(FrameError);
    expect(() => decoder().decoder.push(encodeFrame({}, "x".repeat(1_001)))).toThrowError(FrameError);
  });

  it("whose header is not JSON are refused", () => {
    const broken = encodeFrame({ a: 1 });
    broken.write("?", 8);
    expect(() => decoder().decoder.push(broken)).toThrowError(FrameError);
  });
});
