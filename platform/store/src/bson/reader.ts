import { isUtf8 } from "node:buffer";
import { BSONRegExp, BSONSymbol, Binary, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import { StoreError } from "../errors.ts";
import { RawDocument, isInt32 } from "./types.ts";
import type { Document } from "./types.ts";

/** Levels that a document to store may nest, as MongoDB documents. */
export const MAX_STORED_DEPTH = 100;
/** Levels that anything read or written may nest: a stored document with a command around it. */
export const MAX_DEPTH = 120;

function invalid(reason: string): StoreError {
  return new StoreError("InvalidBSON", `the BSON document is broken: ${reason}`);
}

/** Size in bytes that the document at `start` declares, checked against the buffer and its terminator. */
export function documentSize(bytes: Buffer, start: number): number {
  if (start + 5 > bytes.length) throw invalid("it ends before its length");
  const size = bytes.readInt32LE(start);
  if (size < 5 || start + size > bytes.length) throw invalid(`its length ${size} is outside of the message`);
  if (bytes[start + size - 1] !== 0) throw invalid("its terminator is missing");
  return size;
}

/** Decodes one BSON document; see `Document` for the number representation. More than `deepest` levels are an Overflow error. */
export function readDocument(bytes: Buffer, start = 0, deepest = MAX_DEPTH): Document {
  return new Reader(bytes, deepest).document(start, 1);
}

/** Decodes only the named top-level fields and stops when all were found. */
export function readFields(bytes: Buffer, wanted: ReadonlySet<string>): Document {
  return new Reader(bytes).fields(wanted);
}

/** What clients send along with every command and nothing reads. */
const GOSSIP = "$clusterTime";

/** Decodes a command without its cluster time; the named top-level arrays of documents are kept as `RawDocument` elements. */
export function readCommand(bytes: Buffer, start: number, rawArrays: ReadonlySet<string>): Document {
  return new Reader(bytes).command(start, rawArrays);
}

class Reader {
  readonly #bytes: Buffer;
  readonly #deepest: number;
  #position = 0;
  #end = 0;

  constructor(bytes: Buffer, deepest = MAX_DEPTH) {
    this.#bytes = bytes;
    this.#deepest = deepest;
  }

  document(start: number, depth: number): Document {
    const result: Document = {};
    this.#eachElement(start, depth, (key, type) => assignField(result, key, this.#value(type, depth)));
    return result;
  }

  fields(wanted: ReadonlySet<string>): Document {
    const result: Document = {};
    let missing = wanted.size;
    this.#eachElement(0, 0, (key, type) => {
      if (!wanted.has(key)) {
        this.#skip(type);
        return true;
      }
      assignField(result, key, this.#value(type, 0));
      missing -= 1;
      return missing > 0;
    });
    return result;
  }

  command(start: number, rawArrays: ReadonlySet<string>): Document {
    const result: Document = {};
    this.#eachElement(start, 0, (key, type) => {
      if (key === GOSSIP) this.#skip(type);
      else assignField(result, key, type === 4 && rawArrays.has(key) ? this.#rawArray() : this.#value(type, 0));
    });
    return result;
  }

  /** Calls `visit` for each element with the position at its value; `false` ends early. */
  #eachElement(start: number, depth: number, visit: (key: string, type: number) => unknown): void {
    if (depth > this.#deepest) throw new StoreError("Overflow", `documents may nest at most ${this.#deepest} levels`);
    const outerEnd = this.#end;
    const end = start + documentSize(this.#bytes, start) - 1;
    if (outerEnd !== 0 && end > outerEnd) throw invalid("an embedded document is longer than its parent");
    this.#end = end;
    this.#position = start + 4;
    while (this.#position < end) {
      const type = this.#bytes[this.#position++] as number;
      if (visit(this.#key(), type) === false) break;
      if (this.#position > end) throw invalid("a value is longer than its document");
    }
    this.#position = end + 1;
    this.#end = outerEnd;
  }

  #array(depth: number): unknown[] {
    const start = this.#position;
    const result: unknown[] = [];
    this.#eachElement(start, depth, (_key, type) => void result.push(this.#value(type, depth)));
    return result;
  }

  #rawArray(): RawDocument[] {
    const result: RawDocument[] = [];
    this.#eachElement(this.#position, 1, (_key, type) => {
      if (type !== 3) throw new StoreError("TypeMismatch", "an element of an array of documents is not a document");
      const size = documentSize(this.#bytes, this.#position);
      result.push(new RawDocument(this.#bytes.subarray(this.#position, this.#position + size)));
      this.#position += size;
    });
    return result;
  }

  #key(): string {
    const bytes = this.#bytes;
    const start = this.#position;
    let at = start;
    let bits = 0;
    while (at < this.#end && bytes[at] !== 0) bits |= bytes[at++] as number;
    if (at >= this.#end) throw invalid("a field name does not end");
    this.#position = at + 1;
    return bits < 128 ? bytes.toString("latin1", start, at) : this.#text(start, at);
  }

  #take(size: number): number {
    const at = this.#position;
    if (size < 0 || at + size > this.#end) throw invalid("a value is longer than its document");
    this.#position = at + size;
    return at;
  }

  #string(): string {
    const size = this.#bytes.readInt32LE(this.#take(4));
    if (size < 1) throw invalid(`a string has the length ${size}`);
    const at = this.#take(size);
    if (this.#bytes[at + size - 1] !== 0) throw invalid("a string does not end");
    return this.#text(at, at + size - 1);
  }

  /** Text that is not UTF-8 would read back as something else than what is stored. */
  #text(start: number, end: number): string {
    const text = this.#bytes.toString("utf8", start, end);
    // Decoding turns broken sequences into U+FFFD; only text that shows one is looked at again.
    if (text.includes("\ufffd") && !isUtf8(this.#bytes.subarray(start, end))) throw invalid("a string or field name is not valid UTF-8");
    return text;
  }

  #long(): Long {
    const at = this.#take(8);
    return new Long(this.#bytes.readInt32LE(at), this.#bytes.readInt32LE(at + 4));
  }

  #double(): unknown {
    const value = this.#bytes.readDoubleLE(this.#take(8));
    return isInt32(value) ? new Double(value) : value;
  }

  #binary(): Binary {
    const size = this.#bytes.readInt32LE(this.#take(4));
    const subtype = this.#bytes[this.#take(1)] as number;
    const at = this.#take(size);
    return new Binary(Buffer.from(this.#bytes.subarray(at, at + size)), subtype);
  }

  #value(type: number, depth: number): unknown {
    switch (type) {
      case 1: return this.#double();
      case 2: return this.#string();
      case 3: return this.document(this.#position, depth + 1);
      case 4: return this.#array(depth + 1);
      case 5: return this.#binary();
      // The deprecated `undefined` reads as null: nothing writes it any more and every comparison treats both alike.
      case 6: case 10: return null;
      case 7: {
        const at = this.#take(12);
        return new ObjectId(Buffer.from(this.#bytes.subarray(at, at + 12)));
      }
      case 8: return this.#bytes[this.#take(1)] !== 0;
      case 9: return new Date(this.#long().toNumber());
      case 11: return new BSONRegExp(this.#key(), this.#key());
      case 13: return new Code(this.#string());
      case 14: return new BSONSymbol(this.#string());
      case 15: {
        this.#take(4);
        const code = this.#string();
        return new Code(code, this.document(this.#position, depth + 1));
      }
      case 16: return this.#bytes.readInt32LE(this.#take(4));
      case 17: {
        const at = this.#take(8);
        return new Timestamp({ t: this.#bytes.readUInt32LE(at + 4), i: this.#bytes.readUInt32LE(at) });
      }
      case 18: return this.#long();
      case 19: {
        const at = this.#take(16);
        return new Decimal128(Buffer.from(this.#bytes.subarray(at, at + 16)));
      }
      case 127: return new MaxKey();
      case 255: return new MinKey();
      default: throw invalid(`there is no element type ${type}`);
    }
  }

  #skip(type: number): void {
    switch (type) {
      case 3: case 4: this.#take(documentSize(this.#bytes, this.#position)); break;
      case 2: case 13: case 14: this.#take(this.#bytes.readInt32LE(this.#take(4))); break;
      case 1: case 9: case 17: case 18: this.#take(8); break;
      case 7: this.#take(12); break;
      case 8: this.#take(1); break;
      case 16: this.#take(4); break;
      case 19: this.#take(16); break;
      case 6: case 10: case 127: case 255: break;
      default: this.#value(type, 0);
    }
  }
}

/** Sets a field of a document: `__proto__` arrives from clients as an ordinary field name and must stay one. */
export function assignField(target: Document, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}
