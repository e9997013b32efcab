import { BSONRegExp, BSONSymbol, Binary, Code, DBRef, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { StoreError } from "../errors.ts";
import { MAX_DEPTH } from "./reader.ts";
import { RawDocument, isDocument, isInt32 } from "./types.ts";
import type { Document } from "./types.ts";

/** Largest document a client may store, as MongoDB's `maxBsonObjectSize`. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Encodes a decoded document (or command reply) as BSON; undefined fields are left out. */
export function writeDocument(document: Document): Buffer {
  const writer = new Writer();
  writer.document(document);
  return writer.finish();
}

/** Encodes a document with `head` bytes in front of it, which the caller has to fill: a message is built without copying its body. */
export function writeDocumentBehind(head: number, document: Document): Buffer {
  const writer = new Writer(head, 2_048);
  writer.document(document);
  return writer.whole();
}

class Writer {
  #bytes: Buffer;
  #length: number;
  #depth = 0;

  constructor(head = 0, expected = 512) {
    this.#bytes = Buffer.allocUnsafe(expected);
    this.#length = head;
  }

  whole(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  document(document: Document): void {
    const start = this.#open();
    for (const key of Object.keys(document)) {
      const value = document[key];
      if (value !== undefined && typeof value !== "function") this.#element(key, value);
    }
    this.#close(start);
  }

  #array(values: readonly unknown[]): void {
    const start = this.#open();
    for (let index = 0; index < values.length; index++) this.#element(String(index), values[index] ?? null);
    this.#close(start);
  }

  #open(): number {
    // What is written has to be readable again: an update may nest a document deeper than any that was sent.
    if (++this.#depth > MAX_DEPTH) throw new StoreError("Overflow", `documents may nest at most ${MAX_DEPTH} levels`);
    const start = this.#length;
    this.#reserve(4);
    this.#length += 4;
    return start;
  }

  #close(start: number): void {
    this.#depth--;
    this.#byte(0);
    this.#bytes.writeInt32LE(this.#length - start, start);
  }

  #reserve(size: number): void {
    const needed = this.#length + size;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #int32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32LE(value, this.#length);
  }

  #doubleBits(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  #int64(value: bigint): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeBigInt64LE(value, this.#length);
  }

  #longBits(value: Pick<Long, "low" | "high">): void {
    this.#int32(value.low);
    this.#int32(value.high);
  }

  #cstring(value: string): void {
    if (value.includes("\0")) throw new StoreError("BadValue", "a field name or pattern contains a null byte");
    this.#reserve(value.length * 3 + 1);
    this.#length += this.#bytes.write(value, this.#length);
    this.#bytes[this.#length++] = 0;
  }

  #string(value: string): void {
    this.#reserve(value.length * 3 + 5);
    const written = this.#bytes.write(value, this.#length + 4);
    this.#bytes.writeInt32LE(written + 1, this.#length);
    this.#length += written + 4;
    this.#bytes[this.#length++] = 0;
  }

  #head(type: number, key: string): void {
    this.#byte(type);
    this.#cstring(key);
  }

  #element(key: string, value: unknown): void {
    switch (typeof value) {
      case "string": this.#head(2, key); return this.#string(value);
      case "number": return this.#number(key, value);
      case "boolean": this.#head(8, key); return this.#byte(value ? 1 : 0);
      case "bigint": this.#head(18, key); return this.#int64(BigInt.asIntN(64, value));
      case "object": return value === null ? this.#head(10, key) : this.#object(key, value);
      default: throw new StoreError("BadValue", `the field '${key}' holds a ${typeof value}, which BSON has no type for`);
    }
  }

  #number(key: string, value: number): void {
    if (isInt32(value)) {
      this.#head(16, key);
      this.#int32(value);
    } else {
      this.#head(1, key);
      this.#doubleBits(value);
    }
  }

  #object(key: string, value: object): void {
    if (isDocument(value)) {
      this.#head(3, key);
      this.document(value);
    } else if (Array.isArray(value)) {
      this.#head(4, key);
      this.#array(value);
    } else if (value instanceof RawDocument) {
      this.#head(3, key);
      this.#raw(value.bytes);
    } else if (value instanceof ObjectId) {
      this.#head(7, key);
      this.#raw(value.id);
    } else if (value instanceof Date) {
      this.#head(9, key);
      this.#int64(dateMillis(value));
    } else this.#valueClass(key, value);
  }

  #valueClass(key: string, value: object): void {
    if (value instanceof Timestamp) {
      this.#head(17, key);
      this.#longBits(value);
    } else if (value instanceof Long) {
      this.#head(18, key);
      this.#longBits(value);
    } else if (value instanceof Double) {
      this.#head(1, key);
      this.#doubleBits(value.value);
    } else if (value instanceof Int32) {
      this.#head(16, key);
      this.#int32(value.value);
    } else if (value instanceof Decimal128) {
      this.#head(19, key);
      this.#raw(value.bytes);
    } else if (value instanceof Binary) {
      this.#binary(key, value.sub_type, value.buffer.subarray(0, value.position));
    } else if (value instanceof Uint8Array) {
      this.#binary(key, 0, value);
    } else if (value instanceof BSONRegExp) {
      this.#regex(key, value.pattern, value.options);
    } else if (value instanceof RegExp) {
      this.#regex(key, value.source, [...value.flags].filter((flag) => "ims".includes(flag)).join(""));
    } else this.#rareClass(key, value);
  }

  #rareClass(key: string, value: object): void {
    if (value instanceof Code) this.#code(key, value);
    else if (value instanceof BSONSymbol) {
      this.#head(14, key);
      this.#string(value.value);
    } else if (value instanceof MinKey) this.#head(255, key);
    else if (value instanceof MaxKey) this.#head(127, key);
    else if (value instanceof DBRef) this.#element(key, { $ref: value.collection, $id: value.oid, ...(value.db ? { $db: value.db } : {}), ...value.fields });
    else throw new StoreError("BadValue", `the field '${key}' holds a value that BSON has no type for`);
  }

  #binary(key: string, subtype: number, bytes: Uint8Array): void {
    this.#head(5, key);
    this.#int32(bytes.length);
    this.#byte(subtype);
    this.#raw(bytes);
  }

  #regex(key: string, pattern: string, options: string): void {
    this.#head(11, key);
    this.#cstring(pattern);
    this.#cstring(options);
  }

  #code(key: string, value: Code): void {
    if (value.scope === null || value.scope === undefined) {
      this.#head(13, key);
      return this.#string(value.code);
    }
    this.#head(15, key);
    const start = this.#length;
    this.#int32(0);
    this.#string(value.code);
    this.document(value.scope as Document);
    this.#bytes.writeInt32LE(this.#length - start, start);
  }
}

function dateMillis(value: Date): bigint {
  const millis = value.getTime();
  if (Number.isNaN(millis)) throw new StoreError("BadValue", "a date is not a valid point in time");
  return BigInt(millis);
}
