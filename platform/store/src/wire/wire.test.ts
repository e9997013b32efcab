import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../bson/reader.ts";
import { RawDocument } from "../bson/types.ts";
import { writeDocument } from "../bson/writer.ts";
import { StoreError } from "../errors.ts";
import { FrameSplitter, frameOf } from "./frame.ts";
import { OP_CODE, encodeReply, parseRequest } from "./message.ts";

function message(flags: number, ...sections: Buffer[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(flags);
  return frameOf(7, 0, OP_CODE.message, [head, ...sections]);
}

function body(document: Record<string, unknown>): Buffer {
  return Buffer.concat([Buffer.from([0]), writeDocument(document)]);
}

function sequence(name: string, ...documents: Buffer[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

function parse(bytes: Buffer) {
  const [frame] = new FrameSplitter().push(bytes);
  if (frame === undefined) throw new Error("the bytes are not one whole frame");
  return parseRequest(frame);
}

describe("wire protocol", () => {
  it("cuts any division of the byte stream into the same messages", () => {
    const stream = Buffer.concat([message(0, body({ ping: 1 })), message(0, body({ hello: 1 })), message(2, body({ insert: "a" }))]);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 10 }), (cuts) => {
        const splitter = new FrameSplitter();
        const ends = [...cuts, stream.length].sort((a, b) => a - b);
        let start = 0;
        const names: unknown[] = [];
        for (const end of ends) {
          for (const frame of splitter.push(stream.subarray(start, end))) names.push(Object.keys(parseRequest(frame).body)[0]);
          start = end;
        }
        expect(names).toEqual(["ping", "hello", "insert"]);
      }),
    );
  });

  it("keeps inserted documents as bytes, from the body and from a sequence", () => {
    const document = writeDocument({ _id: 1 });
    const fromSequence = parse(message(0, body({ insert: "c" }), sequence("documents", document, document)));
    expect((fromSequence.body["documents"] as RawDocument[]).map(({ bytes }) => readDocument(bytes))).toEqual([{ _id: 1 }, { _id: 1 }]);
    const fromBody = parse(message(0, body({ insert: "c", documents: [{ _id: 1 }] })));
    expect((fromBody.body["documents"] as RawDocument[])[0]).toBeInstanceOf(RawDocument);
  });

  it("reads update statements from a sequence and knows unacknowledged writes", () => {
    const request = parse(message(2, body({ update: "c" }), sequence("updates", writeDocument({ q: {}, u: { $set: { a: 1 } } }))));
    expect(request.body["updates"]).toEqual([{ q: {}, u: { $set: { a: 1 } } }]);
    expect(request.wantsReply).toBe(false);
  });

  it.each([
    ["a checksum", message(1, body({ ping: 1 })), /checksum/],
    ["unknown required flags", message(4, body({ ping: 1 })), /unknown required flags/],
    ["no body", message(0, sequence("documents", writeDocument({}))), /no body/],
    ["two bodies", message(0, body({ ping: 1 }), body({ ping: 1 })), /two body/],
    ["an unknown section", message(0, Buffer.from([9, 0, 0])), /kind 9/],
    ["a sequence beyond its message", message(0, body({ insert: "c" }), Buffer.from([1, 255, 255, 0, 0, 100, 0])), /outside/],
    ["compression", frameOf(1, 0, OP_CODE.compressed, [Buffer.alloc(20)]), /compress/],
    ["an unknown operation", frameOf(1, 0, 99, [Buffer.alloc(20)]), /operation code 99/],
    ["a legacy query for anything but hello", frameOf(1, 0, OP_CODE.query, [Buffer.alloc(4), Buffer.from("db.$cmd\0"), Buffer.alloc(8), writeDocument({ find: "c" })]), /only answered for hello/],
  ])("refuses %s", (_what, bytes, reason) => {
    expect(() => parse(bytes)).toThrow(reason);
  });

  it("refuses lengths that cannot be, before buffering them", () => {
    for (const length of [0, 15, -1, 48_000_001, 0x7fffffff]) {
      const head = Buffer.alloc(16);
      head.writeInt32LE(length);
      expect(() => new FrameSplitter().push(head)).toThrow(StoreError);
    }
  });

  it("answers noise with an error, never with a crash of another kind", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.constantFrom(OP_CODE.message, OP_CODE.query), (noise, opCode) => {
        const [frame] = new FrameSplitter().push(frameOf(1, 0, opCode, [Buffer.alloc(4), Buffer.from(noise)]));
        let failure: unknown;
        try {
          parseRequest(frame as NonNullable<typeof frame>);
        } catch (error) {
          failure = error;
        }
        expect(failure === undefined || failure instanceof StoreError).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives the reply the identity of its request", () => {
    const reply = encodeReply(5, 7, { ok: 1 }, false);
    expect([reply.readInt32LE(0), reply.readInt32LE(4), reply.readInt32LE(8), reply.readInt32LE(12)]).toEqual([reply.length, 5, 7, OP_CODE.message]);
    expect(readDocument(reply, 21)).toEqual({ ok: 1 });
  });
});
