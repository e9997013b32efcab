import { BSONRegExp, Binary, Code, Decimal128, Double, Long, ObjectId, Timestamp, deserialize, serialize } from "bson";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoreError } from "../errors.ts";
import { readDocument, readFields } from "./reader.ts";
import { writeDocument } from "./writer.ts";
import type { Document } from "./types.ts";

const leaves = fc.oneof(
  fc.integer(), fc.double({ noNaN: true }), fc.string({ unit: "binary" }), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.integer().map((value) => new Double(value)),
  fc.constantFrom(new ObjectId("65f000000000000000000001"), Decimal128.fromString("1.50"), new BSONRegExp("^a", "i"), new Timestamp({ t: 7, i: 9 }), new Code("x"), new Code("x", { y: 1 })),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => new Binary(Buffer.from(bytes), 128)),
);
const names = fc.oneof(fc.constantFrom("a", "b", "__proto__", "_bsontype", "constructor", "toString", "length", "$x", "é", ""), fc.string({ unit: "grapheme", maxLength: 5 }).filter((name) => !name.includes("\0")));
const { document: documents } = fc.letrec<{ document: Document; value: unknown }>((tie) => ({
  document: fc.array(fc.tuple(names, tie("value")), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  value: fc.oneof({ depthSize: "small" }, leaves, fc.array(tie("value"), { maxLength: 3 }), tie("document")),
}));

describe("BSON reader and writer", () => {
  it("writes back exactly the bytes that were read", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const bytes = writeDocument(document);
        expect(writeDocument(readDocument(bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("agrees with the bson library on the wire format", () => {
    const document = {
      int: 1, double: 1.5, integral: new Double(2), long: Long.fromString("9007199254740993"), text: "héllo", date: new Date(5), none: null, yes: true,
      id: new ObjectId("65f000000000000000000001"), list: [1, "two", { three: 3 }], bin: new Binary(Buffer.from([1, 2]), 0), re: new BSONRegExp("a.b", "im"), dec: Decimal128.fromString("1.10"),
    };
    expect(writeDocument(document).equals(Buffer.from(serialize(document)))).toBe(true);
    expect(deserialize(writeDocument(readDocument(Buffer.from(serialize(document)))))).toEqual(deserialize(serialize(document)));
  });

  it("keeps an int32, an int64 and a double of the same value apart", () => {
    const read = readDocument(Buffer.from(serialize({ int: 1, long: Long.fromNumber(1), double: new Double(1) })));
    expect(read["int"]).toBe(1);
    expect(read["long"]).toBeInstanceOf(Long);
    expect(read["double"]).toBeInstanceOf(Double);
  });

  it("reads only the wanted fields", () => {
    const bytes = writeDocument({ a: 1, big: { nested: ["x"] }, b: "two", re: new BSONRegExp("x", ""), c: 3 });
    expect(readFields(bytes, new Set(["b", "c"]))).toEqual({ b: "two", c: 3 });
    expect(readFields(bytes, new Set(["missing"]))).toEqual({});
  });

  it("never lets a field called __proto__ reach a prototype", () => {
    const bytes = writeDocument(Object.defineProperty({}, "__proto__", { value: { polluted: true }, enumerable: true, configurable: true, writable: true }) as Document);
    const read = readDocument(bytes);
    expect(Object.keys(read)).toEqual(["__proto__"]);
    expect((read as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("refuses damaged bytes with an error and never reads outside of them", () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(255), (document, position, value) => {
        const bytes = writeDocument(document);
        bytes[position % bytes.length] = value;
        const failure = failureOf(() => readDocument(bytes));
        expect(failure === undefined || failure instanceof Error).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        const failure = failureOf(() => readDocument(Buffer.from(noise)));
        expect(failure === undefined || failure instanceof Error).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses documents nested too deeply", () => {
    let document: Document = {};
    for (let depth = 0; depth < 400; depth++) document = { d: document };
    expect(() => readDocument(writeDocument(document))).toThrow(StoreError);
  });
});

function failureOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
