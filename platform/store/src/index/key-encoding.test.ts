import { BSONRegExp, Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareValues } from "../bson/compare.ts";
import { complementBytes, encodeKey, encodeValue } from "./key-encoding.ts";

const edgeNumbers = fc.constantFrom<unknown>(
  0, -0, 1, -1, 1.5, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** 53, 2 ** 53 + 2,
  new Double(1), new Double(-0), Long.MAX_VALUE, Long.MIN_VALUE, Long.fromString("9007199254740993"), Long.fromString("-9007199254740993"), Long.fromNumber(1),
  ...["1", "1.0", "0.1", "1E-6000", "-1E-6000", "1E+6100", "-1E+6100", "NaN", "Infinity", "-Infinity", "0.30000000000000004", "9007199254740993", "9007199254740992.5", "-9007199254740992.5", "1E-400", "-0"].map((text) => Decimal128.fromString(text)),
);
const numbers = fc.oneof(
  edgeNumbers,
  fc.double(),
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -6000, max: 6000 })).map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
);
const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom("", "\0", "a\0", "a", "ab", "\uffff", "\u{10000}", "\ue000", "é"));
const scalars = fc.oneof(
  numbers, texts, fc.boolean(), fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(Buffer.from(bytes))),
  fc.tuple(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(0, 4, 128)).map(([bytes, subtype]) => new Binary(Buffer.from(bytes), subtype)),
  fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff)).map(([t, i]) => new Timestamp({ t, i })),
  fc.tuple(fc.constantFrom("a", "ab", "^x"), fc.constantFrom("", "i", "im")).map(([pattern, options]) => new BSONRegExp(pattern, options)),
  fc.constantFrom(new MinKey(), new MaxKey()),
);
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "ab"), tie("value")), { maxLength: 3 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
}));

const sign = (order: number): number => Math.sign(order);

describe("index key encoding", () => {
  it("orders bytes exactly as values compare", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(sign(compareValues(a, b)));
      }),
      { numRuns: 3_000 },
    );
  });

  it("orders numbers of all types exactly, without rounding", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(sign(compareValues(a, b)));
      }),
      { numRuns: 3_000 },
    );
  });

  it("orders compound keys component by component, descending ones reversed", () => {
    fc.assert(
      fc.property(fc.tuple(scalars, scalars), fc.tuple(scalars, scalars), fc.tuple(fc.boolean(), fc.boolean()), (a, b, descending) => {
        const expected = a.map((value, index) => sign(compareValues(value, b[index])) * (descending[index] ? -1 : 1)).find((order) => order !== 0) ?? 0;
        expect(sign(Buffer.compare(encodeKey(a, descending), encodeKey(b, descending)))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never lets one key be a prefix of another, also when complemented", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        fc.pre(compareValues(a, b) !== 0);
        const [left, right] = [encodeValue(a), encodeValue(b)];
        expect(right.subarray(0, left.length).equals(left)).toBe(false);
        expect(complementBytes(complementBytes(left)).equals(left)).toBe(true);
      }),
    );
  });

  it("gives equal numbers of different types the same key", () => {
    const keys = [1, new Double(1), Long.fromNumber(1), Decimal128.fromString("1.00")].map((value) => encodeValue(value).toString("hex"));
    expect(new Set(keys).size).toBe(1);
  });
});
