import { Double, Int32, Long } from "bson";
import type { BSONSymbol, Code, Decimal128, ObjectId, Timestamp } from "bson";
import { ORDER, binaryParts, orderOf, regexParts } from "../bson/compare.ts";
import { compareExact, exactOf } from "../bson/decimal.ts";
import type { Exact } from "../bson/decimal.ts";
import type { Document } from "../bson/types.ts";

/** Puts a text in place of another one, for keys in which texts that a collation calls equal are alike. */
export type TextForm = (text: string) => string;

/**
 * Encodes values so that memcmp of the encodings equals `compareValues`. Every encoding is self-delimiting, so compound keys are
 * plain concatenations and a descending component is the bitwise complement of its bytes. Part of the file format.
 */
export function encodeKey(values: readonly unknown[], descending: readonly boolean[], textForm?: TextForm): Buffer {
  const writer = new KeyWriter(textForm);
  for (let index = 0; index < values.length; index++) {
    const start = writer.length;
    writer.value(values[index]);
    if (descending[index] === true) writer.complement(start);
  }
  return writer.finish();
}

/** Encodes one ascending value. */
export function encodeValue(value: unknown, textForm?: TextForm): Buffer {
  const writer = new KeyWriter(textForm);
  writer.value(value);
  return writer.finish();
}

/** The bitwise complement, which turns an ascending component or bound into a descending one. */
export function complementBytes(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  for (let index = 0; index < bytes.length; index++) result[index] = ~(bytes[index] as number);
  return result;
}

const EXACT_DOUBLE = 0x00;
const BETWEEN_DOUBLES = 0x01;

class KeyWriter {
  readonly #textForm: TextForm | undefined;
  #bytes = Buffer.allocUnsafe(64);
  length = 0;

  constructor(textForm: TextForm | undefined) {
    this.#textForm = textForm;
  }

  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.length));
  }

  complement(start: number): void {
    for (let index = start; index < this.length; index++) this.#bytes[index] = ~(this.#bytes[index] as number);
  }

  value(value: unknown): void {
    const order = orderOf(value);
    this.#byte(order);
    this.#payload(order, value);
  }

  #payload(order: number, value: unknown): void {
    switch (order) {
      case ORDER.number: return this.#number(value);
      case ORDER.string: return this.#text(typeof value === "string" ? value : (value as BSONSymbol).value);
      case ORDER.object: return this.#document(value as Document);
      case ORDER.array: return this.#array(value as unknown[]);
      case ORDER.binData: return this.#binary(value);
      case ORDER.objectId: return this.#raw((value as ObjectId).id);
      case ORDER.bool: return this.#byte(value === true ? 1 : 0);
      case ORDER.date: return this.#uint64(BigInt((value as Date).getTime()) + 2n ** 63n);
      case ORDER.timestamp: return this.#uint64(BigInt.asUintN(64, (value as Timestamp).toBigInt()));
      case ORDER.regex: {
        const { pattern, options } = regexParts(value);
        this.#string(pattern);
        return this.#string(options);
      }
      case ORDER.code: return this.#string((value as Code).code);
      case ORDER.codeWithScope: {
        this.#string((value as Code).code);
        return this.#document((value as Code).scope as Document);
      }
      default:
    }
  }

  #reserve(size: number): void {
    const needed = this.length + size;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.length);
    this.#bytes = grown;
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  #uint64(value: bigint): void {
    this.#reserve(8);
    this.length = this.#bytes.writeBigUInt64BE(value, this.length);
  }

  #text(text: string): void {
    this.#string(this.#textForm === undefined ? text : this.#textForm(text));
  }

  /** UTF-8 with 00 escaped as 00 ff and terminated by 00 00, so that a prefix sorts before its extensions. */
  #string(text: string): void {
    const start = this.length;
    this.#reserve(text.length * 3 + 2);
    this.length += this.#bytes.write(text, start);
    if (this.#bytes.subarray(start, this.length).includes(0)) this.#escape(start);
    this.#byte(0);
    this.#byte(0);
  }

  #escape(start: number): void {
    const plain = Buffer.from(this.#bytes.subarray(start, this.length));
    this.length = start;
    for (const byte of plain) {
      this.#byte(byte);
      if (byte === 0) this.#byte(0xff);
    }
  }

  /** Field by field: type, name, value, in the order in which documents are compared; 00 ends it. */
  #document(document: Document): void {
    for (const key of Object.keys(document)) {
      const value = document[key];
      const order = orderOf(value);
      this.#byte(order);
      this.#string(key);
      this.#payload(order, value);
    }
    this.#byte(0);
  }

  #array(values: readonly unknown[]): void {
    for (const value of values) this.value(value);
    this.#byte(0);
  }

  #binary(value: unknown): void {
    const { bytes, subtype } = binaryParts(value);
    this.#reserve(5);
    this.length = this.#bytes.writeUInt32BE(bytes.length, this.length);
    this.#byte(subtype);
    this.#raw(bytes);
  }

  /** The largest double that is not above the number, then whether the number is exactly that double, else its decimal digits. */
  #number(value: unknown): void {
    const plain = value instanceof Double || value instanceof Int32 ? value.value : value;
    if (typeof plain === "number") {
      this.#double(plain);
      return this.#byte(EXACT_DOUBLE);
    }
    const exact = exactOf(plain);
    if (typeof exact === "number") {
      this.#double(exact);
      return this.#byte(EXACT_DOUBLE);
    }
    const floor = doubleBelow(exact, plain as Long | Decimal128);
    this.#double(floor.double);
    this.#byte(floor.isExact ? EXACT_DOUBLE : BETWEEN_DOUBLES);
    if (!floor.isExact) this.#decimal(exact);
  }

  #double(value: number): void {
    this.#reserve(8);
    const at = this.length;
    this.length += 8;
    if (Number.isNaN(value)) {
      this.#bytes.fill(0, at, at + 8);
      return;
    }
    this.#bytes.writeDoubleBE(value === 0 ? 0 : value, at);
    if (value < 0) this.complement(at);
    else this.#bytes[at] = (this.#bytes[at] as number) ^ 0x80;
  }

  #decimal(exact: Exact): void {
    const start = this.length;
    const negative = exact.coefficient < 0n;
    const all = (negative ? -exact.coefficient : exact.coefficient).toString();
    this.#byte(2);
    this.#reserve(2);
    this.length = this.#bytes.writeUInt16BE(exact.exponent + all.length + 0x8000, this.length);
    this.#raw(Buffer.from(all.replace(/0+$/, ""), "latin1"));
    this.#byte(0);
    if (negative) this.complement(start);
  }
}

function doubleBelow(exact: Exact, value: Long | Decimal128): { readonly double: number; readonly isExact: boolean } {
  const nearest = value instanceof Long ? value.toNumber() : Number(value.toString());
  if (nearest === Infinity) return { double: Number.MAX_VALUE, isExact: false };
  if (nearest === -Infinity) return { double: -Infinity, isExact: false };
  const order = compareExact(exactOf(nearest) as Exact, exact);
  return { double: order > 0 ? nextDown(nearest) : nearest, isExact: order === 0 };
}

function nextDown(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}
